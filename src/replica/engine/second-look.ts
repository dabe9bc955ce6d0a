// A checkpoint may tell of deletions for good that its cover leaves out, as those on a branch: packs say them as soon as they are known, so that what was deleted
// is soon gone. Whoever has not heard of one must find it wrong; when deletions beyond the cover have come in since, it looks again.

import type { Checkpoint } from "../../wire/checkpoint.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import type { SpaceCore } from "../space-core.ts";
import { isCovered } from "../tail.ts";

/** What was known of such deletions when it was looked at again last. */
const looksBySpace = new WeakMap<SpaceCore, Map<CheckpointId, string>>();

function deletionsBeyond({ items }: SpaceCore, checkpoint: Checkpoint): string {
  const reach = new Map(checkpoint.cover.map(({ log, seq }) => [log, seq]));
  const beyond = items.tail.purges.filter((purged) => !isCovered(reach, purged)).map(({ item }) => item);
  return [...new Set(beyond)].toSorted().join();
}

/** Of one that was found wrong. Once for what is known now. */
export function takeSecondLook(core: SpaceCore, checkpoint: Checkpoint): boolean {
  const looks = looksBySpace.get(core) ?? new Map<CheckpointId, string>();
  looksBySpace.set(core, looks);
  const known = deletionsBeyond(core, checkpoint);
  if (known === (looks.get(checkpoint.id) ?? "")) return false;
  looks.set(checkpoint.id, known);
  return true;
}

/** What this device's own receipt still says of it does not count then. */
export const isLookedAtAgain = (core: SpaceCore, id: CheckpointId): boolean => looksBySpace.get(core)?.has(id) === true;
