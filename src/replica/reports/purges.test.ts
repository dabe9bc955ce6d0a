import { describe, expect, test } from "vitest";
import { makeId, type DeviceId } from "../../base/ids.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import type { Receipt } from "../../wire/receipt.ts";
import type { PurgeNote } from "../purge-notes.ts";
import { reportPurges, type PurgeWitnesses } from "./purges.ts";

const device = (n: number): DeviceId => makeId("device", new Uint8Array(32).fill(n));
const log = makeId("log", new Uint8Array(8).fill(9));
const record = makeId("record", new Uint8Array(32).fill(9));
const [self, phone, tablet] = [device(1), device(2), device(3)];

const NOW_MS = Date.UTC(2026, 10, 25);
const note: PurgeNote = { log, seq: 7, items: 3, madeAtMs: NOW_MS - 1_000 };

const OLD: CheckpointId = "0".repeat(64);
const NEW: CheckpointId = "1".repeat(64);

const checkpoint = (id: CheckpointId, maker: DeviceId, seq: number) => ({ id, maker, cover: [{ log, seq, id: record }] });
const receipt = (
  of: DeviceId,
  seq: number,
  checkpoints: readonly CheckpointId[] = [],
  objections: readonly CheckpointId[] = [],
): Receipt => ({ device: of, counter: 1, version: [{ log, seq, idPrefix: "0".repeat(16) }], checkpoints, objections });

function witnesses(parts: Partial<Omit<PurgeWitnesses, "receiptOf">> & { readonly receipts?: readonly Receipt[] }): PurgeWitnesses {
  const { receipts = [], ...others } = parts;
  return {
    devices: [self, phone, tablet].map((id) => ({ id, name: null, isSelf: id === self })),
    receiptOf: (id) => receipts.find((one) => one.device === id) ?? null,
    checkpoints: [],
    heard: new Map([[tablet, 5]]),
    hasRelay: false,
    nowMs: NOW_MS,
    ...others,
  };
}

describe("what was deleted for good", () => {
  test("is with everybody at first: who has heard of it is told apart from who has not", () => {
    const report = reportPurges([note], witnesses({ receipts: [receipt(phone, 7), receipt(tablet, 6)], hasRelay: true }));
    expect(report).toMatchObject({ pendingItems: 3, goneItems: 0 });
    expect(report.holders.map((holder) => (holder.kind === "relay" ? "relay" : [holder.id, holder.state, holder.heardAtMs]))).toEqual([
      [self, "hidden", null],
      [phone, "hidden", null],
      [tablet, "unheard", 5],
      "relay",
    ]);
  });

  test("is gone from who made a checkpoint that covers it, and from who vouches for one; a checkpoint before it says nothing", () => {
    const checkpoints = [checkpoint(OLD, tablet, 6), checkpoint(NEW, self, 8)];
    const report = reportPurges([note], witnesses({ checkpoints, receipts: [receipt(phone, 9, [NEW]), receipt(tablet, 9)] }));
    expect(report.holders).toMatchObject([{ id: tablet, state: "hidden" }]);
  });

  test("is gone from the relay once another device vouches for a checkpoint that covers it, and none objects", () => {
    const parts = {
      checkpoints: [checkpoint(NEW, self, 7)],
      devices: [self, phone].map((id) => ({ id, name: null, isSelf: id === self })),
    };
    const report = (receipts: readonly Receipt[]) => reportPurges([note], witnesses({ ...parts, receipts, hasRelay: true }));
    expect(report([receipt(self, 9, [NEW])]).holders.at(-1)).toEqual({ kind: "relay" });
    expect(report([receipt(phone, 9, [NEW])])).toEqual({ pendingItems: 0, holders: [], goneItems: 3 });
    expect(report([receipt(phone, 9, [NEW]), receipt(self, 9, [], [NEW])]).holders.at(-1)).toEqual({ kind: "relay" });
  });

  test("is told of as gone for a month only", () => {
    const checkpoints = [checkpoint(NEW, self, 9)];
    const devices = [{ id: self, name: null, isSelf: true }];
    const old = { ...note, madeAtMs: NOW_MS - 40 * 86_400_000 };
    expect(reportPurges([note, old], witnesses({ checkpoints, devices })).goneItems).toBe(3);
  });
});
