// What may happen to the engine in a story: the tab dies, or the disk is full, at one of its writes, its limits are others in each story, and weeks pass while
// everything is closed. The engine's writes are told by what is in them.

import type { StoreBatch } from "../src/ports/store.ts";
import type { EngineLimits } from "../src/replica/engine-limits.ts";
import type { CrashAt } from "./crashing-store.ts";
import { isSuspecting } from "./profiles.ts";
import { between } from "./random.ts";
import { pick } from "./random-intent.ts";
import type { Device, World } from "./world.ts";

const DAY_MS = 86_400_000;

/** Bases stored in the place of others, and commits that have dropped records. */
export class EngineCounts {
  bases = 0;
  prunings = 0;

  note({ meta, prune }: StoreBatch): void {
    if (meta.some(({ key, value }) => key.startsWith("base/") && value !== null)) this.bases += 1;
    if ((prune?.length ?? 0) > 0) this.prunings += 1;
  }
}

/** Packs being stored or removed, rows of a base, records being dropped, a base in the place of another. */
function isEngineWrite({ blocks, pages, prune, removePacks, meta }: StoreBatch): boolean {
  const parts = [blocks, pages?.put, pages?.remove, prune, removePacks];
  return parts.some((part) => (part?.length ?? 0) > 0) || meta.some(({ key }) => key.startsWith("base/") || key.startsWith("checkpoint"));
}

/** Some are so tiny that every few records are compacted, and a few trust what nobody has objected to for a minute. */
export function randomLimits(random: () => number): EngineLimits {
  return {
    tailBytes: pick(random, [1_000, 4_000, 4_000]) ?? 4_000,
    tailRecords: pick(random, [4, 10, 25]) ?? 25,
    idleMs: 400,
    stepMs: 0,
    pauseMs: 1,
    jitterMs: 2_000,
    graceMs: random() < 0.2 ? 60_000 : 45 * DAY_MS,
    stepItems: pick(random, [1, 4, 50]) ?? 4,
  };
}

/** Dies at one of the next writes of the engine, as long as `mayCrash`. */
export function crashInEngine(random: () => number, mayCrash: () => boolean): CrashAt {
  let left = 1 + Math.floor(random() * 6);
  const moment = random() < 0.5 ? "before" : "after";
  return (_write, batch) => {
    if (batch === null || !isEngineWrite(batch) || !mayCrash()) return null;
    left -= 1;
    return left <= 0 ? moment : null;
  };
}

/** At one of the next writes of the engine the device's disk has hardly any room left. */
export function fillInEngine(random: () => number, { disk }: Device, mayFill: () => boolean): CrashAt {
  let left = 1 + Math.floor(random() * 4);
  const roomBytes = Math.floor(random() * 800);
  return (_write, batch) => {
    if (batch === null || left <= 0 || !isEngineWrite(batch) || !mayFill()) return null;
    left -= 1;
    if (left === 0) disk.capacityBytes = disk.usedBytes + roomBytes;
    return null;
  };
}

/** Nobody looks at anything for days or weeks: more than a month is as long as records are kept, and as nobody may object. */
export async function passWeeks(random: () => number, { devices, relay, time }: World): Promise<void> {
  if (devices.some(isSuspecting)) return;
  for (const device of devices) device.killTabs();
  relay.kill();
  await time.run(between(random, DAY_MS, 60 * DAY_MS));
  relay.start();
  for (const device of devices) device.openTab();
}
