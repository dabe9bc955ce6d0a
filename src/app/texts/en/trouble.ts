// What goes wrong with copies, storage and clocks, and what to do then.

import { plural } from "./plural.ts";

export const trouble = {
  "span.minutes": (count: number) => plural(count, { one: "# minute", other: "# minutes" }),
  "span.hours": (count: number) => plural(count, { one: "# hour", other: "# hours" }),
  "span.days": (count: number) => plural(count, { one: "# day", other: "# days" }),

  "clock.pairing": (span: string) =>
    `The two clocks differ by ${span}. You can go on all the same; set the wrong one right, so that days and times are right on both.`,
  "clock.behind": (span: string) =>
    `This device’s clock is ${span} behind the relay’s. Set the wrong one right: until then days and times may be wrong. Nothing is lost, and your devices still agree.`,
  "clock.ahead": (span: string) =>
    `This device’s clock is ${span} ahead of the relay’s. Set the wrong one right: until then days and times may be wrong. Nothing is lost, and your devices still agree.`,

  "lastCopy.only": (count: number) =>
    plural(count, { one: "# change is only on this device.", other: "# changes are only on this device." }),
  "lastCopy.pair": "Lose this device, and what is only here is lost too. Add a relay and a second device.",
  "lastCopy.relay": "Without a relay nothing reaches your other devices. Add one.",
  "lastCopy.connect": "Everything goes out by itself when this device is online.",
  "lastCopy.reach": "The relay has not taken everything. See what keeps it.",
  "lastCopy.open": "Open Sync",
  "lastCopy.relayAlone": "A relay cannot open what it keeps. Until you pair a second device, losing this one loses your tasks.",
  "trouble.later": "Later",

  "replace.question": "Is this device new to you?",
  "replace.new": "It is new",
  "replace.old": (name: string) => `It is ${name}, which lost its data`,
  "replace.explain":
    "The old entry stays in the list, marked as replaced, until you remove it. It is not waited for any more. If it turns up again after all, it counts again.",
  "replace.note": "Replaced. You can remove it.",

  "room.used": (used: string, quota: string) => `${used} used of the ${quota} this browser allows.`,
  "room.unknown": "This browser does not say how much room there is.",
  "room.low": (left: string) =>
    `There is little room left for Daybook here: ${left}. What is saved is safe. Free some space on this device before it is full.`,

  "evicted.text": (day: string) =>
    `This browser had Daybook on ${day} and has cleared its data since. Some browsers do that after a week without a visit, or when space runs short. What your other devices have is safe: get it back by pairing this one again. Only what was nowhere else is gone.`,
  "private.text":
    "This is a private window. Daybook works here, but everything is thrown away when you close it. Use a normal window to keep what you write.",
  "recovery.suggest": "If you lose every device, nobody can bring your tasks back. A recovery phrase on paper or a passkey can.",
  "recovery.suggestOpen": "See how",
} as const;
