// `handshake.bytesAfter3000Sessions`: what a device sends to the relay until it knows that nothing is missing, at the start and after 3,000 page sessions that
// each changed something: the same. (A Yjs state vector would have grown by 3,000 entries.)

import { assert } from "../../src/base/result.ts";
import { VERSION } from "../bench-data.mjs";
import { DEFAULT_ENGINE_LIMITS } from "../../src/replica/engine-limits.ts";
import type { DialLink } from "../../src/ports/link.ts";
import { describeFrames } from "../frame-kinds.ts";
import type { Measured } from "../measured.ts";
import { expectOk, hasSentAll, until } from "../node-device.ts";
import { untilQuiet } from "../until-quiet.ts";
import { Workload, type Metered } from "../transfer/workload.ts";

const SEED = 1;
const SESSIONS = 3_000;
/** Two bytes of seq from the start, as all but new logs have. */
const TASKS = 150;
/** A session in so many lasts long enough for what is done in idle time. */
const LONG_EVERY = 500;
const LONG_MS = 6_000;
/** After which the other device has compared what was packed. */
const SETTLE_MS = DEFAULT_ENGINE_LIMITS.jitterMs + LONG_MS;

/** The relay that the profile knows is out of reach. */
const dialNothing: DialLink = (address, events) => {
  queueMicrotask(() => events.closed({ kind: "failed", reason: "unreachable" }));
  return { binding: address, send: () => undefined, bufferedBytes: () => 0, close: () => undefined };
};

type Handshake = { readonly bytes: number; readonly frames: string };

/** What comes of what it sends (a compaction, the other device's word about it, the relay's tidying) is waited for, and heard. */
async function settle(workload: Workload, running: Metered): Promise<void> {
  await workload.untilSame(running);
  await untilQuiet(running.bytes);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  await untilQuiet(running.bytes);
  running.close();
}

export function measureHandshakeAfterSessions(): Promise<Measured> {
  return Workload.run(SEED, async (workload) => {
    const device = workload.newDevice("sessions");
    // A compaction before the start as after it: `have` names it, with 32 bytes.
    const paired = await workload.openPaired(device, { ...DEFAULT_ENGINE_LIMITS, tailRecords: TASKS, jitterMs: 0 });
    for (let index = 0; index < TASKS; index++) {
      const tasks = [{ id: device.makeItemId(), title: `Task ${index}`, day: null }];
      expectOk(await paired.replica.act({ kind: "create", tasks, position: { at: "end", list: null } }), "a task");
    }
    await settle(workload, paired);
    const handshake = async (): Promise<Handshake> => {
      const running = await workload.open(device);
      await until("that nothing is missing", () => hasSentAll(running));
      await untilQuiet(running.bytes);
      const bytes = running.bytes();
      running.close();
      return { bytes, frames: describeFrames(running.frames, bytes) };
    };
    const before = await handshake();
    for (let session = 1; session <= SESSIONS; session++) {
      const running = await device.open(null, dialNothing);
      const [id] = running.replica.ids({ view: "inbox" });
      assert(id !== undefined, "there is a task");
      expectOk(await running.replica.act({ kind: "rename", id, title: `Session ${session}` }), "an edit");
      if (session % LONG_EVERY === 0) await new Promise((resolve) => setTimeout(resolve, LONG_MS));
      running.close();
    }
    await settle(workload, await workload.open(device));
    const after = await handshake();
    return {
      value: after.bytes,
      target: before.bytes,
      samples: SESSIONS,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        `both directions, upgrade request included: ${before.bytes} B before, ${after.bytes} B after ${SESSIONS} sessions`,
        `before: ${before.frames}`,
        `after: ${after.frames}`,
      ],
    };
  });
}
