// What the other side of a link lacks of the logs of an open space, as a session needs it: where to go on with each path.

import { leafKey, type Comparison, type Partings } from "../sync/session-step.ts";
import type { CheckpointId, Version, VersionEntry } from "../wire/frames.ts";
import type { LogTag } from "../base/ids.ts";
import type { LogPosition } from "../wire/log-tree.ts";
import { planSends } from "../wire/version-diff.ts";
import { pathKey } from "./log-index.ts";
import type { SpaceCore } from "./space-core.ts";

/** Throws a store failure. */
export async function compareLogs(
  core: SpaceCore,
  theirs: Version,
  checkpoints: readonly CheckpointId[],
  partings: Partings,
): Promise<Comparison> {
  const { index } = core;
  const coveredThere = (log: LogTag): number => Math.max(0, ...checkpoints.map((id) => core.coveredBy(id, log)));
  const plan = await planSends(index.trees.values(), theirs, index.idAt, partingIn(partings), coveredThere);
  const firstSeqs = new Map(plan.spans.map((span) => [pathKey(span), span.firstSeq]));
  const cursors = index.heads.map((head) => ({
    path: { log: head.log, branch: head.branch },
    nextSeq: firstSeqs.get(pathKey(head)) ?? head.seq + 1,
  }));
  return { cursors, asks: plan.asks, needsBase: plan.needsBase, awaitsCheckpoint: plan.awaitsCheckpoint };
}

const partingIn =
  (partings: Partings) =>
  (entry: VersionEntry): LogPosition | null =>
    partings.get(leafKey(entry)) ?? null;
