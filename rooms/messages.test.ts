import * as encoding from "lib0/encoding";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import { writeSyncStep1, writeSyncStep2, writeUpdate } from "y-protocols/sync";
import * as Y from "yjs";
import { missingMessage, parseMessage, presenceMessage, stateVectorMessage, updateMessage } from "./messages.ts";

/** As stock clients write it. */
function stock(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

test("messages are those of y-protocols, both ways", () => {
  const doc = new Y.Doc();
  doc.getText("text").insert(0, "hello");
  const update = Y.encodeStateAsUpdate(doc);
  const stateVector = Y.encodeStateVector(doc);
  const step1 = stock(0, (encoder) => writeSyncStep1(encoder, doc));
  expect(parseMessage(step1)).toEqual({ kind: "state-vector", stateVector });
  expect(stateVectorMessage(stateVector)).toEqual(step1);
  const step2 = stock(0, (encoder) => writeSyncStep2(encoder, doc));
  expect(parseMessage(step2)).toEqual({ kind: "update", update, isAnswer: true });
  expect(missingMessage(update)).toEqual(step2);
  const one = stock(0, (encoder) => writeUpdate(encoder, update));
  expect(parseMessage(one)).toEqual({ kind: "update", update, isAnswer: false });
  expect(updateMessage(update)).toEqual(one);
  const awareness = new Awareness(doc);
  const states = encodeAwarenessUpdate(awareness, [doc.clientID]);
  awareness.destroy();
  const presence = stock(1, (encoder) => encoding.writeVarUint8Array(encoder, states));
  expect(parseMessage(presence)).toEqual({ kind: "presence", update: states });
  expect(presenceMessage(states)).toEqual(presence);
  expect(parseMessage(Uint8Array.of(3))).toEqual({ kind: "ask-presence" });
});

test("what is none is told, whatever it is", () => {
  for (const bytes of [[], [0], [0, 0], [0, 3, 0], [0, 0, 5, 1], [0, 2, 1, 0, 0], [1], [1, 200], [3, 0], [255, 255]]) {
    expect(parseMessage(Uint8Array.from(bytes))).toBeNull();
  }
  expect(parseMessage(Uint8Array.of(2, 1, 1, 1))).toEqual({ kind: "other" });
  expect(parseMessage(Uint8Array.of(9))).toEqual({ kind: "other" });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void parseMessage(bytes)));
});
