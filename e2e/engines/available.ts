// The engines that this machine has. What it has not is left out, by name: `npm test` installs them first where it can.

import { availableEngines, ENGINE_NAMES, type EngineName } from "../../scripts/browsers.mjs";

export const AVAILABLE: readonly EngineName[] = await availableEngines();

/** Whether what is to be done in these can be done here. Node is everywhere. */
export const areHere = (...places: readonly (EngineName | "node")[]): boolean =>
  places.every((place) => place === "node" || AVAILABLE.includes(place));

const leftOut = ENGINE_NAMES.filter((name) => !AVAILABLE.includes(name));
if (leftOut.length > 0) console.log(`Left out on this machine: what needs ${leftOut.join(", ")}.`);
