// Frames for tests: an arbitrary for every type of frame, and one known answer for each, put together by hand from PROTOCOL.md, field by
// field. The known answers never change: a replica of today must be understood for ever.

import * as fc from "fast-check";
import { bytesToHex } from "../base/bytes.ts";
import { ID_BYTES, makeId } from "../base/ids.ts";
import { encodeDirectAddress, MAX_HOSTS } from "./direct-address.ts";
import type { FrameByType } from "./frame-fields.ts";
import type { AnswerRun, Frame, Version } from "./frames.ts";
import {
  MAX_BLOCKS_PER_ASK,
  MAX_CAPSULE_BYTES,
  MAX_CHECKPOINTS,
  MAX_HEADS,
  MAX_ICE_SERVERS,
  MAX_IDS_PER_FRAME,
  MAX_MEET_LIFETIME_SECONDS,
  MAX_NEIGHBOURS,
  MAX_OPEN_ITEMS,
  MAX_PACK_BLOCKS,
  MAX_RECORDS_PER_PAGE,
  MAX_REMINDERS,
  MAX_SEQ,
  MAX_TOKEN_BYTES,
} from "./limits.ts";
import { ANSWER_CODES, REFUSAL_REASONS } from "./sync-frames.ts";
import { MEET_CLOSE_REASONS } from "./meet-frames.ts";
import { REMINDERS_KEPT } from "./reminder-frames.ts";
import { compareVersionEntries } from "./version.ts";
import { WIRE_ERRORS, isWireError } from "./wire-error.ts";

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const id = <Kind extends keyof typeof ID_BYTES>(kind: Kind): fc.Arbitrary<ReturnType<typeof makeId<Kind>>> =>
  bytes(ID_BYTES[kind]).map((value) => makeId(kind, value));
const hex = (length: number): fc.Arbitrary<string> => bytes(length).map(bytesToHex);
const blobs = (max: number): fc.Arbitrary<Uint8Array[]> => fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: max });
const seq: fc.Arbitrary<number> = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: MAX_SEQ }));
const nonce: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff_ffff });

const arbitraryVersion: fc.Arbitrary<Version> = fc
  .uniqueArray(fc.record({ log: id("log"), seq, idPrefix: hex(8) }), {
    maxLength: 20,
    selector: (entry) => `${entry.log}/${entry.seq}/${entry.idPrefix}`,
  })
  .map((entries) => entries.toSorted(compareVersionEntries));

const run: fc.Arbitrary<AnswerRun> = fc
  .record({
    code: fc.constantFrom(...ANSWER_CODES),
    count: fc.integer({ min: 1, max: MAX_RECORDS_PER_PAGE }),
    checkpoint: hex(32),
    reason: fc.constantFrom(...REFUSAL_REASONS),
  })
  .map(({ code, count, checkpoint, reason }) => {
    if (code === "covered") return { code, count, checkpoint };
    return code === "refused" ? { code, count, reason } : { code, count };
  });

const iceText = fc.string({ unit: "grapheme", maxLength: 40 });

const heads = fc.array(id("statement"), { maxLength: MAX_HEADS });

/** One for each type of frame; sizes stay small enough for many runs. */
export const arbitraryFrames: { readonly [Type in Frame["type"]]: fc.Arbitrary<FrameByType[Type]> } = {
  hello: fc.record({
    type: fc.constant("hello"),
    versions: fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 16 }),
    acceptor: bytes(32),
    challenge: bytes(32),
  }),
  auth: fc.record({
    type: fc.constant("auth"),
    version: fc.maxSafeNat(),
    space: id("space"),
    device: id("device"),
    challenge: bytes(32),
    signature: bytes(64),
    token: fc.uint8Array({ maxLength: MAX_TOKEN_BYTES }),
  }),
  welcome: fc.record({ type: fc.constant("welcome"), showMembership: fc.boolean(), signature: fc.option(bytes(64)) }),
  have: fc.record({
    type: fc.constant("have"),
    heads,
    version: arbitraryVersion,
    checkpoints: fc.array(hex(32), { maxLength: MAX_CHECKPOINTS }),
    receiptsDigest: bytes(8),
    windowBytes: fc.maxSafeNat(),
  }),
  statements: fc.record({ type: fc.constant("statements"), statements: blobs(20) }),
  heads: fc.record({ type: fc.constant("heads"), heads }),
  page: fc.record({
    type: fc.constant("page"),
    log: id("log"),
    firstSeq: fc.integer({ min: 1, max: MAX_SEQ - 20 }),
    previousIdPrefix: hex(8),
    records: blobs(20).filter((records) => records.length > 0),
  }),
  answer: fc.record({
    type: fc.constant("answer"),
    log: id("log"),
    headSeq: fc.integer({ min: 0, max: MAX_SEQ }),
    headIdPrefix: hex(8),
    runs: fc.array(run, { maxLength: 20 }),
  }),
  receipts: fc.record({ type: fc.constant("receipts"), receipts: blobs(20) }),
  "ask-ids": fc.record({
    type: fc.constant("ask-ids"),
    log: id("log"),
    leafSeq: seq,
    leafIdPrefix: hex(8),
    seqs: fc.array(seq, { maxLength: MAX_IDS_PER_FRAME }),
  }),
  ids: fc.record({
    type: fc.constant("ids"),
    log: id("log"),
    ids: fc.array(fc.record({ seq, id: id("record") }), { maxLength: MAX_IDS_PER_FRAME }),
  }),
  "ask-checkpoint": fc.record({ type: fc.constant("ask-checkpoint"), checkpoint: hex(32) }),
  checkpoint: fc.record({ type: fc.constant("checkpoint"), checkpoint: hex(32), content: fc.uint8Array({ maxLength: 2_000 }) }),
  "ask-pack": fc.record({
    type: fc.constant("ask-pack"),
    pack: id("pack"),
    firstBlock: fc.integer({ min: 0, max: MAX_PACK_BLOCKS - 1 }),
    maxBlocks: fc.integer({ min: 1, max: MAX_BLOCKS_PER_ASK }),
  }),
  pack: fc.record({
    type: fc.constant("pack"),
    pack: id("pack"),
    firstBlock: fc.integer({ min: 0, max: MAX_PACK_BLOCKS - 1 }),
    leaves: fc.array(bytes(32), { maxLength: 20 }),
    blocks: blobs(20),
  }),
  ping: fc.record({ type: fc.constant("ping"), nonce }),
  forget: fc.record({ type: fc.constant("forget") }),
  pong: fc.record({ type: fc.constant("pong"), nonce }),
  "meet-open": fc.record({
    type: fc.constant("meet-open"),
    room: bytes(16),
    lifetimeSeconds: fc.integer({ min: 0, max: MAX_MEET_LIFETIME_SECONDS }),
  }),
  "meet-join": fc.record({ type: fc.constant("meet-join"), room: bytes(16) }),
  "meet-data": fc.record({ type: fc.constant("meet-data"), room: bytes(16), message: fc.uint8Array({ maxLength: 2_000 }) }),
  "meet-close": fc.record({ type: fc.constant("meet-close"), room: bytes(16), reason: fc.constantFrom(...MEET_CLOSE_REASONS) }),
  signal: fc.record({ type: fc.constant("signal"), to: id("device"), from: id("device"), sealed: fc.uint8Array({ maxLength: 2_000 }) }),
  neighbours: fc
    .record({ isRelay: fc.boolean(), devices: fc.array(id("device"), { maxLength: MAX_NEIGHBOURS }), relay: fc.option(hex(32)) })
    .map(({ isRelay, devices, relay }) => ({ type: "neighbours", isRelay, devices, relay: isRelay ? null : relay })),
  presence: fc.record({ type: fc.constant("presence"), from: id("device"), sealed: fc.uint8Array({ maxLength: 500 }) }),
  "open-items": fc.record({ type: fc.constant("open-items"), items: fc.array(id("item"), { maxLength: MAX_OPEN_ITEMS }) }),
  "ice-servers": fc.record({
    type: fc.constant("ice-servers"),
    servers: fc.array(fc.record({ url: iceText, username: iceText, credential: iceText }), { maxLength: MAX_ICE_SERVERS }),
  }),
  "answers-at": fc.record({
    type: fc.constant("answers-at"),
    at: fc
      .record({
        fingerprint: hex(32),
        port: fc.integer({ min: 1, max: 65_535 }),
        hosts: fc.array(fc.oneof(bytes(4), bytes(16)), { minLength: 1, maxLength: MAX_HOSTS }),
      })
      .map(encodeDirectAddress),
  }),
  "ask-capsule": fc.record({ type: fc.constant("ask-capsule"), id: bytes(16) }),
  capsule: fc.record({ type: fc.constant("capsule"), sealed: fc.uint8Array({ maxLength: MAX_CAPSULE_BYTES }) }),
  "push-key": fc.record({ type: fc.constant("push-key"), key: bytes(65) }),
  reminders: fc
    .record({ endpoint: iceText, minutes: fc.uniqueArray(fc.nat(), { maxLength: MAX_REMINDERS }) })
    .map(({ endpoint, minutes }) => ({ type: "reminders", endpoint, minutes: endpoint === "" ? [] : minutes.toSorted((a, b) => a - b) })),
  "reminders-kept": fc.record({
    type: fc.constant("reminders-kept"),
    state: fc.constantFrom(...REMINDERS_KEPT),
    count: fc.nat({ max: MAX_REMINDERS }),
  }),
  error: fc.record({ type: fc.constant("error"), error: fc.constantFrom(...Object.keys(WIRE_ERRORS).filter(isWireError)) }),
};

export const arbitraryFrame: fc.Arbitrary<Frame> = fc.oneof(...Object.values(arbitraryFrames));

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);
const filledId = <Kind extends keyof typeof ID_BYTES>(kind: Kind, value: number): ReturnType<typeof makeId<Kind>> =>
  makeId(kind, filled(ID_BYTES[kind], value));

/** `hex`: the type byte, then each field of PROTOCOL.md as its own string. */
export type FrameVector = { readonly frame: Frame; readonly hex: readonly string[] };

export const FRAME_VECTORS: readonly FrameVector[] = [
  {
    frame: { type: "hello", versions: [1, 300], acceptor: filled(32, 0xa1), challenge: filled(32, 0xa2) },
    hex: ["01", "02", "01", "ac02", "a1".repeat(32), "a2".repeat(32)],
  },
  {
    frame: {
      type: "auth",
      version: 1,
      space: filledId("space", 0xb1),
      device: filledId("device", 0xb2),
      challenge: filled(32, 0xb3),
      signature: filled(64, 0xb4),
      token: Uint8Array.of(1, 2, 3),
    },
    hex: ["02", "01", "b1".repeat(32), "b2".repeat(32), "b3".repeat(32), "b4".repeat(64), "03", "010203"],
  },
  { frame: { type: "welcome", showMembership: true, signature: filled(64, 0xc1) }, hex: ["03", "01", "40", "c1".repeat(64)] },
  { frame: { type: "welcome", showMembership: false, signature: null }, hex: ["03", "00", "00"] },
  {
    frame: {
      type: "have",
      heads: [filledId("statement", 0xd1)],
      version: [
        { log: filledId("log", 0x01), seq: 127, idPrefix: "11".repeat(8) },
        { log: filledId("log", 0x01), seq: 128, idPrefix: "10".repeat(8) },
        { log: filledId("log", 0x02), seq: 4_294_967_295, idPrefix: "12".repeat(8) },
      ],
      checkpoints: ["d2".repeat(32)],
      receiptsDigest: filled(8, 0xd3),
      windowBytes: 1_048_576,
    },
    hex: [
      "04",
      `01${"d1".repeat(32)}`,
      `03${"01".repeat(8)}7f${"11".repeat(8)}${"01".repeat(8)}8001${"10".repeat(8)}${"02".repeat(8)}ffffffff0f${"12".repeat(8)}`,
      `01${"d2".repeat(32)}`,
      "d3".repeat(8),
      "808040",
    ],
  },
  {
    frame: { type: "statements", statements: [Uint8Array.of(7), filled(200, 8)] },
    hex: ["05", "02", "01", "07", "c801", "08".repeat(200)],
  },
  {
    frame: { type: "heads", heads: [filledId("statement", 0xe1), filledId("statement", 0xe0)] },
    hex: ["06", "02", "e1".repeat(32), "e0".repeat(32)],
  },
  {
    frame: {
      type: "page",
      log: filledId("log", 0xf1),
      firstSeq: 1,
      previousIdPrefix: "00".repeat(8),
      records: [filled(2, 0xf2), filled(3, 0xf3)],
    },
    hex: ["07", "f1".repeat(8), "01", "00".repeat(8), "02", "02", "f2f2", "03", "f3f3f3"],
  },
  {
    frame: {
      type: "page",
      log: filledId("log", 0xf1),
      firstSeq: 2,
      previousIdPrefix: "f4".repeat(8),
      records: [filled(2, 0xf2)],
      previousId: filledId("record", 0xf4),
    },
    hex: ["07", "f1".repeat(8), "02", "f4".repeat(8), "01", "02", "f2f2", "f4".repeat(32)],
  },
  {
    frame: {
      type: "page",
      log: filledId("log", 0xf1),
      firstSeq: 2,
      previousIdPrefix: "f4".repeat(8),
      records: [filled(2, 0xf2)],
      previousId: filledId("record", 0xf4),
      begins: true,
    },
    hex: ["07", "f1".repeat(8), "02", "f4".repeat(8), "01", "02", "f2f2", "01", "f4".repeat(32)],
  },
  {
    frame: {
      type: "page",
      log: filledId("log", 0xf1),
      firstSeq: 1,
      previousIdPrefix: "00".repeat(8),
      records: [filled(2, 0xf2)],
      previousId: null,
    },
    hex: ["07", "f1".repeat(8), "01", "00".repeat(8), "01", "02", "f2f2", "00".repeat(32)],
  },
  {
    frame: {
      type: "answer",
      log: filledId("log", 0x21),
      headSeq: 1_000,
      headIdPrefix: "22".repeat(8),
      runs: [
        { code: "stored", count: 1 },
        { code: "duplicate", count: 2 },
        { code: "gap", count: 3 },
        { code: "fork", count: 4 },
        { code: "covered", count: 4_096, checkpoint: "23".repeat(32) },
        { code: "refused", count: 1, reason: "unverified" },
        { code: "refused", count: 1, reason: "unknown-log" },
        { code: "refused", count: 1, reason: "too-large" },
        { code: "refused", count: 1, reason: "quota" },
        { code: "refused", count: 1, reason: "not-permitted" },
        { code: "refused", count: 1, reason: "storage" },
      ],
    },
    hex: [
      "08",
      "21".repeat(8),
      "e807",
      "22".repeat(8),
      `0b0001010202030304048020${"23".repeat(32)}`,
      "050101050102050103050104050105050106",
    ],
  },
  { frame: { type: "receipts", receipts: [filled(5, 0x31)] }, hex: ["09", "01", "05", "31".repeat(5)] },
  {
    frame: { type: "ask-ids", log: filledId("log", 0x41), leafSeq: 500, leafIdPrefix: "42".repeat(8), seqs: [1, 250] },
    hex: ["0a", "41".repeat(8), "f403", "42".repeat(8), "02", "01", "fa01"],
  },
  {
    frame: { type: "ids", log: filledId("log", 0x51), ids: [{ seq: 250, id: filledId("record", 0x52) }] },
    hex: ["0b", "51".repeat(8), "01", "fa01", "52".repeat(32)],
  },
  { frame: { type: "ask-checkpoint", checkpoint: "71".repeat(32) }, hex: ["14", "71".repeat(32)] },
  {
    frame: { type: "checkpoint", checkpoint: "72".repeat(32), content: filled(130, 0x73) },
    hex: ["15", "72".repeat(32), "8201", "73".repeat(130)],
  },
  {
    frame: { type: "ask-pack", pack: filledId("pack", 0x74), firstBlock: 0, maxBlocks: 64 },
    hex: ["16", "74".repeat(32), "00", "40"],
  },
  {
    frame: {
      type: "pack",
      pack: filledId("pack", 0x75),
      firstBlock: 0,
      leaves: [filled(32, 0x76), filled(32, 0x77)],
      blocks: [filled(3, 0x78)],
    },
    hex: ["17", "75".repeat(32), "00", `02${"76".repeat(32)}${"77".repeat(32)}`, "01", "03", "787878"],
  },
  { frame: { type: "ping", nonce: 0x01020304 }, hex: ["0c", "01020304"] },
  { frame: { type: "pong", nonce: 0xfffefdfc }, hex: ["0d", "fffefdfc"] },
  { frame: { type: "meet-open", room: filled(16, 0x61), lifetimeSeconds: 600 }, hex: ["10", "61".repeat(16), "d804"] },
  { frame: { type: "meet-join", room: filled(16, 0x62) }, hex: ["11", "62".repeat(16)] },
  {
    frame: { type: "meet-data", room: filled(16, 0x63), message: filled(130, 0x64) },
    hex: ["12", "63".repeat(16), "8201", "64".repeat(130)],
  },
  { frame: { type: "meet-close", room: filled(16, 0x65), reason: "left" }, hex: ["13", "65".repeat(16), "04"] },
  { frame: { type: "error", error: "unsupported-version" }, hex: ["3f", "23"] },
  { frame: { type: "forget" }, hex: ["41"] },
  {
    frame: { type: "signal", to: filledId("device", 0x81), from: filledId("device", 0x82), sealed: filled(130, 0x83) },
    hex: ["42", "81".repeat(32), "82".repeat(32), "8201", "83".repeat(130)],
  },
  {
    frame: { type: "neighbours", isRelay: true, devices: [filledId("device", 0x84), filledId("device", 0x85)], relay: null },
    hex: ["43", "01", `02${"84".repeat(32)}${"85".repeat(32)}`],
  },
  { frame: { type: "neighbours", isRelay: false, devices: [], relay: "86".repeat(32) }, hex: ["43", "02", "00", "86".repeat(32)] },
  { frame: { type: "neighbours", isRelay: false, devices: [], relay: null }, hex: ["43", "00", "00"] },
  {
    frame: { type: "ice-servers", servers: [{ url: "stun:a.test", username: "", credential: "ü" }] },
    hex: ["44", "01", "0b7374756e3a612e74657374", "00", "02c3bc"],
  },
  {
    frame: { type: "presence", from: filledId("device", 0x8a), sealed: filled(130, 0x8b) },
    hex: ["48", "8a".repeat(32), "8201", "8b".repeat(130)],
  },
  { frame: { type: "ask-capsule", id: filled(16, 0x8c) }, hex: ["49", "8c".repeat(16)] },
  { frame: { type: "capsule", sealed: filled(130, 0x8d) }, hex: ["4a", "8201", "8d".repeat(130)] },
  { frame: { type: "capsule", sealed: new Uint8Array(0) }, hex: ["4a", "00"] },
  { frame: { type: "push-key", key: filled(65, 0x8e) }, hex: ["4b", "8e".repeat(65)] },
  {
    frame: { type: "reminders", endpoint: "https://p.test/ü", minutes: [29_000_000, 29_000_005] },
    hex: ["4c", "1168747470733a2f2f702e746573742fc3bc", "02", "c082ea0d", "c582ea0d"],
  },
  { frame: { type: "reminders", endpoint: "", minutes: [] }, hex: ["4c", "00", "00"] },
  { frame: { type: "reminders-kept", state: "gone", count: 3 }, hex: ["4d", "02", "03"] },
  { frame: { type: "open-items", items: [filledId("item", 0x87)] }, hex: ["46", `01${"87".repeat(16)}`] },
  {
    frame: {
      type: "answers-at",
      at: encodeDirectAddress({ fingerprint: "88".repeat(32), port: 8_787, hosts: [Uint8Array.of(192, 168, 1, 5), filled(16, 0x89)] }),
    },
    hex: ["47", "88".repeat(32), "d344", `0204c0a8010510${"89".repeat(16)}`],
  },
];
