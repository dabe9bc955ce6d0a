// The home device that a recovery sheet names, beside the relay.

import { homePlaceToCode } from "../../members/home-place.ts";
import { readDirectAddresses } from "../direct/direct-addresses.ts";
import { readToldAddresses } from "../direct/told-addresses.ts";
import type { Space } from "../space.ts";

/** Of several, the one with the lowest id, so that each sheet names the same; null: none is known here. */
export async function homeCodeOf({ core }: Space): Promise<string | null> {
  const told = await readToldAddresses(core.ports.store, core);
  const { byDevice } = readDirectAddresses(core, { of: null, byDevice: new Map() }, told);
  const [first] = [...byDevice].toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (first === undefined) return null;
  const [device, address] = first;
  return homePlaceToCode(core.ports.suite.sha256, { device, address });
}
