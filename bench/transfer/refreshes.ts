// `delta.savings99Refreshes`: a device that refreshes 100 times, 0 to 50 of 1,000 items of 5 KB changed before each: the bytes of the 99 after the first
// against 99 full transfers. All bytes on its socket count, both directions; what one refresh has left to say comes with the next.

import { assert } from "../../src/base/result.ts";
import type { ItemId } from "../../src/base/ids.ts";
import { itemsOf5KB, VERSION } from "../bench-data.mjs";
import { makeRandom } from "../../sim/random.ts";
import { hasSentAll, until } from "../node-device.ts";
import { createNote, retitleNote } from "../note-items.ts";
import { describeFrames } from "../frame-kinds.ts";
import type { Measured } from "../measured.ts";
import type { CountedFrame } from "../socket-meter.ts";
import { untilQuiet } from "../until-quiet.ts";
import { Workload } from "./workload.ts";

const SEED = 5;
const ITEMS = 1_000;
const REFRESHES = 99;
const MOST_CHANGES = 50;

async function change(workload: Workload, items: readonly ItemId[], round: number, random: () => number): Promise<number> {
  const changes = Math.floor(random() * (MOST_CHANGES + 1));
  for (let index = 0; index < changes; index++) {
    const item = items[Math.floor(random() * items.length)];
    assert(item !== undefined, "an item to change");
    await retitleNote(workload.author.replica.space, item, `Round ${round}, change ${index}`);
  }
  await until("the changes at the relay", () => hasSentAll(workload.author));
  return changes;
}

export function measureRefreshes(): Promise<Measured> {
  return Workload.run(SEED, async (workload) => {
    const device = workload.newDevice("reader");
    const paired = await workload.openPaired(device);
    paired.close();
    const items: ItemId[] = [];
    for (const { title, done, text } of itemsOf5KB(ITEMS, SEED)) {
      const item = workload.authorDevice.makeItemId();
      await createNote(workload.author.replica.space, item, { title, done, text });
      items.push(item);
    }
    await until("the items at the relay", () => hasSentAll(workload.author));
    const first = await workload.open(device);
    await workload.untilSame(first);
    await untilQuiet(first.bytes);
    const fullBytes = first.bytes();
    const fullFrames = describeFrames(first.frames, fullBytes);
    first.close();
    const random = makeRandom(SEED);
    let [bytes, changes, recordBytes] = [0, 0, 0];
    const frames: CountedFrame[] = [];
    for (let round = 1; round <= REFRESHES; round++) {
      const heldSeq = workload.lastSeq;
      changes += await change(workload, items, round, random);
      recordBytes += await workload.recordBytes(heldSeq + 1);
      const running = await workload.open(device);
      await workload.untilSame(running);
      if (round === REFRESHES) await untilQuiet(running.bytes);
      bytes += running.bytes();
      frames.push(...running.frames);
      running.close();
    }
    return {
      value: 1 - bytes / (REFRESHES * fullBytes),
      samples: REFRESHES,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        `${REFRESHES} refreshes with ${changes} changes: ${bytes} B, their records ${recordBytes} B: ${describeFrames(frames, bytes)}`,
        `a full transfer: ${fullBytes} B: ${fullFrames}`,
      ],
    };
  });
}
