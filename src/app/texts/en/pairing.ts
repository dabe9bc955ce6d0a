// Bringing two devices together.

import { tasksCount } from "./counts.ts";
import { plural } from "./plural.ts";

export const pairing = {
  "pair.add": "Add a device",
  "pair.have": "I have a code",
  "pair.explain": "Open this link on the other device, or paste the code there under Sync.",
  "pair.making": "Making a link",
  "pair.link": "Link",
  "pair.code": "Code",
  "pair.copyLink": "Copy link",
  "pair.copyCode": "Copy code",
  "pair.copied": "Copied",
  "pair.copyFailed": "Could not copy. Select the text and copy it yourself.",
  "pair.expires": (time: string) => `Works once, for ${time} more.`,
  "pair.expired": "This link has run out.",
  "pair.cancel": "Cancel",
  "pair.asks": (name: string) => `${name} asks to join`,
  "pair.unnamed": "Another device",
  "pair.compare": "Compare this number with the one on the other device. Approve only if they are the same.",
  "pair.comparisonCode": "Comparison number",
  "pair.approve": "Approve",
  "pair.decline": "Decline",
  "pair.admitting": (name: string) => `Letting ${name} in`,
  "pair.admittingLong": (name: string) =>
    `This takes longer than it should. ${name} is let in here already, and your other devices hear of it when they can be reached. You can leave this: if your tasks do not come to ${name}, add it again with a new link.`,
  "pair.leave": "Do not wait",
  "pair.admitted": (name: string) => `${name} is one of your devices now. Your tasks are on their way to it.`,
  "pair.done": "Done",
  "pair.joinTitle": "Join your other device",
  "pair.joinExplain": "This device will share the tasks of the device that made the link. Your tasks here are kept.",
  "pair.joinField": "Link or code",
  "pair.join": "Join",
  "pair.joinBad": "That is not a code. Copy the whole link or code from your other device.",
  "pair.reaching": "Reaching your other device",
  "pair.waitingFor": (name: string) => `Waiting for ${name} to approve`,
  "pair.compareHere": (name: string) => `Compare this number with the one on ${name}. Go on only if they are the same.`,
  "pair.same": "They are the same",
  "pair.different": "They differ",
  "pair.fetching": "Fetching your tasks",
  "pair.fetched": (held: number, all: number) => `${held} of ${plural(all, { one: "# change", other: "# changes" })}`,
  "pair.joined": (name: string) => `Done. This device and ${name} now share their tasks.`,
  "pair.kept": (count: number) => `${tasksCount(count)} from this device kept.`,
  "pair.again": "Try again",

  "fail.bad-code": "That code is not complete. Nothing has changed. Copy the whole link or code and try again.",
  "fail.expired": "The link has run out; it works for ten minutes. Nothing has changed. Make a new one on your other device.",
  "fail.used":
    "This link does not work any more: it works once, for ten minutes, while the device that made it is open. Nothing has changed. Make a new one there.",
  "fail.taken": "Another device is using this link at the moment. Nothing has changed. If that is not you, make a new link.",
  "fail.declined": "The other device said no. Nothing has changed.",
  "fail.cancelled": "Cancelled. Nothing has changed.",
  "fail.relay-unreachable": "The relay cannot be reached. Nothing has changed. Check the connection and try again.",
  "fail.relay-refused": "The relay did not let this through. Nothing has changed. Check the relay address, or ask whoever runs it.",
  "fail.nothing-came":
    "The relay can be reached, but not everything from your other device arrived. Nothing has changed here. Open Daybook there, wait until everything is at the relay, and try again with a new link.",
  "fail.other-left": "The other device went away before it was done. Nothing has changed here. Open Daybook on both and try again.",
  "fail.other-tab":
    "Another tab of Daybook on this device has the connection now, so adding a device was broken off here. Make a new link, in whichever tab you like.",
  "fail.bad-message":
    "The other device sent something that does not fit, perhaps another version. Nothing has changed. Update both and try again.",
  "fail.newer-version": "The other device runs a newer Daybook. Nothing has changed. Update this one and try again.",
  "fail.older-version":
    "The other device runs an older Daybook that cannot join a shared space yet. Nothing has changed. Update it and make a new link.",
  "fail.storage": "This device could not save it. What was saved before is safe. Free some space and try again.",
  "fail.already-member": "This device shares its tasks with that one already. There is nothing to do.",
  "fail.no-relay":
    "Adding a device by a link needs a relay. Set a relay address under Sync, or choose “Connect nearby” there if both devices are with you.",
  "fail.home-unreachable":
    "The home device does not answer at the address in its code. Nothing has changed. It must be running and showing the code, in the same network as this device (no guest network, no VPN), and its firewall must let the UDP port through.",
  "fail.no-direct":
    "This browser cannot connect to a home device directly, or the code for that cannot be loaded now. Nothing has changed. Use the code of a relay instead.",
} as const;
