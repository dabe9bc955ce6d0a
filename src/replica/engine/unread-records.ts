// Records that no replay has read, since they stand behind one that is missing in this store: before they go, what they say is read.

import type { LogPath, StoredRecord } from "../../ports/store.ts";
import { UpdateGatherer } from "../record-reader.ts";
import type { SpaceCore } from "../space-core.ts";
import { valueOf } from "../store-failure.ts";
import type { LogsPlan } from "./log-plan.ts";

const BATCH = { maxRecords: 1_000, maxBytes: 4_194_304 };

/** From the first damaged one on. What is void here is so still: it may have killed this worker. What does not count is none of it. Throws a store failure. */
async function recordsFromDamage({ index, ports, space }: SpaceCore, path: LogPath): Promise<readonly StoredRecord[]> {
  const damagedSeq = index.damagedSeq(path);
  const last = index.headOf(path)?.seq ?? 0;
  const found: StoredRecord[] = [];
  if (damagedSeq === 0) return found;
  for (let seq = damagedSeq; seq <= last;) {
    const records = valueOf(await ports.store.readRecords(space, path, seq, BATCH));
    found.push(...records.filter(({ state }) => state !== "void" && state !== "beyond"));
    seq = (records.at(-1)?.seq ?? last) + 1;
  }
  return found;
}

/**
 * What stands on paths that go, from the first damaged record on; what had been read all the same is among it. Null when some of it cannot be read yet
 * (without a key, of a newer version) and lies beyond what is covered. Throws a store failure.
 */
export async function readUnread(
  core: SpaceCore,
  { replaced, cover }: Pick<LogsPlan, "replaced" | "cover">,
): Promise<UpdateGatherer | null> {
  const gathered = new UpdateGatherer();
  for (const path of replaced) {
    const coveredSeq = cover.get(path.log)?.seq ?? 0;
    for (const { seq, bytes } of await recordsFromDamage(core, path)) {
      const { state, body } = core.reader.read(path, bytes);
      if (body !== null) gathered.add(path, seq, body);
      else if (state !== "void" && seq > coveredSeq) return null;
    }
  }
  return gathered;
}
