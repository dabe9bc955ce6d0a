import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { Diagnosis } from "../../replica/face/diagnosis.ts";
import { diagnosisSections, sectionsText } from "./diagnosis-sections.ts";

const phone = makeId("device", new Uint8Array(32).fill(0xab));
const self = makeId("device", new Uint8Array(32).fill(0xcd));

const DIAGNOSIS: Diagnosis = {
  atMs: Date.UTC(2026, 10, 25, 12),
  versions: { build: "b1", database: 2, protocols: [1], recordFormat: 1, schemas: [{ kind: "task", version: 1 }] },
  space: makeId("space", new Uint8Array(32).fill(1)),
  self,
  link: {
    isHeldHere: true,
    hasRelay: true,
    isDefaultRelay: false,
    relay: { kind: "online", sending: null, receiving: null },
    sinceMs: Date.UTC(2026, 10, 25, 11),
    lastFailure: { reason: "rate", atMs: Date.UTC(2026, 10, 25, 10) },
    statistics: { bytesSent: 1200, bytesReceived: 5, recordsSent: 3, recordsReceived: 1, connects: 2 },
    unverified: 0,
    refused: 0,
    missingAtRelay: 4,
  },
  devices: [
    { id: self, name: "Anna’s laptop", isSelf: true, role: "owner", isReplaced: false, receipt: null, newestRecordMs: null, aheadMs: 0 },
    {
      id: phone,
      name: "Anna’s phone",
      isSelf: false,
      role: "writer",
      isReplaced: false,
      receipt: { counter: 7, heardAtMs: null, recordsBehind: 2, checkpoints: [] },
      newestRecordMs: null,
      aheadMs: 3 * 86_400_000,
    },
  ],
  logs: [
    {
      log: makeId("log", new Uint8Array(8).fill(0xee)),
      branch: "",
      device: phone,
      generation: 0,
      firstSeq: 1,
      seq: 9,
      baseSeq: 0,
      records: 9,
      bytes: 900,
      applied: 5,
      void: 1,
      waiting: { fromSeq: 7, records: 3, why: { kind: "newer", format: 1, recordKind: 4 } },
      damagedSeq: null,
    },
  ],
  poison: [],
  base: {
    packs: 2,
    isSound: true,
    kept: 0,
    checkpoints: [{ id: "1234567890".repeat(6), maker: phone, madeAtMs: 0, packs: 2, isBase: true, endorsedBy: [self], objectedBy: [] }],
    refusedPacks: [{ pack: makeId("pack", new Uint8Array(32).fill(0x77)), from: "link", atMs: 0, standing: "settled", items: 0 }],
  },
  counts: { items: 5, tombstones: 1, statements: 3, epochs: 2, epochsWithoutKey: 1, hasNewerStatements: false },
  memory: { hits: 9, misses: 1, documentBytes: 100, limitBytes: 1_000, tailBytes: 50, unreadable: 0 },
  storage: {
    isFull: false,
    browser: null,
    records: { count: 9, bytes: 900 },
    packs: { count: 0, bytes: 0 },
    pages: { count: 0, bytes: 0 },
    unreadableRows: 2,
  },
};

const SEEN = { problems: [], clockText: null, relayAddress: "wss://anna.example" };

test("for one's own eyes devices go by their names", () => {
  const text = sectionsText(diagnosisSections(DIAGNOSIS, SEEN, "own"));
  expect(text).toContain("Anna’s phone (abababab)");
  expect(text).toContain("wss://anna.example");
});

test("what is passed on holds no name, no address and no whole id, and still says what is wrong", () => {
  const text = sectionsText(diagnosisSections(DIAGNOSIS, SEEN, "anybody"));
  expect(text).not.toMatch(/Anna|anna/u);
  expect(text).not.toMatch(/[0-9a-f]{9}/u);
  expect(text).toContain("abababab: writer Receipt 7 does not name 2 records yet.");
  expect(text).toContain("From 7 on 3 records wait for a newer Daybook (format and kind 1/4).");
  expect(text).toContain("Its stamps lie 3 days ahead.");
  expect(text).toContain("1 of 2 keys are here");
  expect(text).toContain("12345678 by abababab");
  expect(text).toContain("Found right by cdcdcdcd.");
  expect(text).toContain("Damaged entries: 2 They are passed over.");
  expect(text).toContain("77777777: Did not hold what it should, from another device");
});
