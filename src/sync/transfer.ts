// The open part of a session (PROTOCOL.md "What is missing"): both sides say what they have, send what the other lacks, answer what they stored,
// and stay on for what comes live. Incoming statements, pages and receipts are taken one at a time in the order of the link, so that a record's
// author is known before the record is judged.

import type { DeviceId, StatementId } from "../base/ids.ts";
import { bytesEqual } from "../base/bytes.ts";
import type { Frame, Version, VersionEntry } from "../wire/frames.ts";
import { beginForkSearch, nextAsk, type ForkSearch } from "../wire/fork-search.ts";
import {
  EMPTY_OUTBOX,
  isAllConfirmed,
  nextRead,
  noteHeld,
  notePageSent,
  noteUnreadable,
  setCursors,
  takeAnswer,
  unblock,
  type Outbox,
} from "./outbox.ts";
import {
  closeWith,
  leafKey,
  type Comparison,
  type IngestedPage,
  type LocalView,
  type PageFrame,
  type Partings,
  type PeerInfo,
  type SessionConfig,
  type SessionEffect,
  type SessionEvent,
  type HandshakeOutcome,
  type PartStep,
} from "./session-step.ts";

type Incoming = PageFrame | Extract<Frame, { type: "statements" | "receipts" }>;

export type TransferState = {
  readonly peer: PeerInfo;
  /** Acceptor only: the other side must first show the statements that make it a member. */
  readonly mustProve: boolean;
  readonly theirs: { readonly version: Version; readonly heads: readonly StatementId[]; readonly windowBytes: number } | null;
  /** Statement heads we have offered on this link. */
  readonly offeredHeads: readonly StatementId[];
  readonly outbox: Outbox;
  readonly comparing: boolean;
  readonly compareAgain: boolean;
  readonly incoming: readonly Incoming[];
  readonly ingesting: Incoming | null;
  readonly searches: ReadonlyMap<string, ForkSearch>;
  readonly partings: Partings;
  /** Counters of the receipts the other side is known to hold. */
  readonly receiptsKnown: ReadonlyMap<DeviceId, number>;
  readonly unverified: number;
  readonly caughtUp: boolean;
};

/** Records and statements that do not verify before the link is given up. */
const MAX_UNVERIFIED = 16;
/** Frames that wait to be stored, besides what the window bounds. */
const MAX_INCOMING_FRAMES = 1_024;

/** The next state in the making. */
type Draft = { state: TransferState; readonly effects: SessionEffect[] };

function sayHave(config: SessionConfig, view: LocalView): SessionEffect {
  const { version, statementHeads: heads, receiptsDigest } = view;
  return { kind: "send", frame: { type: "have", heads, version, checkpoints: [], receiptsDigest, windowBytes: config.windowBytes } };
}

type Step = PartStep<TransferState>;
/** The session is over. */
type Ended = ReturnType<typeof closeWith>;

/** Enters the open phase. */
export function openTransfer(config: SessionConfig, { peer, showMembership, mustProve }: HandshakeOutcome, view: LocalView): Step {
  const state: TransferState = {
    peer,
    mustProve,
    theirs: null,
    offeredHeads: showMembership ? view.statementHeads : [],
    outbox: EMPTY_OUTBOX,
    comparing: false,
    compareAgain: false,
    incoming: [],
    ingesting: null,
    searches: new Map(),
    partings: new Map(),
    receiptsKnown: new Map(),
    unverified: 0,
    caughtUp: false,
  };
  const effects: SessionEffect[] = [{ kind: "notify", notice: { kind: "open", peer } }];
  if (showMembership) effects.push({ kind: "send-statements", theirHeads: [] });
  if (!mustProve) effects.push(sayHave(config, view));
  return { state, effects };
}

function compare(draft: Draft): void {
  const { theirs, comparing } = draft.state;
  if (theirs === null) return;
  if (comparing) {
    draft.state = { ...draft.state, compareAgain: true };
    return;
  }
  draft.state = { ...draft.state, comparing: true, compareAgain: false };
  draft.effects.push({ kind: "compare", theirs: theirs.version, partings: draft.state.partings });
}

function onHave(draft: Draft, have: Extract<Frame, { type: "have" }>, view: LocalView): Ended | null {
  if (draft.state.mustProve) return closeWith("not-a-member");
  const isFirst = draft.state.theirs === null;
  draft.state = {
    ...draft.state,
    theirs: { version: have.version, heads: have.heads, windowBytes: have.windowBytes },
    partings: new Map(),
    searches: new Map(),
  };
  draft.effects.push({ kind: "notify", notice: { kind: "their-version", version: have.version } });
  draft.effects.push({ kind: "notify", notice: { kind: "their-heads", heads: have.heads } });
  draft.effects.push({ kind: "send-statements", theirHeads: [...have.heads, ...draft.state.offeredHeads] });
  draft.state = { ...draft.state, offeredHeads: view.statementHeads };
  if (isFirst && bytesEqual(have.receiptsDigest, view.receiptsDigest))
    draft.state = { ...draft.state, receiptsKnown: view.receiptCounters };
  else sendReceipts(draft, view);
  compare(draft);
  return null;
}

function sendReceipts(draft: Draft, view: LocalView): void {
  const known = draft.state.receiptsKnown;
  if ([...view.receiptCounters].every(([device, counter]) => (known.get(device) ?? -1) >= counter)) return;
  draft.effects.push({ kind: "send-receipts", known });
  draft.state = { ...draft.state, receiptsKnown: new Map([...known, ...view.receiptCounters]) };
}

function onCompared(draft: Draft, comparison: Comparison): void {
  draft.state = { ...draft.state, comparing: false, outbox: setCursors(draft.state.outbox, comparison.cursors) };
  for (const { path, nextSeq } of comparison.cursors)
    draft.effects.push({ kind: "notify", notice: { kind: "confirmed", path, seq: nextSeq - 1 } });
  for (const leaf of comparison.asks) beginSearch(draft, leaf);
  if (draft.state.compareAgain) compare(draft);
}

function beginSearch(draft: Draft, leaf: VersionEntry): void {
  if (draft.state.searches.has(leafKey(leaf)) || draft.state.partings.has(leafKey(leaf))) return;
  draft.effects.push({ kind: "notify", notice: { kind: "fork-found", log: leaf.log } });
  goOnSearching(draft, beginForkSearch(leaf));
}

function goOnSearching(draft: Draft, search: ForkSearch): void {
  const key = leafKey(search.leaf);
  const seqs = nextAsk(search);
  const searches = new Map(draft.state.searches);
  if (seqs.length > 0) {
    draft.state = { ...draft.state, searches: searches.set(key, search) };
    const { log, seq: leafSeq, idPrefix: leafIdPrefix } = search.leaf;
    draft.effects.push({ kind: "send", frame: { type: "ask-ids", log, leafSeq, leafIdPrefix, seqs } });
    return;
  }
  searches.delete(key);
  draft.state = { ...draft.state, searches, partings: new Map(draft.state.partings).set(key, search.common) };
  compare(draft);
}

/** Answers come in the order of the questions, and there is one question at a time for each leaf. */
function onIds(draft: Draft, frame: Extract<Frame, { type: "ids" }>): void {
  const search = [...draft.state.searches.values()].find((candidate) => candidate.leaf.log === frame.log);
  if (search !== undefined) draft.effects.push({ kind: "learn-ids", search, ids: frame.ids });
}

function onIdsLearned(draft: Draft, leaf: VersionEntry, search: ForkSearch | null): void {
  if (!draft.state.searches.has(leafKey(leaf))) return;
  if (search !== null) {
    goOnSearching(draft, search);
    return;
  }
  const searches = new Map(draft.state.searches);
  searches.delete(leafKey(leaf));
  draft.state = { ...draft.state, searches };
}

function onAnswer(draft: Draft, frame: Extract<Frame, { type: "answer" }>): Ended | null {
  const outcome = takeAnswer(draft.state.outbox, frame.log, frame.headSeq, frame.runs);
  if (outcome === null) return closeWith("unexpected");
  draft.state = { ...draft.state, outbox: outcome.outbox };
  if (outcome.confirmed !== null) draft.effects.push({ kind: "notify", notice: { kind: "confirmed", ...outcome.confirmed } });
  if (outcome.refused !== null) draft.effects.push({ kind: "notify", notice: { kind: "refused", ...outcome.refused } });
  return null;
}

const pageBytes = (page: PageFrame): number => page.records.reduce((sum, record) => sum + record.length, 0);

function onIncoming(config: SessionConfig, draft: Draft, frame: Incoming): Ended | null {
  if (draft.state.mustProve && frame.type !== "statements") return closeWith("not-a-member");
  const queued = [...draft.state.incoming, frame];
  const waiting = draft.state.ingesting === null ? queued : [draft.state.ingesting, ...queued];
  const pages = waiting.filter((item) => item.type === "page");
  const bytes = pages.reduce((sum, page) => sum + pageBytes(page), 0);
  if (pages.length > 1 && bytes > config.windowBytes) return closeWith("window");
  if (queued.length > MAX_INCOMING_FRAMES) return closeWith("rate");
  draft.state = { ...draft.state, incoming: queued };
  return null;
}

function ingestNext(draft: Draft): void {
  const [next, ...incoming] = draft.state.incoming;
  if (draft.state.ingesting !== null || next === undefined) return;
  draft.state = { ...draft.state, incoming, ingesting: next };
  if (next.type === "page") draft.effects.push({ kind: "ingest-page", page: next });
  else if (next.type === "statements") draft.effects.push({ kind: "ingest-statements", statements: next.statements });
  else draft.effects.push({ kind: "ingest-receipts", receipts: next.receipts });
}

function charge(draft: Draft, count: number): Ended | null {
  if (count === 0) return null;
  draft.state = { ...draft.state, unverified: draft.state.unverified + count };
  draft.effects.push({ kind: "notify", notice: { kind: "unverified", count } });
  return draft.state.unverified >= MAX_UNVERIFIED ? closeWith("unverified") : null;
}

function onPageIngested(config: SessionConfig, draft: Draft, page: IngestedPage, view: LocalView): Ended | null {
  const frame = draft.state.ingesting;
  if (frame?.type !== "page") return null;
  draft.state = { ...draft.state, ingesting: null };
  const { headSeq, headIdPrefix, runs } = page;
  draft.effects.push({ kind: "send", frame: { type: "answer", log: frame.log, headSeq, headIdPrefix, runs } });
  const heldCount = runs.filter((run) => run.code !== "gap" && run.code !== "refused").reduce((sum, run) => sum + run.count, 0);
  draft.effects.push({ kind: "notify", notice: { kind: "moved", direction: "received", records: heldCount } });
  if (page.path !== null && heldCount > 0) {
    const seq = frame.firstSeq + heldCount - 1;
    draft.state = { ...draft.state, outbox: noteHeld(draft.state.outbox, page.path, seq) };
    // Who sends a record has it.
    draft.effects.push({ kind: "notify", notice: { kind: "confirmed", path: page.path, seq } });
  }
  if (runs.some((run) => run.code === "fork")) {
    draft.effects.push({ kind: "notify", notice: { kind: "fork-found", log: frame.log } }, sayHave(config, view));
    compare(draft);
  }
  const refused = runs.reduce((sum, run) => sum + (run.code === "refused" && run.reason === "unverified" ? run.count : 0), 0);
  return charge(draft, refused);
}

function onStatementsIngested(config: SessionConfig, draft: Draft, invalid: number, view: LocalView): Ended | null {
  draft.state = { ...draft.state, ingesting: null };
  if (draft.state.mustProve && draft.state.peer.kind === "device" && config.isMember(draft.state.peer.id)) {
    draft.state = { ...draft.state, mustProve: false };
    draft.effects.push(sayHave(config, view));
  } else if (!draft.state.mustProve) {
    draft.effects.push({ kind: "send", frame: { type: "heads", heads: view.statementHeads } });
  }
  return charge(draft, invalid);
}

function onChanged(draft: Draft, view: LocalView): void {
  const { theirs, offeredHeads } = draft.state;
  if (theirs === null || draft.state.mustProve) return;
  if (view.statementHeads.some((head) => !offeredHeads.includes(head) && !theirs.heads.includes(head))) {
    draft.effects.push({ kind: "send-statements", theirHeads: [...theirs.heads, ...offeredHeads] });
    draft.state = { ...draft.state, offeredHeads: view.statementHeads };
  }
  sendReceipts(draft, view);
}

function onFrame(config: SessionConfig, draft: Draft, frame: Frame, view: LocalView): Ended | null {
  switch (frame.type) {
    case "have":
      return onHave(draft, frame, view);
    case "statements":
    case "receipts":
    case "page":
      return onIncoming(config, draft, frame);
    case "heads":
      if (draft.state.theirs !== null) draft.state = { ...draft.state, theirs: { ...draft.state.theirs, heads: frame.heads } };
      draft.effects.push({ kind: "notify", notice: { kind: "their-heads", heads: frame.heads } });
      return null;
    case "answer":
      return onAnswer(draft, frame);
    case "ask-ids":
      if (draft.state.mustProve) return closeWith("not-a-member");
      draft.effects.push({
        kind: "send-ids",
        log: frame.log,
        leaf: { log: frame.log, seq: frame.leafSeq, idPrefix: frame.leafIdPrefix },
        seqs: frame.seqs,
      });
      return null;
    case "ids":
      onIds(draft, frame);
      return null;
    case "ping":
      draft.effects.push({ kind: "send", frame: { type: "pong", nonce: frame.nonce } });
      return null;
    case "pong":
      return null;
    case "meet-data":
      draft.effects.push({ kind: "notify", notice: { kind: "meet-data", room: frame.room, message: frame.message } });
      return null;
    case "meet-close":
      draft.effects.push({ kind: "notify", notice: { kind: "meet-closed", room: frame.room, reason: frame.reason } });
      return null;
    default:
      return closeWith("unexpected");
  }
}

function onResult(config: SessionConfig, draft: Draft, event: SessionEvent, view: LocalView): Ended | null {
  switch (event.kind) {
    case "frame":
      return onFrame(config, draft, event.frame, view);
    case "compared":
      onCompared(draft, event.comparison);
      return null;
    case "records-read":
      onRecordsRead(draft, event);
      return null;
    case "page-ingested":
      return onPageIngested(config, draft, event.page, view);
    case "statements-ingested":
      return onStatementsIngested(config, draft, event.invalid, view);
    case "receipts-ingested":
      draft.state = { ...draft.state, ingesting: null, receiptsKnown: new Map([...draft.state.receiptsKnown, ...event.known]) };
      return charge(draft, event.invalid);
    case "ids-learned":
      onIdsLearned(draft, event.leaf, event.search);
      return null;
    case "ids-read":
      draft.effects.push({ kind: "send", frame: { type: "ids", log: event.log, ids: event.ids } });
      return null;
    case "changed":
      onChanged(draft, view);
      return null;
    case "sync-now":
      if (draft.state.mustProve) return null;
      draft.state = { ...draft.state, outbox: unblock(draft.state.outbox) };
      draft.effects.push(sayHave(config, view));
      return null;
    case "meet":
      draft.effects.push({ kind: "send", frame: event.frame });
      return null;
    case "ping-due":
      draft.effects.push({ kind: "send", frame: { type: "ping", nonce: event.nonce } });
      return null;
    default:
      return null;
  }
}

function onRecordsRead(draft: Draft, event: Extract<SessionEvent, { kind: "records-read" }>): void {
  const { path, firstSeq, previousIdPrefix, records } = event;
  if (records.length === 0) {
    draft.state = { ...draft.state, outbox: noteUnreadable(draft.state.outbox, path) };
    return;
  }
  const bytes = records.reduce((sum, record) => sum + record.length, 0);
  draft.effects.push({ kind: "send", frame: { type: "page", log: path.log, firstSeq, previousIdPrefix, records } });
  draft.effects.push({ kind: "notify", notice: { kind: "moved", direction: "sent", records: records.length } });
  draft.state = { ...draft.state, outbox: notePageSent(draft.state.outbox, { path, firstSeq, count: records.length, bytes }) };
}

/** Sends and stores what can be sent and stored now, and says when there is nothing left to do. */
function pump(draft: Draft, view: LocalView): void {
  ingestNext(draft);
  const { theirs, comparing, outbox } = draft.state;
  if (theirs === null || comparing) return;
  const read = nextRead(outbox, view.heads, theirs.windowBytes);
  if (read !== null) {
    draft.state = { ...draft.state, outbox: { ...outbox, reading: true } };
    draft.effects.push({ kind: "read-records", ...read });
  }
  const caughtUp = draft.state.ingesting === null && isAllConfirmed(draft.state.outbox, view.heads);
  if (caughtUp === draft.state.caughtUp) return;
  draft.state = { ...draft.state, caughtUp };
  draft.effects.push({ kind: "notify", notice: { kind: caughtUp ? "caught-up" : "moving" } });
}

export function stepTransfer(config: SessionConfig, state: TransferState, event: SessionEvent, view: LocalView): Step {
  const draft: Draft = { state, effects: [] };
  const ended = onResult(config, draft, event, view);
  if (ended !== null) return { state: ended.state, effects: [...draft.effects, ...ended.effects] };
  pump(draft, view);
  return draft;
}
