// Names of logs (PROTOCOL.md "Names"): a tag that tells nothing of space and device to those who do not know both. A replica finds whose log a tag
// names by computing the tags of its members' next generations.

import { concatBytes } from "../base/bytes.ts";
import { ByteWriter } from "../base/codec.ts";
import { idToBytes, makeId, ID_BYTES, type DeviceId, type LogTag, type SpaceId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";

/** How many generations beyond the highest one held are looked for. */
export const GENERATIONS_AHEAD = 16;

export function logTagOf(sha256: Sha256, space: SpaceId, device: DeviceId, generation: number): LogTag {
  const named = concatBytes(label("log"), idToBytes(space), idToBytes(device), new ByteWriter().u32(generation).finish());
  return makeId("log", sha256(named).subarray(0, ID_BYTES.log));
}

export type LogName = { readonly device: DeviceId; readonly generation: number };

/** Whose log a tag names. Grows only; tags are computed once, and not before one that is not known yet is looked for: a start finds most by the first. */
export interface LogFinder {
  /** Makes the first generations of the device's log findable. */
  addDevice(device: DeviceId): void;
  /** Tells that this generation is held: those beyond it become findable. Adds the device if need be. */
  addHeld(name: LogName): void;
  find(tag: LogTag): LogName | null;
}

export function makeLogFinder(sha256: Sha256, space: SpaceId): LogFinder {
  const nameByTag = new Map<LogTag, LogName>();
  /** How many generations of a device can be found. */
  const countByDevice = new Map<DeviceId, number>();
  /** Of how many the tags have been computed. */
  const computedByDevice = new Map<DeviceId, number>();

  function extend(device: DeviceId, count: number): void {
    countByDevice.set(device, Math.max(countByDevice.get(device) ?? 0, count));
  }

  /** The next generation of each device; false when all are known. */
  function computeNext(): boolean {
    let isAny = false;
    for (const [device, count] of countByDevice) {
      const generation = computedByDevice.get(device) ?? 0;
      if (generation >= count) continue;
      nameByTag.set(logTagOf(sha256, space, device, generation), { device, generation });
      computedByDevice.set(device, generation + 1);
      isAny = true;
    }
    return isAny;
  }

  return {
    addDevice: (device) => extend(device, GENERATIONS_AHEAD),
    addHeld: ({ device, generation }) => extend(device, generation + 1 + GENERATIONS_AHEAD),
    find(tag) {
      while (!nameByTag.has(tag) && computeNext());
      return nameByTag.get(tag) ?? null;
    },
  };
}
