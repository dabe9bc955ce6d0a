// For tests: spaces whose tab holds the links, the engine run at once, two of them brought together over a link, and checkpoints as a liar makes them.

import type { ItemId } from "../../base/ids.ts";
import { assert } from "../../base/result.ts";
import { fixedSuite, makeFixedRandom } from "../../crypto/fixed.suite.ts";
import { makeMemoryPair, type LinkSide } from "../../links/memory-link.ts";
import { writePacks, type PackedItem, type WrittenPack } from "../../packs/pack-writer.ts";
import type { Link, LinkEvents } from "../../ports/link.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import { runSession, type RunningSession } from "../../sync/session-driver.ts";
import { makeCheckpoint, type Checkpoint } from "../../wire/checkpoint.ts";
import { decodeFrame } from "../../wire/frame-codec.ts";
import type { Frame } from "../../wire/frames.ts";
import { encodeState } from "../../items/document.ts";
import type { EngineLimits } from "../engine-limits.ts";
import type { Space } from "../space.ts";
import { addTask, openShared, valueIn, type TestProfile } from "../space.suite.ts";

/** The tab of this space holds the links from now on. */
export async function holding(space: Space): Promise<void> {
  const number = valueIn(await space.core.ports.store.raiseFence());
  const overtaken = (): void => {
    space.core.fence = null;
  };
  space.core.fence = { number, overtaken };
}

export async function addTasks(space: Space, count: number, name = "task"): Promise<readonly ItemId[]> {
  const ids: ItemId[] = [];
  for (let number = 0; number < count; number++) ids.push(await addTask(space, `${name} ${number}`));
  return ids;
}

export const run = (space: Space): Promise<void> => space.upkeep.runNow();

export const digestOf = async (space: Space): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries([...(await space.core.items.digest())].map(([id, state]) => [id.slice(0, 8), state.slice(0, 12) + state.slice(-40)]));

export type Shared = { readonly spaces: readonly Space[]; readonly profiles: readonly TestProfile[] };

/** Of profiles that share a space, each with the links. */
export async function sharing(count: number, limits: Partial<EngineLimits> = {}): Promise<Shared> {
  const shared = await openShared(count, { tailRecords: 5, jitterMs: 0, ...limits });
  for (const space of shared.spaces) await holding(space);
  return shared;
}

export const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  assert(value !== undefined, "one of them");
  return value;
};

export type Met = { readonly framesFrom: readonly [readonly Frame[], readonly Frame[]] };

export const recordsIn = (frames: readonly Frame[]): number =>
  frames.reduce((sum, frame) => sum + (frame.type === "page" ? frame.records.length : 0), 0);

export const blocksIn = (frames: readonly Frame[]): number =>
  frames.reduce((sum, frame) => sum + (frame.type === "pack" ? frame.blocks.length : 0), 0);

/** Rounds without a frame after which all is said. */
const QUIET_ROUNDS = 60;

export type Meeting = Met & {
  /** Frames so far; the same for a while: all is said. */
  readonly carried: () => number;
  /** Whether both sides have all that they want; or nothing comes any more. */
  readonly isDone: () => boolean;
  readonly close: () => void;
};

/** What becomes of a frame: it comes, is lost on its own, or breaks the link. */
export type Carry = (frame: Uint8Array, from: number) => "come" | "lose" | "break";

/** A session between the two, the first one as initiator. */
export function beginMeeting({ spaces, profiles }: Shared, [a, b]: readonly [number, number], carryFrame: Carry = () => "come"): Meeting {
  const frames: [Frame[], Frame[]] = [[], []];
  const caughtUp = new Set<LinkSide>();
  let isBroken = false;
  let carried = 0;
  const pair = makeMemoryPair({
    carry: (deliver, to, bytes) => {
      const from = to === "a" ? 1 : 0;
      const carry = bytes === null ? "come" : carryFrame(bytes, from);
      isBroken ||= carry === "break";
      if (isBroken || carry === "lose") return;
      carried += 1;
      const decoded = bytes === null ? null : decodeFrame(bytes, { authenticated: true });
      if (decoded?.ok === true && decoded.value.type !== "ignored") frames[from].push(decoded.value);
      queueMicrotask(deliver);
    },
  });
  const open = (index: number, side: LinkSide): RunningSession => {
    const [space, profile] = [at(spaces, index), at(profiles, index)];
    return runSession(
      {
        source: space,
        openLink: (events: LinkEvents): Link => pair.open(side, events),
        timers: profile.timers,
        random: makeFixedRandom(side === "a" ? 1 : 101),
        sha256: fixedSuite.sha256,
      },
      {
        role: side === "a" ? "initiator" : "acceptor",
        peer: "device",
        space: space.core.space,
        self: space.core.self,
        onNotice: (notice) => {
          if (notice.kind === "moving") caughtUp.delete(side);
          if (notice.kind !== "caught-up") return;
          caughtUp.add(side);
          void space.receipts.issueIfDue();
        },
        onBytes: () => undefined,
        onClosed: () => undefined,
      },
    );
  };
  const sessions = [open(a, "a"), open(b, "b")];
  const listeners = [a, b].map((index, side) => {
    const listener = (): void => sessions[side]?.changed();
    at(profiles, index).listeners.add(listener);
    return () => at(profiles, index).listeners.delete(listener);
  });
  const close = (): void => {
    for (const forget of listeners) forget();
    for (const session of sessions) session.close();
  };
  return { framesFrom: frames, carried: () => carried, isDone: () => isBroken || caughtUp.size === 2, close };
}

/** Until nothing is said any more on any of them. */
export async function untilQuiet(meetings: readonly Meeting[]): Promise<void> {
  let before = -1;
  for (let quiet = 0; quiet < QUIET_ROUNDS;) {
    const carried = meetings.reduce((sum, meeting) => sum + meeting.carried(), 0);
    quiet = carried === before && meetings.every((meeting) => meeting.isDone()) ? quiet + 1 : 0;
    before = carried;
    await settle();
  }
}

/** As `beginMeeting`, until all is said. `lose`: whether the link breaks at this frame, which may be changed in place. */
export async function meet(
  shared: Shared,
  sides: readonly [number, number],
  lose: (frame: Uint8Array, from: number) => boolean = () => false,
): Promise<Met> {
  const meeting = beginMeeting(shared, sides, (frame, from) => (lose(frame, from) ? "break" : "come"));
  await untilQuiet([meeting]);
  meeting.close();
  await settle();
  return meeting;
}

export type Forged = { readonly checkpoint: Checkpoint; readonly packs: readonly WrittenPack[] };

/** What of it is needed to take it up. */
export type Fetched = { readonly checkpoint: Checkpoint; readonly packs: readonly Pick<WrittenPack, "pack" | "blocks">[] };

/** A checkpoint of all that `maker` has applied, as it is or as `change` makes it. */
export async function forge(
  maker: Space,
  change: {
    readonly items?: (items: readonly PackedItem[]) => readonly PackedItem[];
    readonly cover?: (cover: Checkpoint["cover"]) => Checkpoint["cover"];
  } = {},
): Promise<Forged> {
  const { core } = maker;
  const { suite, compression, clock } = core.ports;
  const epoch = core.members.writingEpoch();
  assert(epoch !== null, "a member that may write");
  const documents = await core.items.readDocuments([...core.items.ids].toSorted());
  const items = [...documents]
    .map(([item, document]): PackedItem => ({ item, state: encodeState(document) }))
    .toSorted((x, y) => (x.item < y.item ? -1 : 1));
  const packs: WrittenPack[] = [];
  const changed = change.items?.(items) ?? items;
  for await (const pack of writePacks({ suite, compression, space: core.space, epoch }, changed)) packs.push(pack);
  const heads = core.index.heads.map(({ log, seq, id }) => ({ log, seq, id })).toSorted((x, y) => (x.log < y.log ? -1 : 1));
  const cover = change.cover?.(heads) ?? heads;
  const checkpoint = await makeCheckpoint(suite.sha256, core.signer, {
    space: core.space,
    counter: 1,
    madeAt: clock(),
    cover,
    packs: packs.map(({ pack, blocks, sizeBytes, inflatedBytes }) => ({
      pack,
      blocks: blocks.length,
      sizeBytes,
      inflatedBytes,
      reach: cover.map(({ seq }) => seq),
    })),
  });
  return { checkpoint, packs };
}

/** As if `space` had fetched it. */
export async function give(space: Space, { checkpoint, packs }: Fetched): Promise<void> {
  const desk = await space.loadCheckpoints();
  valueIn(await desk.keepCheckpoint(checkpoint.id, checkpoint.bytes));
  for (const { pack, blocks } of packs) valueIn(await desk.keepBlocks({ pack, firstBlock: 0, blocks }));
  valueIn(await desk.endFetch({ checkpoint: checkpoint.id, outcome: "fetched", pack: null }));
}

/** The checkpoint of its base. */
export const idOf = (space: Space): string => space.core.base.base.checkpoints[0] ?? "none";
