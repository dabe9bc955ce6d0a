// What a replica tells of itself when asked why something does not sync: figures and ids, never content, names' keys or secrets. Plain data; the app makes
// the readable page of it, and a text to be passed on, in which ids are shortened and names left out.

import type { DeviceId, LogTag, PackId, RecordId, SpaceId } from "../../base/ids.ts";
import type { WireError } from "../../wire/wire-error.ts";
import type { RelayState } from "../face.ts";
import type { SyncStatistics } from "./statistics.ts";

export type Diagnosis = {
  readonly atMs: number;
  readonly versions: {
    readonly build: string;
    readonly database: number;
    readonly protocols: readonly number[];
    readonly recordFormat: number;
    /** Of each kind of item this version knows, ascending by kind. */
    readonly schemas: readonly { readonly kind: string; readonly version: number }[];
  };
  readonly space: SpaceId;
  readonly self: DeviceId;
  readonly link: LinkDiagnosis;
  readonly devices: readonly DeviceDiagnosis[];
  /** One for each path of each log, the trunks first. */
  readonly logs: readonly LogDiagnosis[];
  readonly poison: readonly RecordId[];
  readonly base: BaseDiagnosis;
  readonly counts: {
    readonly items: number;
    readonly tombstones: number;
    readonly statements: number;
    readonly epochs: number;
    /** Epochs whose key is not here. */
    readonly epochsWithoutKey: number;
    /** Of a newer kind: membership cannot be judged in full. */
    readonly hasNewerStatements: boolean;
  };
  readonly storage: StorageDiagnosis;
  readonly memory: MemoryDiagnosis;
};

/** Of this tab, since it opened. */
export type MemoryDiagnosis = {
  /** Documents that were asked for and were there, and those that had to be read. */
  readonly hits: number;
  readonly misses: number;
  readonly documentBytes: number;
  readonly limitBytes: number;
  /** Of updates that are in no pack yet. */
  readonly tailBytes: number;
  /** Items whose packs cannot be read now. */
  readonly unreadable: number;
};

export type LinkDiagnosis = {
  /** False: another tab of this browser holds the links, and what is told here is what it said last. */
  readonly isHeldHere: boolean;
  readonly hasRelay: boolean;
  /** The relay is the one at the page's own address. */
  readonly isDefaultRelay: boolean;
  readonly relay: RelayState;
  /** When it came to that state; null when nobody has said. */
  readonly sinceMs: number | null;
  readonly lastFailure: LinkFailure | null;
  readonly statistics: SyncStatistics;
  /** What came in and could not be verified, and what the other side refused to store: records, since this page was opened. */
  readonly unverified: number;
  readonly refused: number;
  /** Records that the relay has not confirmed. */
  readonly missingAtRelay: number;
};

export type LinkFailure = { readonly reason: WireError | "unreachable"; readonly atMs: number };

export type DeviceDiagnosis = {
  readonly id: DeviceId;
  readonly name: string | null;
  readonly isSelf: boolean;
  readonly role: "owner" | "writer" | "reader";
  readonly isReplaced: boolean;
  /** What its newest receipt says; null: none was heard. Of this device: what it has said itself. */
  readonly receipt: {
    readonly counter: number;
    /** When it was heard here; null: in an earlier version, which did not note it. */
    readonly heardAtMs: number | null;
    /** Records held here that it does not tell of, its own left out. */
    readonly recordsBehind: number;
    readonly checkpoints: readonly string[];
  } | null;
  /** When its newest readable record was made, by its own clock. */
  readonly newestRecordMs: number | null;
  /** How far that lies ahead of this device's clock, where it cannot be right; 0 otherwise. */
  readonly aheadMs: number;
};

export type WaitingReason =
  /** No key of that epoch is here: the first bytes of its name, in hex. */
  | { readonly kind: "no-key"; readonly epochPrefix: string }
  /** Made by a newer version: its record format and kind. */
  | { readonly kind: "newer"; readonly format: number; readonly recordKind: number }
  /** Its device was removed, or may only read now, and the records are not known to be from before. */
  | { readonly kind: "beyond" };

export type LogDiagnosis = {
  readonly log: LogTag;
  /** "" on the trunk. */
  readonly branch: string;
  readonly device: DeviceId;
  readonly generation: number;
  readonly firstSeq: number;
  readonly seq: number;
  /** Records up to here are in the packs and need not be stored any more; 0: none are. */
  readonly baseSeq: number;
  readonly records: number;
  readonly bytes: number;
  readonly applied: number;
  readonly void: number;
  /** From which record on this path waits, and for what. */
  readonly waiting: { readonly fromSeq: number; readonly records: number; readonly why: WaitingReason } | null;
  /** The first damaged record; null when the path is whole. */
  readonly damagedSeq: number | null;
};

export type BaseDiagnosis = {
  /** Packs that this device's documents build on. */
  readonly packs: number;
  /** This device, or one that it trusts, has compared them with the records. */
  readonly isSound: boolean;
  /** Of earlier months. */
  readonly kept: number;
  /** The newest first. */
  readonly checkpoints: readonly {
    readonly id: string;
    readonly maker: DeviceId;
    readonly madeAtMs: number;
    readonly packs: number;
    /** It is what this device's documents build on. */
    readonly isBase: boolean;
    /** Devices other than its maker that found it right, and those that found it wrong. */
    readonly endorsedBy: readonly DeviceId[];
    readonly objectedBy: readonly DeviceId[];
  }[];
  readonly refusedPacks: readonly RefusedPackDiagnosis[];
};

/** A pack that did not hold what it should, in this device's store or as it came from elsewhere. */
export type RefusedPackDiagnosis = {
  readonly pack: PackId;
  readonly from: "store" | "link";
  readonly atMs: number;
  /**
   * `missing`: what it held is nowhere here until it has been fetched. `restored`: records stand in its place until it has been written anew.
   * `settled`: nothing is missing any more.
   */
  readonly standing: "missing" | "restored" | "settled";
  /** How many items it holds, older copies included; 0 when that is not known any more. */
  readonly items: number;
};

export type StorageDiagnosis = {
  readonly isFull: boolean;
  /** What the browser says it uses and grants; null where it does not tell. */
  readonly browser: { readonly usedBytes: number; readonly quotaBytes: number } | null;
  readonly records: Amount;
  /** Packs, those that are being fetched too. */
  readonly packs: Amount;
  /** Pages of rows. */
  readonly pages: Amount;
  /** Entries that were damaged on the disk, or are of a form this version does not know, and were passed over since this tab opened. */
  readonly unreadableRows: number;
};

export type Amount = { readonly count: number; readonly bytes: number };
