// The messages of y-websocket: a variable-length number that says what follows, and for `sync` another one, then bytes with their length before them
// (y-protocols 1.0.7, PROTOCOL.md; y-websocket 3.1). Read without believing anything: what is not one is null.

import { createDecoder, hasContent, readVarUint, readVarUint8Array, type Decoder } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const QUERY_AWARENESS = 3;
const STATE_VECTOR = 0;
const MISSING = 1;
const UPDATE = 2;

export type RoomMessage =
  /** What the other side holds: it is to be sent what it lacks. */
  | { readonly kind: "state-vector"; readonly stateVector: Uint8Array }
  /** A Yjs update V1. `isAnswer`: all that a side lacked. */
  | { readonly kind: "update"; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: "presence"; readonly update: Uint8Array }
  | { readonly kind: "ask-presence" }
  /** Of another version, or for servers that ask who somebody is. */
  | { readonly kind: "other" };

/** Views into `bytes`; null where they are no message. */
export function parseMessage(bytes: Uint8Array): RoomMessage | null {
  try {
    const decoder = createDecoder(bytes);
    const message = readMessage(decoder);
    return message !== null && (message.kind === "other" || !hasContent(decoder)) ? message : null;
  } catch {
    return null;
  }
}

function readMessage(decoder: Decoder): RoomMessage | null {
  switch (readVarUint(decoder)) {
    case SYNC:
      return readSync(decoder);
    case AWARENESS:
      return { kind: "presence", update: readVarUint8Array(decoder) };
    case QUERY_AWARENESS:
      return { kind: "ask-presence" };
    case AUTH:
    default:
      return { kind: "other" };
  }
}

function readSync(decoder: Decoder): RoomMessage | null {
  const step = readVarUint(decoder);
  const bytes = readVarUint8Array(decoder);
  switch (step) {
    case STATE_VECTOR:
      return { kind: "state-vector", stateVector: bytes };
    case MISSING:
      return { kind: "update", update: bytes, isAnswer: true };
    case UPDATE:
      return { kind: "update", update: bytes, isAnswer: false };
    default:
      return null;
  }
}

function withBytes(types: readonly number[], bytes: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  for (const type of types) writeVarUint(encoder, type);
  writeVarUint8Array(encoder, bytes);
  return toUint8Array(encoder);
}

export const stateVectorMessage = (stateVector: Uint8Array): Uint8Array => withBytes([SYNC, STATE_VECTOR], stateVector);
/** All that the other side lacks: it calls itself synced with it. */
export const missingMessage = (update: Uint8Array): Uint8Array => withBytes([SYNC, MISSING], update);
export const updateMessage = (update: Uint8Array): Uint8Array => withBytes([SYNC, UPDATE], update);
export const presenceMessage = (update: Uint8Array): Uint8Array => withBytes([AWARENESS], update);
