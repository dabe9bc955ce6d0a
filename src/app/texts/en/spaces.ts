// Spaces: the user's own, and those shared with others.

import { plural } from "./plural.ts";

export const spaces = {
  "spaces.title": "Spaces",
  "spaces.own": "My own",
  "spaces.unnamed": "Shared space",
  "spaces.new": "New shared space",
  "spaces.people": "People",
  "spaces.name": "Name",
  "spaces.noName": "Give it a name.",
  "spaces.make": "Make space",
  "spaces.explain":
    "A place for what you share with others. You choose who comes in, and who may change things. What is in your own space stays there.",
  "spaces.rename": "Save name",
  "spaces.invite": "Invite somebody",
  "spaces.inviteAs": "They come as",
  "spaces.makeLink": "Make a link",
  "spaces.role.owner": "Owner",
  "spaces.role.writer": "Writer",
  "spaces.role.reader": "Reader",
  "spaces.role.none": "Not in it",
  "spaces.you": (role: string) => `${role}, this device`,
  "spaces.theyMay.owner": "An owner changes everything and lets others in. Choose this for your own other devices.",
  "spaces.theyMay.writer": "A writer reads and changes everything in this space.",
  "spaces.theyMay.reader": "A reader sees everything in this space and changes nothing.",
  "spaces.youMay.owner": "You may change everything here, and let others in.",
  "spaces.youMay.writer": "You may change everything here. Its owners let others in.",
  "spaces.youMay.reader": "You may read everything here. Its owners decide who may change it.",
  "spaces.youMay.none": "This device is not in this space any more. What had come before is still here.",
  "spaces.ownDevices": "Devices are added, and the relay is chosen, in your own space.",
  "spaces.leave": "Leave this space",
  "spaces.leaveExplain":
    "What is here of it is deleted on this device. The others keep everything, and see that you have left. To come back you need a new link and a new device.",
  "spaces.leaveAlone": "Nobody else is in it: with you it ends, here and at the relay.",
  "spaces.leaveLastOwner":
    "You are its only owner. Without one nobody can let others in or take them out any more. Make somebody else an owner first, if you can.",
  "spaces.leaveSends": (count: number) =>
    `${plural(count, { one: "# change is", other: "# changes are" })} on this device only. The others get that first; until then you are still in it.`,
  "spaces.keepExplain": "Keep what you need of it first: in your own space, or in a file that anyone who has it can read.",
  "spaces.copy": "Copy into my own space",
  "spaces.copying": "Copying",
  "spaces.copied": (count: number) =>
    plural(count, { one: "# item is in your own space now.", other: "# items are in your own space now." }),
  "spaces.copyName": (name: string) => `copying “${name}”`,
  "spaces.leaveSure": "Leave it, and delete what is here of it? This cannot be undone.",
  "spaces.leaving": "You are leaving this space",
  "spaces.leavingSends": (count: number) =>
    `${plural(count, { one: "# change goes", other: "# changes go" })} from this device to the others first. It goes on by itself as soon as they can be reached, after a restart too.`,
  "spaces.leavingTells":
    "It waits: neither the relay nor another device has heard of it yet. It goes on by itself as soon as one can be reached, after a restart too.",
  "spaces.leavingBanner": (name: string) => `You are leaving “${name}”: nothing can be changed in it.`,
  "spaces.leaveHurried": "Leave without sending it",
  "spaces.hasLeft": "Has left",
  "spaces.wasRemoved": "Was removed",
  "spaces.forget": "Delete this space here",
  "spaces.forgetExplain": "You are not in it any more. What is here of it is deleted on this device; your other spaces stay as they are.",
  "spaces.forgetNow": "Delete it now",
  "spaces.leaveNow": "Leave now",
  "spaces.stay": "Stay",
  "spaces.cannotOpen": (count: number) =>
    `${plural(count, { one: "# space cannot", other: "# spaces cannot" })} be opened on this device now. The others work as ever.`,
  "spaces.readOnly": (name: string) => `You may read “${name}”. To change something here, ask its owner.`,
  "spaces.error.no-such-space": "That space is not open any more.",
  "spaces.error.read-only": "You may not do that in this space.",
  "spaces.error.still-in": "This device is in that space. Leave it instead.",
  "spaces.error.too-late": "The others have heard of it: it cannot be taken back.",
  "spaces.error.too-large": "That is more than can be said at once. Wait until all is synced, and try again.",
  "spaces.error.too-many": "There are as many spaces as there can be. Leave one first.",

  "pair.joinSharedTitle": "Join a shared space",
  "pair.joinShared": "Somebody shares a space with you. It comes beside your own: nothing of yours goes into it.",
  "pair.intoAs": (space: string, role: string) => `Into “${space}”, as: ${role}`,
  "pair.joinedShared": (space: string) => `Done. “${space}” is one of your spaces now.`,
  "pair.admittedShared": (name: string, space: string) => `${name} is in “${space}” now. What is in it is on its way there.`,
} as const;
