// What the other side of a link lacks of the logs of an open space, as a session needs it: where to go on with each path.

import { leafKey, type Comparison, type PathCursor, type Partings } from "../sync/session-step.ts";
import type { CheckpointId, Version, VersionEntry } from "../wire/frames.ts";
import type { LogTag } from "../base/ids.ts";
import type { LogPath } from "../ports/store.ts";
import type { LogPosition } from "../wire/log-tree.ts";
import { planSends, type SendSpan } from "../wire/version-diff.ts";
import { pathKey } from "./log-index.ts";
import { readManifest } from "./manifests.ts";
import type { SpaceCore } from "./space-core.ts";

/** Throws a store failure. */
export async function compareLogs(
  core: SpaceCore,
  theirs: Version,
  checkpoints: readonly CheckpointId[],
  partings: Partings,
): Promise<Comparison> {
  const { index } = core;
  const covered = await coveredBy(core, checkpoints);
  const coveredThere = (log: LogTag): number => covered.get(log) ?? 0;
  const plan = await planSends(index.trees.values(), theirs, index.idAt, partingIn(partings), coveredThere);
  const told = new Map(index.toldHeads.map((head) => [pathKey(head), head]));
  // What is beyond the cut of its log is not sent.
  const isSent = (span: SendSpan): boolean => span.firstSeq <= (told.get(pathKey(span))?.seq ?? 0);
  const spans = new Map(plan.spans.filter(isSent).map((span) => [pathKey(span), span]));
  const cursors = index.toldHeads.map((head) => cursorAt(head, spans.get(pathKey(head)) ?? { firstSeq: head.seq + 1, parts: false }));
  const beginnings = plan.beginnings.filter(isSent).map((span) => ({ ...cursorAt(span, span), begins: true }));
  return { cursors, asks: plan.asks, needsBase: plan.needsBase, beginnings, awaitsCheckpoint: plan.awaitsCheckpoint };
}

const cursorAt = ({ log, branch }: LogPath, { firstSeq, parts }: Pick<SendSpan, "firstSeq" | "parts">): PathCursor => ({
  path: { log, branch },
  nextSeq: firstSeq,
  parts,
});

const partingIn =
  (partings: Partings) =>
  (entry: VersionEntry): LogPosition | null =>
    partings.get(leafKey(entry)) ?? null;

/** How far those of `checkpoints` that stand for the base here cover each log: by what they say themselves, since a base may reach further. */
async function coveredBy(core: SpaceCore, checkpoints: readonly CheckpointId[]): Promise<ReadonlyMap<LogTag, number>> {
  const seqByLog = new Map<LogTag, number>();
  const { base } = core.base;
  for (const id of checkpoints.filter((checkpoint) => base.checkpoints.includes(checkpoint))) {
    for (const { log, seq } of (await readManifest(core, id))?.cover ?? []) seqByLog.set(log, Math.max(seq, seqByLog.get(log) ?? 0));
  }
  return seqByLog;
}
