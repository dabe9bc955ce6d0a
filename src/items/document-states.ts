// Documents, and states of them (`encodeState`), in the forms that other replicas, windows and spaces ask for: never at a start.

import * as Y from "yjs";
import { assertUsable, type ItemDocument } from "./document.ts";

/** The document as one record's update (V1): moves an item into another log or space. */
export function encodeStateV1(document: ItemDocument): Uint8Array {
  assertUsable(document);
  return Y.encodeStateAsUpdate(document.yDoc);
}

/** As `stateVectorOf`, of what `encodeState` gave, without opening it. */
export const stateVectorIn = (state: Uint8Array): ReadonlyMap<number, number> =>
  Y.decodeStateVector(Y.encodeStateVectorFromUpdateV2(state));

/** What somebody lacks of a state (`encodeState`) who holds `clocks` of each client, as an update V2, what waits for other updates included. */
export const newInState = (state: Uint8Array, clocks: ReadonlyMap<number, number>): Uint8Array =>
  Y.diffUpdateV2(state, Y.encodeStateVector(new Map(clocks)));
