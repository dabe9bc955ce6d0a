// A document in parts: whatever was written to it, and however small the parts, they give the very document.

import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bytesToHex } from "../base/bytes.ts";
import { assert } from "../base/result.ts";
import { changeDocument } from "./change-document.ts";
import { encodeStateV1 } from "./document-states.ts";
import { applyUpdates, encodeState, isWellFormedUpdate, makeDocument, type ItemDocument } from "./document.ts";
import { encodeStateParts } from "./state-parts.ts";

type Step = { readonly writer: number; readonly kind: number; readonly at: number; readonly text: string };

const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.nat(2),
  kind: fc.nat(6),
  at: fc.nat(200),
  text: fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("🌱", "word ").map((word) => word.repeat(600)),
  ),
});

function change(document: ItemDocument, { kind, at, text }: Step): Uint8Array | null {
  return changeDocument(document, (yDoc) => {
    const body = yDoc.getXmlFragment("body");
    const paragraphs = body.toArray().filter((node) => node instanceof Y.XmlElement);
    const line = paragraphs[at % Math.max(1, paragraphs.length)]?.get(0);
    if (kind < 2 || !(line instanceof Y.XmlText)) {
      const made = new Y.XmlElement("paragraph");
      made.insert(0, [new Y.XmlText(text)]);
      return body.insert(at % (body.length + 1), [made]);
    }
    if (kind === 2) return void document.fields.set(`field${at % 3}`, [at, text.slice(0, 40)]);
    if (kind === 3) return body.delete(at % body.length, 1);
    if (kind === 4) return line.delete(0, Math.min(line.length, at));
    line.insert(at % (line.length + 1), text);
  });
}

/** Three writers who have heard of each other up to here and there. */
function documentOf(steps: readonly Step[]): ItemDocument {
  const writers = [1, 2, 3].map((client) => makeDocument(client * 1_000_000_007));
  for (const [index, next] of steps.entries()) {
    const [writer, other] = [writers[next.writer], writers[index % 3]];
    assert(writer !== undefined && other !== undefined, "three writers");
    change(writer, next);
    if (next.at % 3 === 0 && writer !== other) assert(applyUpdates(other, [encodeStateV1(writer)]).ok, "our own updates apply");
  }
  const whole = makeDocument(9);
  for (const writer of writers) assert(applyUpdates(whole, [encodeStateV1(writer)]).ok, "our own updates apply");
  return whole;
}

test("parts give the very document, wait for nothing that comes later, and stay within their bound", () => {
  let cut = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1_400, max: 6_000 }), (steps, maxBytes) => {
      const document = documentOf(steps);
      const parts = encodeStateParts(document, maxBytes);
      const again = makeDocument(9);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(maxBytes);
        expect(isWellFormedUpdate(part)).toBe(true);
        expect(applyUpdates(again, [part])).toMatchObject({ ok: true, value: { isPending: false } });
      }
      expect(bytesToHex(encodeState(again))).toBe(bytesToHex(encodeState(document)));
      cut += Number(parts.length > 2);
    }),
    { numRuns: 150 },
  );
  expect(cut).toBeGreaterThan(30);
});

test("a document that fits is one part, one that waits for others comes with what waits", () => {
  const document = makeDocument(1);
  const made = change(document, { writer: 0, kind: 0, at: 0, text: "x".repeat(3_000) });
  expect(encodeStateParts(document, 10_000)).toEqual([made]);
  const later = change(document, { writer: 0, kind: 5, at: 9, text: "y".repeat(3_000) });
  assert(later !== null, "a change");
  const waiting = makeDocument(2);
  applyUpdates(waiting, [later]);
  const again = makeDocument(3);
  for (const part of encodeStateParts(waiting, 2_000)) applyUpdates(again, [part]);
  assert(made !== null && applyUpdates(again, [made]).ok, "what it waits for");
  expect(bytesToHex(encodeState(again))).toBe(bytesToHex(encodeState(document)));
});
