// Checkpoints and packs within a session: what the other side lists is planned with the local replica, asked for (pack-fetch.ts), stored and at last
// taken; and what the other side asks for is served, one answer for each ask, in order. Before that a replica that lacks records which a checkpoint
// covers finds out whether they are still to be had, by asking for the id of the first one.

import type { LogTag } from "../base/ids.ts";
import type { CheckpointId, Frame, VersionEntry } from "../wire/frames.ts";
import { MAX_ASKS_UNDER_WAY, MAX_CHECKPOINTS } from "../wire/limits.ts";
import {
  beginFetch,
  isIdle,
  mayAsk,
  nextAsks,
  NO_FETCH,
  noteKept,
  noteStored,
  takeCheckpointAnswer,
  takeFetched,
  takePackAnswer,
  type BlocksToKeep,
  type CheckpointAnswer,
  type FetchPlan,
  type FetchStep,
  type PackFetch,
} from "./pack-fetch.ts";
import { closeWith, type LocalView, type SessionConfig, type SessionEffect, type SessionEvent } from "./session-step.ts";
import { basesIn, compare, sayHave, type Draft, type Ended, type TransferState } from "./transfer-state.ts";

export type AskFrame = Extract<Frame, { type: "ask-checkpoint" | "ask-pack" }>;
export type AnswerFrame = Extract<Frame, { type: "checkpoint" | "pack" }>;

/** Whether the other side holds the record `seq` of `log`, which is not its first. */
export type Probe = { readonly log: LogTag; readonly seq: number };

/** `short`: what it says to have of the log ends before it. */
export type Probed = "there" | "gone" | "short";

/** By `probeKey`. */
export type ProbeAnswers = ReadonlyMap<string, Probed>;

export const probeKey = ({ log, seq }: Probe): string => `${log}/${seq}`;

export type Fetching = {
  readonly packs: PackFetch;
  /** What the other side has said to hold. */
  readonly listed: readonly CheckpointId[];
  readonly isPlanning: boolean;
  /** Something else may be wanted now. */
  readonly isDue: boolean;
  /** `LocalView.fetchTurn` when it was planned last. */
  readonly plannedTurn: number;
  /** Our own `have` waits for the plan, so that it can say what is being taken. */
  readonly owesHave: boolean;
  readonly probes: readonly Probe[];
  /** Asked, not answered. */
  readonly probing: readonly Probe[];
  readonly probed: ProbeAnswers;
  readonly isEnding: boolean;
  /** Of the other side, the first one being looked up. */
  readonly asked: readonly AskFrame[];
};

export const beginFetching = (owesHave: boolean): Fetching => ({
  packs: NO_FETCH,
  listed: [],
  isPlanning: false,
  isDue: false,
  plannedTurn: 0,
  owesHave,
  probes: [],
  probing: [],
  probed: new Map(),
  isEnding: false,
  asked: [],
});

function set(draft: Draft, parts: Partial<Fetching>): void {
  draft.state = { ...draft.state, fetching: { ...draft.state.fetching, ...parts } };
}

/** They have said what they have. */
export function onListed(draft: Draft, listed: readonly CheckpointId[]): void {
  const { packs } = draft.state.fetching;
  // What is not there although they list it would be asked for again and again.
  const absent = new Set([...packs.absent].filter((checkpoint) => listed.includes(checkpoint)));
  set(draft, { listed, packs: { ...packs, absent }, isDue: true, probes: [], probed: new Map() });
}

function sayOwedHave(config: SessionConfig, draft: Draft, view: LocalView): void {
  if (!draft.state.fetching.owesHave) return;
  set(draft, { owesHave: false });
  sayHave(config, draft, view);
}

function onPlanned(config: SessionConfig, draft: Draft, plan: FetchPlan & { readonly probes: readonly Probe[] }, view: LocalView): void {
  const { packs } = draft.state.fetching;
  set(draft, { isPlanning: false, packs: isIdle(packs) ? beginFetch(packs, plan) : packs, probes: plan.probes });
  sayOwedHave(config, draft, view);
}

/** Something is under way that a plan would have to know; who made a checkpoint, and who has compared it, may just be coming in. */
function isBusy({ ingesting, incoming, fetching }: TransferState): boolean {
  const { packs, isPlanning, isEnding, probing, probes } = fetching;
  return ingesting !== null || incoming.length > 0 || isPlanning || isEnding || !isIdle(packs) || probing.length + probes.length > 0;
}

/** Plans anew when there is reason to and nothing is under way. */
function planIfDue(config: SessionConfig, draft: Draft, view: LocalView): void {
  const { theirs, fetching } = draft.state;
  const { packs, isDue, plannedTurn, listed, probed } = fetching;
  if (theirs === null || isBusy(draft.state) || !(isDue || plannedTurn !== view.fetchTurn)) return;
  const asked = mayAsk(packs, listed);
  set(draft, { isDue: false, plannedTurn: view.fetchTurn });
  if (asked.length === 0) return sayOwedHave(config, draft, view);
  set(draft, { isPlanning: true });
  draft.effects.push({ kind: "plan-fetch", listed: asked, probed, isRelay: config.peer === "relay" });
}

/** The leaf of theirs whose path should have the record; the furthest, where there are several. */
function leafFor(state: TransferState, { log, seq }: Probe): VersionEntry | null {
  const entries = (state.theirs?.version ?? []).filter((entry) => entry.log === log && entry.seq >= seq);
  return entries.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
}

/** Of a base the id is known, though the record is not there: whoever tells the one before it has it. */
const seqsOf = ({ seq }: Probe): readonly number[] => [seq - 1, seq];

/** An answer with ids belongs to the one question about its log: not while a search for a fork asks about it. */
function sendProbes(draft: Draft): void {
  const searching = new Set([...draft.state.searches.values()].map((search) => search.leaf.log));
  const { probes, probing, probed } = draft.state.fetching;
  const now = probes.filter(({ log }) => !searching.has(log));
  if (now.length === 0) return;
  const found = new Map(probed);
  const asked: Probe[] = [];
  for (const probe of now) {
    const leaf = leafFor(draft.state, probe);
    if (leaf === null) {
      found.set(probeKey(probe), "short");
      continue;
    }
    asked.push(probe);
    const frame: Frame = { type: "ask-ids", log: probe.log, leafSeq: leaf.seq, leafIdPrefix: leaf.idPrefix, seqs: seqsOf(probe) };
    draft.effects.push({ kind: "send", frame });
  }
  const rest = probes.filter((probe) => !now.includes(probe));
  set(draft, { probes: rest, probing: [...probing, ...asked], probed: found });
  noteProbed(draft);
}

function noteProbed(draft: Draft): void {
  const { probes, probing } = draft.state.fetching;
  if (probes.length + probing.length === 0) set(draft, { isDue: true });
}

/** Whether these ids answer a probe; a search for a fork that began after it is answered after it. */
export function onProbeAnswer(draft: Draft, frame: Extract<Frame, { type: "ids" }>): boolean {
  const { probing, probed } = draft.state.fetching;
  const probe = probing.find(({ log }) => log === frame.log);
  if (probe === undefined) return false;
  const isThere = seqsOf(probe).every((asked) => frame.ids.some(({ seq }) => seq === asked));
  set(draft, {
    probing: probing.filter((other) => other !== probe),
    probed: new Map(probed).set(probeKey(probe), isThere ? "there" : "gone"),
  });
  noteProbed(draft);
  return true;
}

export function onAsk(draft: Draft, frame: AskFrame): Ended | null {
  if (draft.state.mustProve) return closeWith("not-a-member");
  const asked = [...draft.state.fetching.asked, frame];
  if (asked.length > MAX_ASKS_UNDER_WAY) return closeWith("rate");
  set(draft, { asked });
  if (asked.length === 1) draft.effects.push({ kind: "serve", ask: frame });
  return null;
}

function onServed(draft: Draft, frame: AnswerFrame): void {
  const [, ...asked] = draft.state.fetching.asked;
  set(draft, { asked });
  draft.effects.push({ kind: "send", frame });
  if (asked[0] !== undefined) draft.effects.push({ kind: "serve", ask: asked[0] });
}

function takeStep<Kept>(draft: Draft, step: FetchStep<Kept> | null, keep: (kept: Kept) => SessionEffect): Ended | null {
  if (step === null) return closeWith("unexpected");
  set(draft, { packs: step.fetch });
  if (step.kept !== null) draft.effects.push(keep(step.kept));
  if (step.end === null) return null;
  const { checkpoint, outcome, pack } = step.end;
  if (outcome === "wrong") draft.effects.push({ kind: "notify", notice: { kind: "fetch-refused", checkpoint, pack } });
  set(draft, { isEnding: true });
  draft.effects.push({ kind: "end-fetch", end: step.end });
  return null;
}

const keepCheckpoint = ({ checkpoint, content }: CheckpointAnswer): SessionEffect => ({ kind: "keep-checkpoint", checkpoint, content });
const keepBlocks = (blocks: BlocksToKeep): SessionEffect => ({ kind: "keep-blocks", blocks });

export function onFetchAnswer(config: SessionConfig, draft: Draft, frame: AnswerFrame): Ended | null {
  const { packs } = draft.state.fetching;
  if (frame.type === "checkpoint") {
    return takeStep(draft, takeCheckpointAnswer(packs, frame), keepCheckpoint);
  }
  return takeStep(draft, takePackAnswer(packs, frame, config.sha256), keepBlocks);
}

function onCheckpointKept(draft: Draft, { checkpoint, isGood }: Extract<SessionEvent, { kind: "checkpoint-kept" }>): void {
  set(draft, { packs: noteKept(draft.state.fetching.packs, isGood), isDue: true });
  if (!isGood) draft.effects.push({ kind: "notify", notice: { kind: "fetch-refused", checkpoint, pack: null } });
}

/** The results of what was asked of the local replica. */
export function onFetchResult(config: SessionConfig, draft: Draft, event: SessionEvent, view: LocalView): void {
  switch (event.kind) {
    case "fetch-planned":
      return onPlanned(config, draft, event.plan, view);
    case "checkpoint-kept":
      return onCheckpointKept(draft, event);
    case "blocks-kept":
      return set(draft, { packs: noteStored(draft.state.fetching.packs, event.blocks) });
    case "fetch-ended":
      // What is held and what is being taken is another now, and is said with the rest.
      return set(draft, { isEnding: false });
    case "served":
      return onServed(draft, event.frame);
    default:
  }
}

/** Others than we have said are held or being taken, or a base has moved. */
function sayNews(config: SessionConfig, draft: Draft, view: LocalView): void {
  const { toldCheckpoints: told, toldBases } = draft.state;
  if (told === null) return;
  const now = view.checkpoints.slice(0, MAX_CHECKPOINTS);
  const isSame = told.length === now.length && told.every((checkpoint, index) => checkpoint === now[index]);
  if (isSame && toldBases === basesIn(view)) return;
  sayHave(config, draft, view);
  compare(draft);
}

/** Asks what can be asked now. */
export function pumpFetching(config: SessionConfig, draft: Draft, view: LocalView): void {
  if (draft.state.mustProve) return;
  sayNews(config, draft, view);
  sendProbes(draft);
  planIfDue(config, draft, view);
  const { fetch, asks } = nextAsks(draft.state.fetching.packs);
  set(draft, { packs: fetch });
  for (const frame of asks) draft.effects.push({ kind: "send", frame });
  const { isEnding, packs } = draft.state.fetching;
  if (!isEnding && packs.checkpoint !== null) takeStep(draft, takeFetched(packs), neverKept);
}

function neverKept(kept: never): SessionEffect {
  return kept;
}

/** Nothing of it is going on. */
export const isFetchQuiet = ({ packs, isPlanning, isEnding, probing, probes }: Fetching): boolean =>
  isIdle(packs) && !isPlanning && !isEnding && probing.length + probes.length === 0;
