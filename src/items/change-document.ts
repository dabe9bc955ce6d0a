// A local change of a document, and what it wrote.

import type * as Y from "yjs";
import { assertUsable, type ItemDocument } from "./document.ts";

/** Runs a local change as one transaction; returns its Yjs update V1, `null` when it changed nothing. */
export function changeDocument(document: ItemDocument, change: (yDoc: Y.Doc) => void): Uint8Array | null {
  assertUsable(document);
  let written: Uint8Array | null = null;
  const keep = (update: Uint8Array): void => {
    written = update;
  };
  document.yDoc.on("update", keep);
  try {
    document.yDoc.transact(() => change(document.yDoc));
  } finally {
    document.yDoc.off("update", keep);
  }
  return written;
}
