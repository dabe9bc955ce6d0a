// A document is a function of the set of records applied to it: random histories of three or four writers, fields and formatted text, are
// applied in many orders (each log in its own order, otherwise any), in any batches, with packing and reopening between, and must
// give the same bytes and the same item. The same histories on plain Yjs documents show what the switched-off clean-up is for.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { bytesToHex } from "../base/bytes.ts";
import { makeId, type LogTag } from "../base/ids.ts";
import { assert } from "../base/result.ts";
import { readBody } from "./read-body.ts";
import { BODY_FIELD } from "./body-names.ts";
import { changeDocument } from "./change-document.ts";
import { encodeStateV1 } from "./document-states.ts";
import { applyUpdates, encodeState, isWellFormedUpdate, makeDocument, openDocument, type ItemDocument } from "./document.ts";
import type { FieldValues } from "./field-value.ts";
import { kindValue, type ItemSchema } from "./item-schema.ts";
import { ask, kept, latest, member } from "./policy.ts";
import { readItem, type Item } from "./read-item.ts";
import { updateItem, type BodyEdit } from "./update-item.ts";

const HISTORIES = 600;

const schema: ItemSchema = {
  kind: "note",
  version: 1,
  fields: {
    [BODY_FIELD]: { policy: latest, isValid: (value) => value === true },
    title: { policy: ask, isValid: (value) => typeof value === "string" },
    done: { policy: latest, isValid: () => true },
  },
  sets: { tags: { policy: member, isValid: (value) => value === true }, lines: { policy: kept, isValid: () => true } },
};
const schemas = new Map([["note", schema]]);

/** Seeded generator of uniform numbers in [0, 1) (mulberry32). */
function makeRandom(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, chance: (probability: number) => next() < probability };
}
type Random = ReturnType<typeof makeRandom>;

type Writer = { readonly document: ItemDocument; readonly log: LogTag; readonly held: number[] };
/** The updates of each log, in its order. */
type History = readonly (readonly Uint8Array[])[];

function editText(random: Random, yDoc: Y.Doc): void {
  const text = yDoc.getXmlFragment("text");
  const paragraphs = text.toArray().filter((node) => node instanceof Y.XmlElement);
  const paragraph = paragraphs[random.below(paragraphs.length)];
  if (paragraph === undefined || random.chance(0.1)) {
    const made = new Y.XmlElement("paragraph");
    made.insert(0, [new Y.XmlText(["plain text", "another line", "x"][random.below(3)])]);
    return text.insert(random.below(text.length + 1), [made]);
  }
  if (random.chance(0.06)) return text.delete(random.below(text.length), 1);
  const line = paragraph.get(0);
  if (!(line instanceof Y.XmlText) || line.length === 0 || random.chance(0.08)) return paragraph.insert(0, [new Y.XmlText("new")]);
  editLine(random, line);
}

function editLine(random: Random, line: Y.XmlText): void {
  const from = random.below(line.length);
  const length = 1 + random.below(line.length - from);
  const kind = random.below(10);
  if (kind < 3) line.insert(from, ["a", "bc", "def"][random.below(3)] ?? "");
  else if (kind < 5) line.delete(from, Math.min(length, 4));
  else if (kind < 6) line.insert(from, "marked", { strong: true });
  else line.format(from, length, { [["strong", "em", "link"][random.below(3)] ?? ""]: random.chance(0.6) ? true : null });
}

function editBody(random: Random, before: string): BodyEdit {
  const lines = before.split("\n");
  const at = random.below(lines.length);
  const line = lines[at] ?? "";
  const words = ["a", "bc", "🌱"];
  const changed = [
    lines.with(at, Array.from(line).slice(0, random.below(6)).join("") + (words[random.below(3)] ?? "")),
    [...lines.slice(0, at), "new", ...lines.slice(at)],
    lines.filter((_, index) => index !== at),
  ];
  return { before, after: (changed[random.below(3)] ?? lines).join("\n") };
}

function editFields(random: Random): FieldValues {
  const pick = random.below(6);
  if (pick === 5) return { [`lines.${random.below(2)}`]: random.chance(0.6) ? `line ${random.below(9)}` : null };
  if (pick === 0) return { title: `title ${random.below(4)}` };
  if (pick === 1) return { done: random.chance(0.5) ? random.below(1000) : null };
  if (pick === 2) return { trash: random.chance(0.5) ? true : null };
  if (pick === 3) return { title: "both", done: 5 };
  return { [`tags.${random.below(3)}`]: random.chance(0.5) ? true : null };
}

/** Everything `from` holds, so that what a writer sees is always causally whole. */
function sync(to: Writer, from: Writer, history: History): void {
  from.held.forEach((count, log) => {
    const have = to.held[log] ?? 0;
    if (count <= have) return;
    assert(applyUpdates(to.document, history[log]?.slice(have, count) ?? []).ok, "our own updates apply");
    to.held[log] = count;
  });
}

function makeHistory(seed: number): { readonly writers: readonly Writer[]; readonly history: History } {
  const random = makeRandom(seed);
  const count = 3 + random.below(2);
  const history: Uint8Array[][] = Array.from({ length: count }, () => []);
  const writers = history.map((_, index): Writer => ({
    document: makeDocument(1 + random.below(2 ** 32) * 2 ** 20 + index),
    log: makeId(
      "log",
      Uint8Array.from({ length: 8 }, () => random.below(256)),
    ),
    held: history.map(() => 0),
  }));
  let stamp = 1000;
  const record = (index: number, update: Uint8Array | null): void => {
    const writer = writers[index];
    if (update === null || writer === undefined) return;
    history[index]?.push(update);
    writer.held[index] = (writer.held[index] ?? 0) + 1;
  };
  const write = (index: number, writer: Writer, after: FieldValues, body?: BodyEdit): void => {
    // Clocks differ by up to 50, so that later writes often have the smaller stamp.
    stamp += 3;
    const written = updateItem(writer.document, body === undefined ? { after } : { after, body }, {
      schema,
      writer: writer.log,
      stamp: stamp - random.below(50),
    });
    assert(written.ok, "a valid write");
    record(index, written.value.update);
  };
  for (let step = 0; step < 45; step++) {
    const index = random.below(count);
    const writer = writers[index];
    const other = writers[random.below(count)];
    assert(writer !== undefined && other !== undefined, "within the list");
    if (writer.document.fields.size === 0) write(index, writer, { kind: kindValue(schema), title: `made by ${index}` });
    else if (random.chance(0.25)) sync(writer, other, history);
    else if (random.chance(0.35)) write(index, writer, editFields(random));
    else if (random.chance(0.2)) write(index, writer, {}, editBody(random, readBody(writer.document).text));
    else
      record(
        index,
        changeDocument(writer.document, (yDoc) => editText(random, yDoc)),
      );
  }
  for (const writer of writers) for (const other of writers) sync(writer, other, history);
  return { writers, history };
}

/** All updates, each log's in its order, otherwise in a random one. */
function interleave(random: Random, history: History): Uint8Array[] {
  const logs = history.map((log) => [...log]);
  const all: Uint8Array[] = [];
  for (;;) {
    const left = logs.filter((log) => log.length > 0);
    const update = left[random.below(left.length)]?.shift();
    if (update === undefined) return all;
    all.push(update);
    // Long stretches of one log as well as a fine mixture.
    if (random.chance(0.3)) all.push(...(left[random.below(left.length)]?.splice(0, random.below(12)) ?? []));
  }
}

function batchesOf(random: Random, updates: readonly Uint8Array[]): Uint8Array[][] {
  const batches: Uint8Array[][] = [];
  for (let at = 0; at < updates.length;) {
    const size = random.chance(0.5) ? 1 : 1 + random.below(20);
    batches.push(updates.slice(at, at + size));
    at += size;
  }
  return batches;
}

/** Applies in batches; now and then packs the document, waiting updates and all, and goes on with a reopened one. */
function replay(random: Random, updates: readonly Uint8Array[]): ItemDocument {
  let document = makeDocument(1 + random.below(2 ** 31));
  let isPending = false;
  for (const batch of batchesOf(random, updates)) {
    const applied = applyUpdates(document, batch);
    assert(applied.ok && !applied.value.hasOwnOperations, "the writers' updates apply");
    isPending = applied.value.isPending;
    if (!random.chance(isPending ? 0.4 : 0.1)) continue;
    const reopened = openDocument({ clientId: document.clientId, states: [encodeState(document)] });
    assert(reopened.ok, "our own state opens");
    document = reopened.value.document;
  }
  assert(!isPending, "nothing waits once all logs are there");
  return document;
}

const sorted = <T>(byField: ReadonlyMap<string, T>): [string, T][] => [...byField].sort(([a], [b]) => (a < b ? -1 : 1));

const plain = (item: Item | null): unknown => item && { ...item, fields: sorted(item.fields), conflicts: sorted(item.conflicts) };

describe("the same records", () => {
  test(`in any per-log order and any batching give the same bytes and the same item (${HISTORIES} histories)`, { timeout: 120_000 }, () => {
    const reached = { conflicts: 0, formatted: 0, bodies: 0 };
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const { writers, history } = makeHistory(seed);
      const random = makeRandom(seed + 1_000_000);
      const documents = writers.map(({ document }) => document);
      for (let order = 0; order < 4; order++) documents.push(replay(random, interleave(random, history)));
      const [first, ...others] = documents.map((document) => ({
        state: bytesToHex(encodeState(document)),
        text: document.yDoc.getXmlFragment("text").toJSON(),
        body: readBody(document),
        item: plain(readItem(document, schemas)),
      }));
      for (const other of others) expect(other, `seed ${seed}`).toEqual(first);
      const [document] = documents;
      expect([...history.flat(), document && encodeStateV1(document)].every((update) => update && isWellFormedUpdate(update))).toBe(true);
      assert(first !== undefined, "a document");
      reached.conflicts += Number(!JSON.stringify(first.item).includes('"conflicts":[]'));
      reached.bodies += Number(first.body.isPlain && first.body.text.includes("\n"));
      reached.formatted += Number(first.text.includes("<strong>"));
    }
    // The histories do reach what they are for.
    expect(reached.conflicts).toBeGreaterThan(50);
    expect(reached.formatted).toBeGreaterThan(200);
    expect(reached.bodies).toBeGreaterThan(200);
  });

  test("on documents with Yjs's formatting clean-up left on do not: that is why it is off", { timeout: 120_000 }, () => {
    let isDifferent = false;
    for (let seed = 1; seed <= HISTORIES && !isDifferent; seed++) {
      const { history } = makeHistory(seed);
      const random = makeRandom(seed + 1_000_000);
      const states = new Set<string>();
      for (let order = 0; order < 4; order++) {
        const yDoc = new Y.Doc();
        for (const update of interleave(random, history)) Y.applyUpdate(yDoc, update);
        states.add(bytesToHex(Y.encodeStateAsUpdateV2(yDoc)));
      }
      isDifferent = states.size > 1;
    }
    expect(isDifferent).toBe(true);
  });

  test("are read by the version of Yjs whose inner switch is used here", () => {
    const path = createRequire(import.meta.url).resolve("yjs/package.json");
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ version: "13.6.33" });
  });
});
