// The manifests of checkpoints as they are stored, read and parsed once: plans, comparisons and prunings ask for the same few again and again. What is named
// by its hash never changes; only that it is not stored any more is not seen before the base is another one.

import { parseCheckpoint, type Checkpoint } from "../wire/checkpoint.ts";
import type { CheckpointId } from "../wire/frames.ts";
import { manifestKey } from "./checkpoint-book.ts";
import type { SpaceCore } from "./space-core.ts";
import { valueOf } from "./store-failure.ts";

const MAX_KNOWN = 16;

const knownBySpace = new WeakMap<SpaceCore, Map<CheckpointId, Checkpoint>>();

/** Null when its manifest is not here. Throws a store failure. */
export async function readManifest(core: SpaceCore, id: CheckpointId): Promise<Checkpoint | null> {
  const known = knownBySpace.get(core) ?? new Map<CheckpointId, Checkpoint>();
  knownBySpace.set(core, known);
  return known.get(id) ?? readStored(core, id, known);
}

async function readStored({ ports, space }: SpaceCore, id: CheckpointId, known: Map<CheckpointId, Checkpoint>): Promise<Checkpoint | null> {
  const bytes = valueOf(await ports.store.readMeta(manifestKey(space, id)));
  const parsed = bytes === null ? null : parseCheckpoint(ports.suite.sha256, bytes);
  if (parsed?.ok !== true) return null;
  if (known.size >= MAX_KNOWN) known.clear();
  if (parsed.value.id === id) known.set(id, parsed.value);
  return parsed.value;
}

/** Some may be removed. */
export const forgetManifests = (core: SpaceCore): void => void knownBySpace.delete(core);
