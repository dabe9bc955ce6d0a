// Who still stores what this device has deleted for good (face/purge.ts). A device is rid of it once it has made, or vouched for, a checkpoint that covers
// the deletion: its packs are then without the items, and its records up to there are gone. The relay is rid of it once such a checkpoint is vouched
// for by another device than its maker. Devices that were replaced are not waited for.

import type { DeviceId, LogTag } from "../../base/ids.ts";
import type { Receipt } from "../../wire/receipt.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import type { PurgeHolder, PurgeReport } from "../face/purge.ts";
import type { HeardTimes } from "../heard-times.ts";
import type { PurgeNote } from "../purge-notes.ts";

export type PurgeWitnesses = {
  readonly devices: readonly { readonly id: DeviceId; readonly name: string | null; readonly isSelf: boolean }[];
  readonly receiptOf: (device: DeviceId) => Receipt | null;
  /** Those that are known here, in no order. */
  readonly checkpoints: readonly Pick<Checkpoint, "id" | "maker" | "cover">[];
  readonly heard: HeardTimes;
  readonly hasRelay: boolean;
  readonly nowMs: number;
};

const LATELY_MS = 30 * 86_400_000;

const covers = (entries: readonly { readonly log: LogTag; readonly seq: number }[], { log, seq }: PurgeNote): boolean =>
  entries.some((entry) => entry.log === log && entry.seq >= seq);

type Device = PurgeWitnesses["devices"][number];

const STATES = ["gone", "hidden", "unheard"] as const;
type State = (typeof STATES)[number];

function stateOf({ id, isSelf }: Device, note: PurgeNote, witnesses: PurgeWitnesses): State {
  const covering = witnesses.checkpoints.filter(({ cover }) => covers(cover, note));
  const receipt = witnesses.receiptOf(id);
  if (covering.some((checkpoint) => checkpoint.maker === id || receipt?.checkpoints.includes(checkpoint.id) === true)) return "gone";
  return isSelf || (receipt !== null && covers(receipt.version, note)) ? "hidden" : "unheard";
}

/** Vouched for by another device than the maker, and disputed by none. */
function isGoneAtRelay(note: PurgeNote, { checkpoints, devices, receiptOf }: PurgeWitnesses): boolean {
  const receipts = devices.flatMap(({ id }) => receiptOf(id) ?? []);
  return checkpoints.some(
    ({ id, maker, cover }) =>
      covers(cover, note) &&
      receipts.some((receipt) => receipt.device !== maker && receipt.checkpoints.includes(id)) &&
      !receipts.some(({ objections }) => objections?.includes(id) === true),
  );
}

/** The one who lags most of all deletions counts. */
function worst(states: readonly State[]): State {
  return states.reduce<State>((most, state) => (STATES.indexOf(state) > STATES.indexOf(most) ? state : most), "gone");
}

const countItems = (notes: readonly PurgeNote[]): number => notes.reduce((sum, { items }) => sum + items, 0);

export function reportPurges(notes: readonly PurgeNote[], witnesses: PurgeWitnesses): PurgeReport {
  const { devices, heard, hasRelay, nowMs } = witnesses;
  const isAtRelay = (note: PurgeNote): boolean => hasRelay && !isGoneAtRelay(note, witnesses);
  const isPending = (note: PurgeNote): boolean => isAtRelay(note) || devices.some((device) => stateOf(device, note, witnesses) !== "gone");
  const pending = notes.filter((note) => isPending(note));
  const holders = devices.flatMap((device): PurgeHolder[] => {
    const state = worst(pending.map((note) => stateOf(device, note, witnesses)));
    return state === "gone" ? [] : [{ kind: "device", ...device, state, heardAtMs: heard.get(device.id) ?? null }];
  });
  const gone = notes.filter((note) => !pending.includes(note) && Math.abs(nowMs - note.madeAtMs) < LATELY_MS);
  return {
    pendingItems: countItems(pending),
    holders: pending.some((note) => isAtRelay(note)) ? [...holders, { kind: "relay" }] : holders,
    goneItems: countItems(gone),
  };
}
