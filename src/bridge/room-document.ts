// Documents of a room. As in every document of the project, what comes from elsewhere makes no operations: the formatting clean-up of Yjs is off.

import * as Y from "yjs";

export function makeRoomDocument(clientId: number, ...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc({ gc: true });
  doc.clientID = clientId;
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/** Whether it waits for operations that it was not given. */
export const isPending = ({ store }: Y.Doc): boolean => store.pendingStructs !== null || store.pendingDs !== null;

/** What `change` writes, as an update V1; null when it is nothing. */
export function updateOf(doc: Y.Doc, change: () => void): Uint8Array | null {
  let written: Uint8Array | null = null;
  const keep = (update: Uint8Array): void => {
    written = update;
  };
  doc.on("update", keep);
  try {
    doc.transact(change);
  } finally {
    doc.off("update", keep);
  }
  return written;
}
