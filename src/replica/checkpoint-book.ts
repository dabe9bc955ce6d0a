// The checkpoints that this replica knows of: when each came, and what this device has found when it compared it. Their manifests are kept beside it, one
// by one. Changed by compare-and-set, so that whatever tab writes it, nothing is lost.
// Form in the store: format u8 | list(id bytes[32] | maker bytes[32] | received varuint (ms) | verdict u8).

import { ByteWriter, decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, idToBytes, type DeviceId, type SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { ExpectedMeta, Store, StoreBatch, StoreError } from "../ports/store.ts";
import { readHex, readId, writeHex } from "../wire/fields.ts";
import type { CheckpointId } from "../wire/frames.ts";
import type { Checkpoint } from "../wire/checkpoint.ts";
import { MAX_CHECKPOINTS } from "../wire/limits.ts";
import type { SpaceCore } from "./space-core.ts";
import { makeBatch } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";

/** `verified`: equal to this device's own documents. `objected`: different. `broken`: what it names cannot be read at all. */
export type BookVerdict = "unknown" | "verified" | "objected" | "broken" | "admitted";

export type BookEntry = {
  readonly id: CheckpointId;
  readonly maker: DeviceId;
  /** When it was first heard of here. */
  readonly receivedAt: number;
  readonly verdict: BookVerdict;
};

/** Newest first. */
export type Book = readonly BookEntry[];

const FORMAT = 1;
const MAX_ENTRIES = 256;
const CHECKPOINT_BYTES = 32;
/** Code 0 is the first. */
const VERDICTS = ["unknown", "verified", "objected", "broken", "admitted"] as const satisfies readonly BookVerdict[];
const MAX_ATTEMPTS = 100;

export const bookKey = (space: SpaceId): string => `checkpoints/${space}`;
export const manifestKey = (space: SpaceId, id: CheckpointId): string => `checkpoint/${space}/${id}`;

function encodeBook(book: Book): Uint8Array {
  const writer = new ByteWriter().u8(FORMAT);
  return writer
    .list(book.slice(0, MAX_ENTRIES), (list, { id, maker, receivedAt, verdict }) => {
      writeHex(list, id, CHECKPOINT_BYTES);
      list.bytes(idToBytes(maker)).varUint(receivedAt).u8(VERDICTS.indexOf(verdict));
    })
    .finish();
}

function readEntry(reader: ByteReader): BookEntry {
  const [id, maker, receivedAt] = [readHex(reader, CHECKPOINT_BYTES), readId(reader, "device"), reader.varUint()];
  return { id, maker, receivedAt, verdict: VERDICTS[reader.u8()] ?? malformed("unknown verdict") };
}

/** Nothing is known where it cannot be read. */
function decodeBook(bytes: Uint8Array | null): Book {
  if (bytes === null) return [];
  const decoded = decode(bytes, (reader) => {
    if (reader.u8() !== FORMAT) malformed("another format");
    return reader.list(MAX_ENTRIES, CHECKPOINT_BYTES + ID_BYTES.device + 2, readEntry);
  });
  return decoded.ok ? decoded.value : [];
}

/** Throws a store failure. */
export const readBook = async (store: Store, space: SpaceId): Promise<Book> => decodeBook(valueOf(await store.readMeta(bookKey(space))));

export type BookChange = {
  readonly book: Book;
  /** Manifests to be stored (or, null, removed) with it. */
  readonly manifests?: readonly { readonly id: CheckpointId; readonly bytes: Uint8Array | null }[];
  readonly parts?: Partial<Omit<StoreBatch, "space" | "meta" | "expectMeta">>;
};

/** `change` answers null when there is nothing to change; it is asked anew where another tab was first. */
export async function changeBook(
  store: Store,
  space: SpaceId,
  change: (book: Book) => BookChange | null,
): Promise<Result<void, StoreError>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const before = valueOf(await store.readMeta(bookKey(space)));
    const changed = change(decodeBook(before));
    if (changed === null) return ok(undefined);
    const manifests = (changed.manifests ?? []).map(({ id, bytes }) => ({ key: manifestKey(space, id), value: bytes }));
    const committed = await store.commit(
      makeBatch(space, {
        ...changed.parts,
        expectMeta: [{ key: bookKey(space), value: before }],
        meta: [{ key: bookKey(space), value: encodeBook(changed.book) }, ...manifests],
      }),
    );
    if (committed.ok || committed.error.kind !== "meta-moved") return committed;
  }
  return { ok: false, error: { kind: "unavailable", reason: "what is known of checkpoints keeps changing" } };
}

/** What a commit that stores `checkpoint` says of it, so that nobody is asked for it. Throws a store failure. */
export async function bookWith(
  { ports, space }: Pick<SpaceCore, "ports" | "space">,
  checkpoint: Pick<Checkpoint, "id" | "maker"> | null,
): Promise<{ readonly expectMeta: readonly ExpectedMeta[]; readonly meta: StoreBatch["meta"] }> {
  if (checkpoint === null) return { expectMeta: [], meta: [] };
  const key = bookKey(space);
  const before = valueOf(await ports.store.readMeta(key));
  const book = decodeBook(before);
  if (book.some(({ id }) => id === checkpoint.id)) return { expectMeta: [], meta: [] };
  const entry: BookEntry = { id: checkpoint.id, maker: checkpoint.maker, receivedAt: ports.clock(), verdict: "unknown" };
  return { expectMeta: [{ key, value: before }], meta: [{ key, value: encodeBook([entry, ...book]) }] };
}

/** With this entry, or with this verdict where it is known already. */
export function withEntry(book: Book, entry: BookEntry): Book {
  const known = book.find(({ id }) => id === entry.id);
  if (known === undefined) return [entry, ...book];
  return book.map((other) => (other === known ? { ...known, verdict: entry.verdict } : other));
}

/** What this device's receipt says of checkpoints. */
export type CheckpointVerdicts = { readonly checkpoints: readonly CheckpointId[]; readonly objections: readonly CheckpointId[] };

export const verdictsOf = (book: Book): CheckpointVerdicts => {
  const of = (verdict: BookVerdict): readonly CheckpointId[] =>
    book
      .filter((entry) => entry.verdict === verdict)
      .slice(0, MAX_CHECKPOINTS)
      .map(({ id }) => id);
  return { checkpoints: of("verified"), objections: of("objected") };
};
