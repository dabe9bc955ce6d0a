// Seals every row of a profile under its present master key: those that are still under the one before, and those that an older version left unsealed.
// Row by row, each change durable before the next, and none of what is sealed already is touched: it can be cut short anywhere and begun again. Nobody else
// may have the profile open meanwhile.

import { ok, type Result } from "../../../base/result.ts";
import { parseId } from "../../../base/ids.ts";
import type { StoreError } from "../../../ports/store.ts";
import { isSealedKey, openMetaRow, openPage, sealedKey, sealMetaValue, sealPage, staysPlain } from "../../sealed-rows.ts";
import type { Sealer } from "../../sealer.ts";
import { requested, type Database } from "../idb-database.ts";
import { metaToRow, pageToRow } from "../idb-row-forms.ts";
import { parseMetaRow, parsePageRow } from "../idb-rows.ts";
import { fieldOf, readKeyRow } from "../key-table.ts";
import { SIGNING_LABEL } from "../signing-key.ts";
import { putKeyRow } from "./put-key-row.ts";

export type Resealing = {
  readonly database: Database;
  readonly present: Sealer;
  /** Null: there was none. */
  readonly previous: Sealer | null;
  /** What wraps with the device's own key, as older versions did. */
  readonly unwrap: (purpose: string, wrapped: Uint8Array) => Promise<Uint8Array | null>;
};

/** Of meta rows at a time; pages are some hundred KiB each, and go one by one. */
const ROWS_AT_ONCE = 64;

type Row = { readonly key: IDBValidKey; readonly value: unknown };
type Change = { readonly from: IDBValidKey; readonly to: IDBValidKey; readonly row: unknown };

async function resealTable(
  database: Database,
  table: "meta" | "pages",
  atOnce: number,
  reseal: (row: Row) => Promise<Change | null>,
): Promise<Result<void, StoreError>> {
  const keys = await database.read([table], async (transaction) => ok(await requested(transaction.objectStore(table).getAllKeys())));
  if (!keys.ok) return keys;
  for (let from = 0; from < keys.value.length; from += atOnce) {
    const some = keys.value.slice(from, from + atOnce);
    const rows = await database.read([table], async (transaction) => {
      const rowsOf = transaction.objectStore(table);
      return ok(await Promise.all(some.map(async (key) => ({ key, value: await requested<unknown>(rowsOf.get(key)) }))));
    });
    if (!rows.ok) return rows;
    const changes = (await Promise.all(rows.value.map(reseal))).filter((change) => change !== null);
    if (changes.length === 0) continue;
    const written = await database.write([table], async (transaction) => {
      const into = transaction.objectStore(table);
      for (const { from: key } of changes) into.delete(key);
      for (const { to, row } of changes) into.put(row, to);
      return ok(undefined);
    });
    if (!written.ok) return written;
  }
  return ok(undefined);
}

/** Null: it is as it should be, or nothing that can be read. */
async function resealMeta({ present, previous }: Resealing, { key, value }: Row): Promise<Change | null> {
  const stored = parseMetaRow(value);
  if (typeof key !== "string" || stored === null || staysPlain(key)) return null;
  const row = isSealedKey(key) ? await (previous === null ? null : openMetaRow(previous, stored)) : { key, value: stored };
  if (row === null) return null;
  return { from: key, to: await sealedKey(present, row.key), row: metaToRow(await sealMetaValue(present, row)) };
}

async function resealPage({ present, previous }: Resealing, { key, value }: Row): Promise<Change | null> {
  const [spaceBytes]: readonly unknown[] = Array.isArray(key) ? Array.from<unknown>(key) : [];
  const stored = parsePageRow(value);
  const space = spaceBytes instanceof ArrayBuffer ? parseId("space", new Uint8Array(spaceBytes)) : null;
  if (stored === null || space === null || (await isSealedPage(present, space, stored))) return null;
  const page = await openPage(previous ?? present, space, stored);
  return page === null ? null : { from: key, to: key, row: pageToRow(await sealPage(present, space, page)) };
}

const isSealedPage = async (sealer: Sealer, space: string, page: { number: number; bytes: Uint8Array }): Promise<boolean> => {
  const opened = await openPage(sealer, space, page);
  return opened !== null && opened !== page;
};

async function resealSigning({ database, present, previous, unwrap }: Resealing): Promise<Result<void, StoreError>> {
  const stored = await readKeyRow(database, "signing");
  if (!stored.ok) return stored;
  const [sealed, publicKey] = [fieldOf(stored.value, "seed"), fieldOf(stored.value, "publicKey")];
  if (!(sealed instanceof Uint8Array) || (await present.open(SIGNING_LABEL, sealed)) !== null) return ok(undefined);
  const seed = (await previous?.open(SIGNING_LABEL, sealed)) ?? (await unwrap(SIGNING_LABEL, sealed));
  return seed === null ? ok(undefined) : putKeyRow(database, "signing", { seed: await present.seal(SIGNING_LABEL, seed), publicKey });
}

export async function resealEverything(resealing: Resealing): Promise<Result<void, StoreError>> {
  const { database } = resealing;
  for (const step of [
    () => resealSigning(resealing),
    () => resealTable(database, "meta", ROWS_AT_ONCE, (row) => resealMeta(resealing, row)),
    () => resealTable(database, "pages", 1, (row) => resealPage(resealing, row)),
  ]) {
    const done = await step();
    if (!done.ok) return done;
  }
  return ok(undefined);
}
