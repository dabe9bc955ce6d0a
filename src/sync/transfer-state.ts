// What the open part of a session knows (transfer.ts), and the draft that one event turns into the next state and its effects.

import type { DeviceId, LogTag, StatementId } from "../base/ids.ts";
import type { ForkSearch } from "../wire/fork-search.ts";
import type { CheckpointId, Frame, Version } from "../wire/frames.ts";
import { MAX_CHECKPOINTS, MAX_HEADS } from "../wire/limits.ts";
import type { Fetching } from "./fetching.ts";
import type { Outbox } from "./outbox.ts";
import type { closeWith, LocalView, PageFrame, Partings, PeerInfo, SessionConfig, SessionEffect } from "./session-step.ts";

export type HaveFrame = Extract<Frame, { type: "have" }>;

/** Frames that are taken one at a time; `have` only while the other side has yet to show that it is a member. */
export type Incoming = PageFrame | Extract<Frame, { type: "statements" | "receipts" }>;

export type TransferState = {
  readonly peer: PeerInfo;
  /** Acceptor only: the other side must first show the statements that make it a member. */
  readonly mustProve: boolean;
  /** What it said before it had shown that. */
  readonly earlyHave: HaveFrame | null;
  readonly theirs: TheirHave | null;
  /** Those that we have said to hold or to take; null before we have said anything. */
  readonly toldCheckpoints: readonly CheckpointId[] | null;
  /** Bases as they were when we said it, as one text. */
  readonly toldBases: string;
  /** Logs of which nothing is sent until they say anew what they have, by the last comparison. */
  readonly withheld: ReadonlySet<LogTag>;
  /** Some of them because they are taking a checkpoint. */
  readonly awaitsCheckpoint: boolean;
  /** Logs of which nothing is sent now since others bring it. */
  readonly leftToOthers: ReadonlySet<LogTag>;
  /** Statement heads we have offered on this link. */
  readonly offeredHeads: readonly StatementId[];
  readonly outbox: Outbox;
  readonly comparing: boolean;
  readonly compareAgain: boolean;
  readonly incoming: readonly Incoming[];
  readonly ingesting: Incoming | null;
  /** The pages that are being stored as one; none while it is something else. */
  readonly joined: readonly PageFrame[];
  readonly searches: ReadonlyMap<string, ForkSearch>;
  readonly partings: Partings;
  /** Counters of the receipts the other side is known to hold. */
  readonly receiptsKnown: ReadonlyMap<DeviceId, number>;
  /** Counter of the other side's own receipt that was here when it last said `have`. */
  readonly receiptAtHave: number;
  readonly unverified: number;
  readonly caughtUp: boolean;
  readonly fetching: Fetching;
};

export type TheirHave = {
  readonly version: Version;
  readonly checkpoints: readonly CheckpointId[];
  readonly heads: readonly StatementId[];
  readonly windowBytes: number;
};

/** The next state in the making. */
export type Draft = { state: TransferState; readonly effects: SessionEffect[] };

/** The session is over. */
export type Ended = ReturnType<typeof closeWith>;

/** Heads beyond the limit are left out: what is in their past is then sent again, and found to be held. */
export const toldHeads = (view: LocalView): readonly StatementId[] => view.statementHeads.slice(0, MAX_HEADS);

/** Changes when a base or a cut has moved: the version is another by more than links brought, and what was refused may not be any more. */
export const basesIn = ({ heads, cutTurn }: LocalView): string =>
  [cutTurn, ...heads.flatMap(({ log, base }) => (base === undefined ? [] : `${log}:${base.seq}`))].join();

export function sayHave(config: SessionConfig, draft: Draft, view: LocalView): void {
  const { version, receiptsDigest } = view;
  const { windowBytes } = config;
  const checkpoints = view.checkpoints.slice(0, MAX_CHECKPOINTS);
  draft.state = { ...draft.state, toldCheckpoints: checkpoints, toldBases: basesIn(view) };
  const frame: Frame = { type: "have", heads: toldHeads(view), version, checkpoints, receiptsDigest, windowBytes };
  draft.effects.push({ kind: "send", frame });
}

/** Asks what the other side lacks by its version; asked again when it is answered, if things have changed meanwhile. */
export function compare(draft: Draft): void {
  const { theirs, comparing } = draft.state;
  if (theirs === null) return;
  if (comparing) {
    draft.state = { ...draft.state, compareAgain: true };
    return;
  }
  draft.state = { ...draft.state, comparing: true, compareAgain: false };
  draft.effects.push({ kind: "compare", theirs: theirs.version, checkpoints: theirs.checkpoints, partings: draft.state.partings });
}
