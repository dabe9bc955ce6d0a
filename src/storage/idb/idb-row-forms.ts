// How the rows of idb-rows.ts are written: that file reads them, which every start does.

import type { PathHead, StoredPage, StoredReceipt, StoredRecord, StoredStatement } from "../../ports/store.ts";
import { copyOf, idKey, type BlockRow, type Bytes, type Fields } from "./idb-rows.ts";

type RecordRow = { readonly seq: number; readonly id: Bytes; readonly bytes: Bytes };

export const headToRow = (head: PathHead): Fields => ({
  log: idKey(head.log),
  branch: head.branch,
  device: idKey(head.device),
  generation: head.generation,
  firstSeq: head.firstSeq,
  parentId: head.parentId === null ? null : idKey(head.parentId),
  seq: head.seq,
  id: idKey(head.id),
  ...(head.base === undefined ? {} : { base: { seq: head.base.seq, id: idKey(head.base.id) } }),
});

export const recordToRow = ({ seq, id, bytes }: StoredRecord): RecordRow => ({ seq, id: idKey(id), bytes: copyOf(bytes) });

export const statementToRow = ({ id, bytes }: StoredStatement): Fields => ({ id: idKey(id), bytes: copyOf(bytes) });

export const receiptToRow = ({ device, counter, bytes }: StoredReceipt): Fields => ({
  device: idKey(device),
  counter,
  bytes: copyOf(bytes),
});

export const pageToRow = ({ number, bytes }: StoredPage): Fields => ({ number, bytes: copyOf(bytes) });

export const blockToRow = ({ index, bytes }: BlockRow): Fields => ({ index, bytes: copyOf(bytes) });

export const metaToRow = copyOf;
