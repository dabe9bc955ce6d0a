// A space that is begun anew, with the same items.

import { plural } from "./plural.ts";

export const anew = {
  "anew.title": "Begin anew with everything",
  "anew.when":
    "If this list cannot be trusted, because somebody else has had one of your devices, or if nobody is left in it who may change it: everything goes into a new space with new keys.",
  "anew.ask": "Begin anew …",
  "anew.what":
    "All that is on this device goes into a new space, in which this device is alone. Nobody who is in the present one can read what is written from then on. Your other devices stay behind until you add each of them again; they bring what they have.",
  "anew.back": "Nothing is deleted. To go back, pair this device with one of those that stayed behind.",
  "anew.confirm": "Begin anew",
  "anew.moving": "Moving everything into the new space",
  "anew.done": (count: number) => `${plural(count, { one: "1 item is", other: "# items are" })} in the new space.`,
  "anew.next": "Add your other devices again now. A recovery phrase of before opens the old space alone: make a new one.",
  "anew.failed": "Something is too large to be moved. Everything is where it was.",
} as const;
