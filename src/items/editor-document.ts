// The document that an editor works on in a window: all of the item, as the worker tells it, and what is typed, under a client id of its own that is never used
// again. A plain Y.Doc, so that whatever binds to Yjs binds to it too. As in every document here (document.ts), what comes from elsewhere makes no operations:
// the formatting clean-up of Yjs is off.

import * as Y from "yjs";
import { BODY_ROOT } from "./body-names.ts";

export type EditorDocument = {
  readonly yDoc: Y.Doc;
  readonly body: Y.XmlFragment;
  /** Takes in what the worker tells: a Yjs update V2. */
  take(update: Uint8Array): void;
  /** Takes in what this window had typed into an earlier document of the item and could not save, as its own. */
  takeOwn(update: Uint8Array): void;
};

const FROM_WORKER = Symbol("from the worker");

/** `client`: 53 random bits, not 0. `changed` is told of each own change, a Yjs update V1. */
export function openEditorDocument(client: number, changed: (update: Uint8Array) => void): EditorDocument {
  const yDoc = new Y.Doc({ guid: "item", gc: true });
  yDoc.clientID = client;
  yDoc.on("afterTransaction", (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  // Yjs writes the update of each transaction for whoever listens: of what the worker tells, which is the whole document at first, nobody asks for it.
  yDoc.on("afterTransactionCleanup", ({ origin }: Y.Transaction) => {
    if (origin === FROM_WORKER) yDoc.off("update", changed);
    else yDoc.on("update", changed);
  });
  return {
    yDoc,
    body: yDoc.getXmlFragment(BODY_ROOT),
    take: (update) => Y.applyUpdateV2(yDoc, update, FROM_WORKER),
    takeOwn: (update) => Y.applyUpdate(yDoc, update),
  };
}

/** One update for several, in their order. */
export const joinUpdates = (updates: readonly Uint8Array[]): Uint8Array => Y.mergeUpdates([...updates]);
