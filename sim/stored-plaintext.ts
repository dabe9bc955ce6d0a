// Opens everything that is left in stores with all the keys there are, and looks for bytes in it: every record, pack, page of rows and other entry of a
// device's disk, and every record, pack and manifest at the relay. What does not open is told too, since a search that cannot read finds nothing.

import { concatBytes, utf8ToBytes } from "../src/base/bytes.ts";
import type { SpaceId } from "../src/base/ids.ts";
import type { EpochKey } from "../src/crypto/epoch-key.ts";
import { makeRecordKeys, openRecord } from "../src/log/record.ts";
import { readPack } from "../src/packs/pack-reader.ts";
import type { CryptoSuite } from "../src/ports/crypto.ts";
import type { LogPath } from "../src/ports/store.ts";
import type { MemoryDisk } from "../src/storage/memory-store.ts";
import { isHusk, parseRecord } from "../src/wire/record-envelope.ts";
import type { MemoryDisk as RelayDisk } from "../relay/memory-store.ts";
import { zlibCompression } from "./zlib-compression.ts";

export type Keys = { readonly suite: CryptoSuite; readonly space: SpaceId; readonly epochs: readonly EpochKey[] };

/** Something stored, in the clear; null where it does not open. */
type Opened = { readonly where: string; readonly bytes: Uint8Array | null };

function openRecords(
  { suite, space, epochs }: Keys,
  records: Iterable<LogPath & { readonly seq: number; readonly bytes: Uint8Array }>,
): Opened[] {
  const keys = makeRecordKeys(suite, space);
  return Array.from(records, ({ log, seq, bytes }) => {
    const where = `record ${seq} of ${log}`;
    const envelope = parseRecord(bytes);
    // Without its payload there is nothing to open.
    if (envelope.ok && isHusk(envelope.value)) return { where, bytes: new Uint8Array() };
    const body = envelope.ok ? openRecord(keys, log, envelope.value, epochs) : null;
    return { where, bytes: body?.ok === true ? concatBytes(...body.value.changes.map(({ update }) => update)) : null };
  });
}

async function openPacks({ suite, space, epochs }: Keys, packs: Iterable<readonly [string, readonly Uint8Array[]]>): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (const [pack, blocks] of packs) {
    if (blocks.length === 0) continue;
    const read = await readPack({ suite, compression: zlibCompression, space }, blocks, epochs);
    opened.push({ where: `pack ${pack}`, bytes: read.ok ? concatBytes(...read.value.flatMap(({ state }) => state ?? [])) : null });
  }
  return opened;
}

const inOrder = (blocks: ReadonlyMap<number, Uint8Array>): readonly Uint8Array[] =>
  [...blocks].toSorted(([a], [b]) => a - b).map(([, block]) => block);

/** `openPage`: the rows of a page in the clear. */
export async function openDisk(
  disk: MemoryDisk,
  keys: Keys,
  openPage: (page: { readonly number: number; readonly bytes: Uint8Array }) => Promise<Uint8Array | null>,
): Promise<readonly Opened[]> {
  const tables = disk.spaces.get(keys.space);
  const records = [...(tables?.records.values() ?? [])].flatMap((path) => [...path.values()]);
  const packs = [...(tables?.blocks ?? [])].map(([pack, blocks]) => [pack, inOrder(blocks)] as const);
  const pages: Opened[] = [];
  for (const [number, bytes] of tables?.pages ?? []) pages.push({ where: `page ${number}`, bytes: await openPage({ number, bytes }) });
  const meta = [...disk.meta].map(([key, bytes]) => ({ where: key, bytes }));
  return [...openRecords(keys, records), ...(await openPacks(keys, packs)), ...pages, ...meta];
}

export async function openRelayDisk(disk: RelayDisk, keys: Keys): Promise<readonly Opened[]> {
  const space = disk.spaces.get(keys.space);
  const records = [...(space?.paths.values() ?? [])].flatMap(({ head, records: held }) =>
    held.map((record) => ({ log: head.log, branch: head.branch, seq: record.seq, bytes: record.bytes })),
  );
  const packs = [...(space?.packs ?? [])].map(([pack, { blocks }]) => [pack, blocks] as const);
  const manifests = [...(space?.checkpoints.values() ?? [])].map(({ id, bytes }) => ({ where: `checkpoint ${id}`, bytes }));
  return [...openRecords(keys, records), ...(await openPacks(keys, packs)), ...manifests];
}

/** Where the text stands, or where nobody can tell. */
export function placesOf(text: string, opened: readonly Opened[]): readonly string[] {
  const needle = utf8ToBytes(text);
  return opened.flatMap(({ where, bytes }) => {
    if (bytes === null) return [`${where} does not open`];
    return indexOf(bytes, needle) < 0 ? [] : [where];
  });
}

function indexOf(bytes: Uint8Array, needle: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(needle);
}
