// The sync centre.

import { changesOf } from "./counts.ts";
import { changesCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const sync = {
  "sync.title": "Sync",
  "sync.open": (sentence: string) => `Sync: ${sentence}`,
  "sync.opening": "Opening",
  "sync.onlyHere": "Only on this device.",
  "sync.atRelay": "Saved here and at the relay.",
  "sync.alsoOn": (name: string) => `Saved here. ${name} has it too.`,
  "sync.alsoOnMany": (count: number) =>
    plural(count, { one: "Saved here and on # other device.", other: "Saved here and on # other devices." }),
  "sync.moving": "Saved here. On its way to your other devices.",
  "sync.onlyHereYet": "Only on this device so far. It goes out when the relay can be reached.",
  "sync.waiting": "Saved here. It goes out when the relay can be reached.",
  "sync.notSaving": "Changes are not being saved.",
  "sync.otherDevice": "Your other device",
  "sync.thisDevice": "This device",
  "sync.devices": "Devices",
  "sync.hasEverything": "Has everything that is here",
  "sync.lacksSome": "Has not confirmed the latest changes yet",
  "sync.suggestedName": (browser: string, system: string) => `${browser} on ${system}`,
  "sync.rename": "Rename",
  "sync.nameLabel": "Name of this device",
  "sync.badName": "Write a name of at most 40 letters.",
  "sync.save": "Save",
  "sync.cancel": "Cancel",
  "sync.relay": "Relay",
  "sync.relayExplain": "A relay passes sealed changes between your devices. It cannot read them.",
  "sync.relayNone": "No relay. Your tasks stay on this device.",
  "sync.relayAddress": "Relay address",
  "sync.relayHint": "For example wss://relay.example",
  "sync.relayBad": "That is not a relay address. It starts with ws:// or wss://.",
  "sync.relaySet": "Set relay",
  "sync.relayChange": "Change",
  "sync.relayRemove": "Remove",
  "sync.now": "Sync now",
  "sync.retry": "Try now",
  "relay.offline": "Offline. Everything is saved here and goes out when you are back.",
  "relay.connecting": "Connecting",
  "relay.online": "Connected",
  "relay.onlineDirect": "Connected, directly in your network",
  "relay.waiting": (reason: string, when: string) => `${reason} Next try ${when}.`,
  "relay.soon": "now",
  "relay.inSeconds": (seconds: number) => plural(seconds, { one: "in # second", other: "in # seconds" }),
  "relay.inMinutes": (minutes: number) => plural(minutes, { one: "in # minute", other: "in # minutes" }),
  "relay.pending": (count: number) => `${changesCount(count)} not at the relay yet.`,
  "sync.problems": "Worth knowing",
  "problem.keyless": (count: number) =>
    `${changesCount(count)} cannot be shown yet: the key is still on its way from another device. Nothing is lost.`,
  "problem.parked": (count: number) =>
    plural(count, {
      one: "# change comes from a newer Daybook. It is kept; update this device to see it.",
      other: "# changes come from a newer Daybook. They are kept; update this device to see them.",
    }),
  "problem.poisoned": (count: number) =>
    plural(count, {
      one: "# change has stopped Daybook here twice and is left out on this device. It is kept; everything else is fine.",
      other: "# changes have stopped Daybook here twice and are left out on this device. They are kept; everything else is fine.",
    }),
  "problem.void": (count: number) =>
    plural(count, {
      one: "# change arrived broken from the device that made it and is left out. Everything else is fine.",
      other: "# changes arrived broken from the device that made them and are left out. Everything else is fine.",
    }),
  "problem.corrupt":
    "Part of this device’s storage is damaged. What was there is fetched again from your other devices or the relay; everything else is fine.",
  "problem.forked": "This browser profile was copied or set back once. Both lines of changes are kept.",
  "problem.relayOlder": "The relay came back with less than it had. This device is filling it up again.",
  "problem.relayRefilled": "The relay came back with less than it had. This device has filled it up again; nothing is lost.",
  "problem.relayWithholds": (count: number) =>
    plural(count, {
      one: "Another device has # change that the relay does not show here. If this stays, use another relay.",
      other: "Another device has # changes that the relay does not show here. If this stays, use another relay.",
    }),
  "problem.newerMembership": "A newer Daybook changed the list of devices. Update this device to see it in full.",
  "sync.statistics": (sent: string, received: string, connects: number) =>
    `${sent} sent, ${received} received, ${plural(connects, { one: "# connection", other: "# connections" })} since this page opened.`,
  "sync.version": (build: string) => `Version ${build}`,
  "way.lastFile": (when: string) => `Last by file: ${when}.`,
  "relay.receiving": (done: number, total: number) => `Receiving ${changesOf(done, total)}.`,
  "relay.sending": (done: number, total: number) => `Sending ${changesOf(done, total)}.`,
  "relay.progress": "Changes travelling to and from the relay",
} as const;
