// The vocabulary of a session: what happens to it (events), what it wants done (effects), and what it tells the replica (notices).
// The machine itself is session.ts; its two parts, handshake.ts and transfer.ts, meet only here.

import type { DeviceId, LogTag, PackId, RecordId, SpaceId, StatementId } from "../base/ids.ts";
import type { LogPath, PathHead } from "../ports/store.ts";
import type { ForkSearch, SeqAndId } from "../wire/fork-search.ts";
import type { AnswerRun, CheckpointId, Frame, MeetCloseReason, RefusalReason, Version, VersionEntry } from "../wire/frames.ts";
import type { LogPosition } from "../wire/log-tree.ts";
import type { WireError } from "../wire/wire-error.ts";
import type { AnswerFrame, AskFrame, Probe, ProbeAnswers } from "./fetching.ts";
import type { BlocksToKeep, FetchEnd, FetchPlan } from "./pack-fetch.ts";

/** What the local replica holds at this moment; handed in with every event. */
export type LocalView = {
  readonly heads: readonly PathHead[];
  readonly version: Version;
  readonly statementHeads: readonly StatementId[];
  readonly receiptsDigest: Uint8Array;
  /** Counter of the newest receipt of each device. */
  readonly receiptCounters: ReadonlyMap<DeviceId, number>;
  /** Held whole, or being taken; newest first. */
  readonly checkpoints: readonly CheckpointId[];
  /** Another number whenever other checkpoints may be wanted than before. */
  readonly fetchTurn: number;
  /** Another number whenever statements have changed whose records count, and how far. */
  readonly cutTurn: number;
};

/** Where sending goes on for one of our paths: the other side holds it up to `nextSeq - 1`. */
export type PathCursor = {
  readonly path: LogPath;
  readonly nextSeq: number;
  /** It holds another record at `nextSeq`, and is told so; false when absent. */
  readonly parts?: boolean;
  /** It holds nothing of the log, and may begin it behind our base, which is the record before `nextSeq`. */
  readonly begins?: boolean;
};

/** The result of comparing: where to go on with every path, and the leaves of theirs that part from ours somewhere yet unknown. */
export type Comparison = {
  readonly cursors: readonly PathCursor[];
  readonly asks: readonly VersionEntry[];
  /** Logs of which nothing can be sent until they have a checkpoint of ours; none when absent. */
  readonly needsBase?: readonly LogTag[];
  /** Of those, where to begin at a relay that has nothing of the log; none when absent. */
  readonly beginnings?: readonly PathCursor[];
  /** Logs of which nothing is sent while they take a checkpoint; none when absent. */
  readonly awaitsCheckpoint?: readonly LogTag[];
};

/** Where the ways to leaves of theirs leave our trees, by `leafKey`. */
export type Partings = ReadonlyMap<string, LogPosition>;

export const leafKey = (leaf: VersionEntry): string => `${leaf.log}/${leaf.seq}/${leaf.idPrefix}`;

/** What became of one page, for the answer and for our own bookkeeping. */
export type IngestedPage = {
  readonly headSeq: number;
  readonly headIdPrefix: string;
  readonly runs: readonly AnswerRun[];
  /** The path the records stand on now; null when nothing of the page is held. */
  readonly path: LogPath | null;
};

export type DirectFrame = Extract<Frame, { type: "signal" | "neighbours" | "open-items" | "presence" | "ice-servers" | "answers-at" }>;

/** What a relay says of waking this device while it is closed. */
export type WakingFrame = Extract<Frame, { type: "push-key" | "reminders-kept" }>;

/** What the replica may say on a session as it is. */
export type SaidFrame = Extract<
  Frame,
  { type: "meet-open" | "meet-data" | "meet-close" | "signal" | "neighbours" | "open-items" | "presence" | "reminders" }
>;

export type PageFrame = Extract<Frame, { type: "page" }>;

/** Pages of one log that were sent one after another, as one: where those behind the first begin, and what each says of the record before it. */
export type JoinedPage = PageFrame & { readonly seams?: ReadonlyMap<number, string> };

export type SessionEvent =
  /** The link is up. */
  | { readonly kind: "opened" }
  | { readonly kind: "frame"; readonly frame: Frame }
  /** Bytes that are no frame. */
  | { readonly kind: "bad-frame"; readonly error: "malformed" | "oversized" }
  | { readonly kind: "signed"; readonly signature: Uint8Array }
  | { readonly kind: "verified"; readonly valid: boolean }
  /** The view changed: records, statements or receipts were stored, whoever brought them. */
  | { readonly kind: "changed" }
  /** Say `have` again. */
  | { readonly kind: "sync-now" }
  | { readonly kind: "compared"; readonly comparison: Comparison }
  | {
      readonly kind: "records-read";
      readonly path: LogPath;
      readonly firstSeq: number;
      readonly previousId: RecordId | null;
      readonly records: readonly Uint8Array[];
    }
  | { readonly kind: "page-ingested"; readonly page: IngestedPage }
  | { readonly kind: "statements-ingested"; readonly invalid: number }
  /** `known`: the counters of the receipts the other side has just shown to hold. */
  | { readonly kind: "receipts-ingested"; readonly invalid: number; readonly known: ReadonlyMap<DeviceId, number> }
  /** `search` null: what they answered does not fit what was asked. */
  | { readonly kind: "ids-learned"; readonly leaf: VersionEntry; readonly search: ForkSearch | null }
  | { readonly kind: "ids-read"; readonly log: LogTag; readonly ids: readonly SeqAndId[] }
  | { readonly kind: "fetch-planned"; readonly plan: FetchPlan & { readonly probes: readonly Probe[] } }
  /** `isGood` false: it is no checkpoint of this space. */
  | { readonly kind: "checkpoint-kept"; readonly checkpoint: CheckpointId; readonly isGood: boolean }
  | { readonly kind: "blocks-kept"; readonly blocks: BlocksToKeep }
  | { readonly kind: "fetch-ended" }
  | { readonly kind: "served"; readonly frame: AnswerFrame }
  /** The local store failed; the link is given up, nothing unanswered is claimed. */
  | { readonly kind: "store-failed" }
  | { readonly kind: "say"; readonly frame: SaidFrame }
  | { readonly kind: "ping-due"; readonly nonce: number }
  | { readonly kind: "close" };

export type SessionEffect =
  | { readonly kind: "send"; readonly frame: Frame }
  | { readonly kind: "sign"; readonly message: Uint8Array }
  | { readonly kind: "verify"; readonly device: DeviceId; readonly message: Uint8Array; readonly signature: Uint8Array }
  /** Work out what the other side lacks: answered by `compared`. `checkpoints`: those it holds or is taking. */
  | { readonly kind: "compare"; readonly theirs: Version; readonly checkpoints: readonly CheckpointId[]; readonly partings: Partings }
  | { readonly kind: "read-records"; readonly path: LogPath; readonly fromSeq: number }
  | { readonly kind: "ingest-page"; readonly page: JoinedPage }
  /** It waits for what came before it. */
  | { readonly kind: "expect-page"; readonly page: PageFrame }
  | { readonly kind: "ingest-statements"; readonly statements: readonly Uint8Array[] }
  | { readonly kind: "ingest-receipts"; readonly receipts: readonly Uint8Array[] }
  /** Send the statements that are not in the past of `theirHeads`, if any. */
  | { readonly kind: "send-statements"; readonly theirHeads: readonly StatementId[] }
  /** Send the newest receipts that exceed these counters, if any. */
  | { readonly kind: "send-receipts"; readonly known: ReadonlyMap<DeviceId, number> }
  | { readonly kind: "send-ids"; readonly log: LogTag; readonly leaf: VersionEntry; readonly seqs: readonly number[] }
  /** What of the listed checkpoints is wanted; `probed`: which of the records that we lack the other side holds. */
  | { readonly kind: "plan-fetch"; readonly listed: readonly CheckpointId[]; readonly probed: ProbeAnswers; readonly isRelay: boolean }
  | { readonly kind: "keep-checkpoint"; readonly checkpoint: CheckpointId; readonly content: Uint8Array }
  | { readonly kind: "keep-blocks"; readonly blocks: BlocksToKeep }
  | { readonly kind: "end-fetch"; readonly end: FetchEnd }
  | { readonly kind: "serve"; readonly ask: AskFrame }
  | { readonly kind: "learn-ids"; readonly search: ForkSearch; readonly ids: readonly SeqAndId[] }
  | { readonly kind: "close"; readonly error: WireError | null }
  | { readonly kind: "notify"; readonly notice: SessionNotice };

/** Typed events for the replica, its statistics and its diagnosis. */
export type SessionNotice =
  | { readonly kind: "open"; readonly peer: PeerInfo }
  /** The other side has told what it holds. */
  | { readonly kind: "their-version"; readonly version: Version }
  /** It holds these records: it has answered that it stored them, or has sent them itself. */
  | { readonly kind: "confirmed"; readonly path: LogPath; readonly seq: number }
  /**
   * It has a base in the place of these records, which stands for this checkpoint; whether it has what they say is to be compared by content. They are
   * not sent again until it says anew what it has.
   */
  | { readonly kind: "covered"; readonly path: LogPath; readonly seq: number; readonly checkpoint: CheckpointId }
  /** A page was sent, or came in and was stored. */
  | { readonly kind: "moved"; readonly direction: "sent" | "received"; readonly records: number }
  | { readonly kind: "their-heads"; readonly heads: readonly StatementId[] }
  /** Nothing is left to send, and all that came in is stored. */
  | { readonly kind: "caught-up" }
  | { readonly kind: "moving" }
  | { readonly kind: "fork-found"; readonly log: LogTag }
  | { readonly kind: "refused"; readonly path: LogPath; readonly reason: RefusalReason }
  | { readonly kind: "unverified"; readonly count: number }
  /** A pack (or, `pack` null, a checkpoint's manifest) came that is not what it is called. */
  | { readonly kind: "fetch-refused"; readonly checkpoint: CheckpointId; readonly pack: PackId | null }
  /** It has answered the last probe. */
  | { readonly kind: "answered" }
  | { readonly kind: "meet-data"; readonly room: Uint8Array; readonly message: Uint8Array }
  | { readonly kind: "meet-closed"; readonly room: Uint8Array; readonly reason: MeetCloseReason }
  /** What concerns direct connections, which is not this session's. */
  | { readonly kind: "direct"; readonly frame: DirectFrame }
  | { readonly kind: "waking"; readonly frame: WakingFrame }
  | { readonly kind: "wire-error"; readonly error: WireError };

export type PeerInfo = { readonly kind: "relay"; readonly id: string } | { readonly kind: "device"; readonly id: DeviceId };

/** How a handshake ended well. */
export type HandshakeOutcome = {
  readonly peer: PeerInfo;
  /** The other side wants our statements first. */
  readonly showMembership: boolean;
  /** Acceptor only: the other side must first show the statements that make it a member. */
  readonly mustProve: boolean;
};

/** Of a path of ours, from where on the other side is not known to have it. */
export type Unsent = { readonly head: PathHead; readonly nextSeq: number };

/** What others bring to the other side of a session. */
export interface Forwarding {
  /** Of all that is left to send: the logs of which nothing is sent for now. */
  heldBack(unsent: readonly Unsent[]): ReadonlySet<LogTag>;
  /** Whether the other side hears what this device says, as its receipts, without us. */
  isToldBy(device: DeviceId): boolean;
}

export type SessionConfig = {
  readonly role: "initiator" | "acceptor";
  /** A relay has no key: its welcome carries no signature and only an initiator may talk to one. */
  readonly peer: "relay" | "device";
  readonly space: SpaceId;
  readonly self: DeviceId;
  /** 32 fresh random bytes. */
  readonly challenge: Uint8Array;
  readonly binding: string;
  readonly token: Uint8Array;
  readonly windowBytes: number;
  readonly sha256: (message: Uint8Array) => Uint8Array;
  /** Whether a device is a member by the statements held now. */
  readonly isMember: (device: DeviceId) => boolean;
  /** Whether it was a member and was removed, by these statements. */
  readonly wasRemoved?: (device: DeviceId) => boolean;
  /** The newest of a device. */
  readonly receiptOf?: (device: DeviceId) => { readonly counter: number; readonly version: Version } | null;
  /** Nothing is left to others when absent. */
  readonly forwarding?: Forwarding | undefined;
};

/** What a part of the machine answers to an event: its next state, or that the session has ended, and the effects. */
export type PartStep<State> = { readonly state: State | "closed"; readonly effects: readonly SessionEffect[] };

/** Ends the session with `error` as the reason told to the other side. */
export function closeWith(error: WireError | null): { readonly state: "closed"; readonly effects: readonly SessionEffect[] } {
  const effects: SessionEffect[] = error === null ? [] : [{ kind: "send", frame: { type: "error", error } }];
  return { state: "closed", effects: [...effects, { kind: "close", error }] };
}
