// One item = one Yjs document; every use of Yjs in the project is in this folder. A document is a function of the set of records applied to
// it, whatever their order: Yjs's formatting clean-up, which writes operations of its own after foreign changes, is off in every document,
// and while foreign updates are applied the document has no client id at all, so that nothing can be written. Updates come from members'
// devices, possibly hostile ones: what Yjs throws becomes a Result here, and a document it threw in is broken and must be thrown away.
// Moving, merging and digesting work on encoded states; what the content means is left to read-item.ts and update-item.ts.

import * as Y from "yjs";
import { assert, err, ok, type Result } from "../base/result.ts";
import { isPlainUpdate, isSpan } from "./update-walk.ts";

/** Owned by the caller; memory only. Thrown away and opened again after a failed `applyUpdates` or a change that was not committed. */
export type ItemDocument = {
  /** For the files of this folder only. */
  readonly yDoc: Y.Doc;
  /** Root map of fields: `field@writer` -> `[stamp, value]`. For the files of this folder only. */
  readonly fields: Y.Map<unknown>;
  /** Of this replica worker, 53 bits, never reused across page loads. */
  readonly clientId: number;
  isBroken: boolean;
};

/** What opening a document needs: the states that there are, then the updates of records, each log's in order. */
export type DocumentSource = {
  readonly clientId: number;
  /** `encodeState` of the document (Yjs update V2), as packs hold it: of different times, in any order. */
  readonly states?: readonly Uint8Array[];
  /** Yjs updates V1, as records carry them. */
  readonly updates?: readonly Uint8Array[];
};

export type MalformedUpdate = { readonly kind: "malformed-update"; readonly reason: string };

export type Applied = {
  /** The document waits for updates that these depend on; until then it does not show all of them (its records are held, not applied). */
  readonly isPending: boolean;
  /**
   * The updates (not the state opened from) brought operations under this document's own client id. True for what this worker wrote itself
   * and reads again; where they came from another device it is an imitation, and the worker must take a new client id.
   */
  readonly hasOwnOperations: boolean;
};

const FIELDS_ROOT = "fields";
/** Never the client id of an operation: ids are unsigned. */
const NO_CLIENT = -1;

/** An empty document for a new item. */
export function makeDocument(clientId: number): ItemDocument {
  assert(Number.isSafeInteger(clientId) && clientId > 0, "a client id is a positive safe integer");
  const yDoc = new Y.Doc({ guid: "item", gc: true });
  yDoc.clientID = clientId;
  yDoc.on("afterTransaction", (transaction: Y.Transaction) => {
    // The only switch Yjs has for it, not part of its public interface: its version is pinned by a test.
    transaction._needFormattingCleanup = false;
  });
  return { yDoc, fields: yDoc.getMap(FIELDS_ROOT), clientId, isBroken: false };
}

export function openDocument(source: DocumentSource): Result<{ readonly document: ItemDocument } & Applied, MalformedUpdate> {
  const document = makeDocument(source.clientId);
  const applied = applyAll(document, source.states ?? [], source.updates ?? []);
  return applied.ok ? ok({ document, ...applied.value }) : applied;
}

/** Applies Yjs updates V1 in one transaction, in the order given. After an error the document is broken: throw it away. */
export function applyUpdates(document: ItemDocument, updates: readonly Uint8Array[]): Result<Applied, MalformedUpdate> {
  return applyAll(document, [], updates);
}

function applyAll(document: ItemDocument, states: readonly Uint8Array[], updates: readonly Uint8Array[]): Result<Applied, MalformedUpdate> {
  assertUsable(document);
  const { yDoc, clientId } = document;
  let ownClock = 0;
  // With its own id Yjs would pick another one, at random, as soon as it read our own operations again.
  yDoc.clientID = NO_CLIENT;
  try {
    const apply = (): void => {
      for (const state of states) Y.applyUpdateV2(yDoc, state);
      ownClock = Y.getState(yDoc.store, clientId);
      for (const update of updates) Y.applyUpdate(yDoc, update);
    };
    Y.transact(yDoc, apply, null, false);
  } catch (error) {
    document.isBroken = true;
    return err({ kind: "malformed-update", reason: error instanceof Error ? error.message : "unknown" });
  }
  yDoc.clientID = clientId;
  return ok({
    isPending: isPending(document),
    hasOwnOperations: Y.getState(yDoc.store, clientId) !== ownClock,
  });
}

/** Whether all of an update (V1) that was applied shows in the document, so that nothing of it waits for other updates. */
export function isIntegrated(document: ItemDocument, update: Uint8Array): boolean {
  assertUsable(document);
  const { store } = document.yDoc;
  const isThere = (client: number, end: number): boolean => end <= Y.getState(store, client);
  const { structs, ds } = Y.decodeUpdate(update);
  return (
    structs.every(({ id, length }) => isThere(id.client, id.clock + length)) &&
    [...ds.clients].every(([client, spans]) => spans.every(({ clock, len }) => isThere(client, clock + len)))
  );
}

/** Whether the document waits for updates that some of its own depend on. */
export const isPending = ({ yDoc }: ItemDocument): boolean => yDoc.store.pendingStructs !== null || yDoc.store.pendingDs !== null;

/**
 * Whether an update (V1) is one that Yjs could have written: a property of its bytes alone, so that all devices judge alike. Those that are not
 * may make Yjs throw, or not, as the document happens to be.
 */
export function isWellFormedUpdate(update: Uint8Array): boolean {
  if (isPlainUpdate(update)) return true;
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    return structs.every(isWellFormedStruct) && [...ds.clients.values()].flat().every(({ clock, len }) => isSpan(clock, len));
  } catch {
    return false;
  }
}

function isWellFormedStruct(struct: Y.AbstractStruct): boolean {
  if (!isSpan(struct.id.clock, struct.length)) return false;
  if (!(struct instanceof Y.Item)) return true;
  const { origin, rightOrigin, parent } = struct;
  // Yjs looks up what an operation refers to of its own client without asking whether it is there: it must come before it.
  return [origin, rightOrigin, parent].every(
    (target) => !(target instanceof Y.ID) || target.client !== struct.id.client || target.clock < struct.id.clock,
  );
}

/** The document as packs hold it (Yjs update V2). The same for all who applied the same records; digests are made of it. */
export function encodeState(document: ItemDocument): Uint8Array {
  assertUsable(document);
  return Y.encodeStateAsUpdateV2(document.yDoc);
}

/** Clock by client id: how many operations of each client the document holds. Deletions do not show in it. */
export function stateVectorOf(document: ItemDocument): ReadonlyMap<number, number> {
  const { store } = document.yDoc;
  return new Map([...store.clients.keys()].map((client) => [client, Y.getState(store, client)]));
}

/** What the document holds, as the protocols of Yjs tell it (`encodeStateVector`). */
export function encodeStateVector(document: ItemDocument): Uint8Array {
  assertUsable(document);
  return Y.encodeStateVector(document.yDoc);
}

/** What somebody lacks who holds `stateVector`, as an update V1, what waits for other updates included; null when that is no state vector. */
export function encodeMissing(document: ItemDocument, stateVector: Uint8Array): Uint8Array | null {
  assertUsable(document);
  try {
    return Y.encodeStateAsUpdate(document.yDoc, stateVector);
  } catch {
    return null;
  }
}

export function assertUsable(document: ItemDocument): void {
  assert(!document.isBroken, "a document that failed to apply an update is thrown away");
}
