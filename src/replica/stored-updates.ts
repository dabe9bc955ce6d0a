// What the tail has let go (tail.ts), out of the records it came from. They were read and applied before: what does not open now is damaged, or gone because
// another tab has put a base in its place.

import type { SpaceId } from "../base/ids.ts";
import type { ItemChange } from "../log/record-body.ts";
import type { Store } from "../ports/store.ts";
import type { RecordReader } from "./record-reader.ts";
import { valueOf } from "./store-failure.ts";
import type { UpdateSource } from "./tail.ts";

const MAX_BYTES = 1_048_576;

type Sources = {
  readonly store: Pick<Store, "readRecords">;
  readonly space: SpaceId;
  readonly reader: Pick<RecordReader, "open">;
  readonly onLost: UpdateSource["onLost"];
};

/** How many of `seqs` follow one another from `at` on. */
function runLength(seqs: readonly number[], at: number): number {
  let length = 1;
  while (seqs[at + length] === (seqs[at] ?? 0) + length) length += 1;
  return length;
}

export function makeUpdateSource({ store, space, reader, onLost }: Sources): UpdateSource {
  return {
    onLost,
    async read(path, seqs) {
      const found = new Map<number, readonly ItemChange[]>();
      for (let at = 0; at < seqs.length;) {
        const limit = { maxRecords: runLength(seqs, at), maxBytes: MAX_BYTES };
        const records = valueOf(await store.readRecords(space, path, seqs[at] ?? 0, limit));
        for (const { seq, bytes } of records) {
          const { body } = reader.open(path.log, bytes);
          if (body?.kind === "change") found.set(seq, body.changes);
        }
        // Where one is missing those behind it have come in its place.
        at += Math.max(1, seqs.slice(at).filter((seq) => seq <= (records.at(-1)?.seq ?? 0)).length);
      }
      return found;
    },
  };
}
