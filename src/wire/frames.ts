// The frames of PROTOCOL.md "Frames" as values. The codec is frame-codec.ts; ids are hex text here and bytes on the wire.

import type { DeviceId, ItemId, LogTag, PackId, RecordId, SpaceId, StatementId } from "../base/ids.ts";
import type { IceServer } from "../ports/direct.ts";
import type { WireError } from "./wire-error.ts";

/** One leaf of a log: all records from 1 to `seq` on the path to it are stored. `idPrefix`: first 8 bytes of its record id, hex. */
export type VersionEntry = { readonly log: LogTag; readonly seq: number; readonly idPrefix: string };

/** Ascending by (log, seq, idPrefix); at most `MAX_VERSION_ENTRIES`. */
export type Version = readonly VersionEntry[];

/** 32 bytes, hex: hash of a checkpoint without its signature (PROTOCOL.md "Checkpoints"). */
export type CheckpointId = string;

export type RefusalReason = "unverified" | "unknown-log" | "too-large" | "quota" | "not-permitted" | "storage";

/** What became of `count` consecutive records of a page. */
export type AnswerRun =
  | { readonly code: "stored" | "duplicate" | "gap" | "fork"; readonly count: number }
  | { readonly code: "covered"; readonly count: number; readonly checkpoint: CheckpointId }
  | { readonly code: "refused"; readonly count: number; readonly reason: RefusalReason };

export type MeetCloseReason = "done" | "declined" | "expired" | "left";

/** What became of the minutes that a device registered. "gone": its push service knows the endpoint no more. */
export type RemindersKept = "kept" | "not served" | "gone" | "full";

export type Frame =
  | { readonly type: "hello"; readonly versions: readonly number[]; readonly acceptor: Uint8Array; readonly challenge: Uint8Array }
  | {
      readonly type: "auth";
      readonly version: number;
      readonly space: SpaceId;
      readonly device: DeviceId;
      readonly challenge: Uint8Array;
      readonly signature: Uint8Array;
      readonly token: Uint8Array;
    }
  /** `signature`: null from a relay, which has no key. */
  | { readonly type: "welcome"; readonly showMembership: boolean; readonly signature: Uint8Array | null }
  | {
      readonly type: "have";
      readonly heads: readonly StatementId[];
      readonly version: Version;
      readonly checkpoints: readonly CheckpointId[];
      readonly receiptsDigest: Uint8Array;
      readonly windowBytes: number;
    }
  | { readonly type: "statements"; readonly statements: readonly Uint8Array[] }
  | { readonly type: "heads"; readonly heads: readonly StatementId[] }
  | {
      readonly type: "page";
      readonly log: LogTag;
      readonly firstSeq: number;
      /** First 8 bytes of the id of the record before `firstSeq`, hex; zeros before the first. */
      readonly previousIdPrefix: string;
      readonly records: readonly Uint8Array[];
      /** All of that id, null before the first record: where the receiver, by what it says to have, holds another record in the place of the page's first. */
      readonly previousId?: RecordId | null;
      /** That id is told for another reason: it is the sender's base, behind which a relay that has nothing of the log may begin it. */
      readonly begins?: true;
    }
  | {
      readonly type: "answer";
      readonly log: LogTag;
      readonly headSeq: number;
      readonly headIdPrefix: string;
      readonly runs: readonly AnswerRun[];
    }
  | { readonly type: "receipts"; readonly receipts: readonly Uint8Array[] }
  | {
      readonly type: "ask-ids";
      readonly log: LogTag;
      readonly leafSeq: number;
      readonly leafIdPrefix: string;
      readonly seqs: readonly number[];
    }
  | { readonly type: "ids"; readonly log: LogTag; readonly ids: readonly { readonly seq: number; readonly id: RecordId }[] }
  | { readonly type: "ask-checkpoint"; readonly checkpoint: CheckpointId }
  /** `content`: the checkpoint's bytes; empty when it is not here. */
  | { readonly type: "checkpoint"; readonly checkpoint: CheckpointId; readonly content: Uint8Array }
  | { readonly type: "ask-pack"; readonly pack: PackId; readonly firstBlock: number; readonly maxBlocks: number }
  /** `leaves`: of all blocks, where `firstBlock` is 0. No blocks: not here. */
  | {
      readonly type: "pack";
      readonly pack: PackId;
      readonly firstBlock: number;
      readonly leaves: readonly Uint8Array[];
      readonly blocks: readonly Uint8Array[];
    }
  | { readonly type: "ping"; readonly nonce: number }
  | { readonly type: "pong"; readonly nonce: number }
  | { readonly type: "meet-open"; readonly room: Uint8Array; readonly lifetimeSeconds: number }
  | { readonly type: "meet-join"; readonly room: Uint8Array }
  | { readonly type: "meet-data"; readonly room: Uint8Array; readonly message: Uint8Array }
  | { readonly type: "meet-close"; readonly room: Uint8Array; readonly reason: MeetCloseReason }
  /** To a relay: nothing of the space's content is to be kept. From it: nothing is there any more. */
  | { readonly type: "forget" }
  /** From device to device, by whoever has links to both. `sealed`: members/sealed-signal.ts. */
  | { readonly type: "signal"; readonly to: DeviceId; readonly from: DeviceId; readonly sealed: Uint8Array }
  /** The devices that the sender has links to. `relay`: the store id, hex, of the relay that a device is at. */
  | { readonly type: "neighbours"; readonly isRelay: boolean; readonly devices: readonly DeviceId[]; readonly relay: string | null }
  /** The items that somebody has open at the sender right now. */
  | { readonly type: "open-items"; readonly items: readonly ItemId[] }
  /** Where somebody at the device is in a note, for all that it reaches. `sealed`: members/sealed-presence.ts. */
  | { readonly type: "presence"; readonly from: DeviceId; readonly sealed: Uint8Array }
  /** STUN and TURN servers that the relay's operator offers. */
  | { readonly type: "ice-servers"; readonly servers: readonly IceServer[] }
  /** Where the relay answers by its address too, without its socket: as direct-address.ts has it. */
  | { readonly type: "answers-at"; readonly at: Uint8Array }
  /** Before who asks is known: what is sealed under a passkey. */
  | { readonly type: "ask-capsule"; readonly id: Uint8Array }
  /** Empty: none of that id is here. */
  | { readonly type: "capsule"; readonly sealed: Uint8Array }
  /** By which push services know the relay: a point on P-256, uncompressed. */
  | { readonly type: "push-key"; readonly key: Uint8Array }
  /** All that the device wants to be woken for, in the place of what it said before. `minutes`: since 1970, ascending. */
  | { readonly type: "reminders"; readonly endpoint: string; readonly minutes: readonly number[] }
  /** `count`: minutes that are kept; those that have passed are not. */
  | { readonly type: "reminders-kept"; readonly state: RemindersKept; readonly count: number }
  | { readonly type: "error"; readonly error: WireError };

export type PresenceFrame = Extract<Frame, { type: "presence" }>;
