// The open part of a session (PROTOCOL.md "What is missing"): both sides say what they have, send what the other lacks, answer what they stored,
// and stay on for what comes live. What comes in is inbox.ts, what goes out is counted in outbox.ts.

import { bytesEqual } from "../base/bytes.ts";
import { beginForkSearch, nextAsk, type ForkSearch } from "../wire/fork-search.ts";
import type { DeviceId } from "../base/ids.ts";
import type { Frame, VersionEntry } from "../wire/frames.ts";
import { idPrefixOf } from "../wire/log-tree.ts";
import { beginFetching, isFetchQuiet, onAsk, onFetchAnswer, onFetchResult, onListed, onProbeAnswer, pumpFetching } from "./fetching.ts";
import { broughtReceipts, heldBack, noteTheirReceipt, theirCounter } from "./forwarding.ts";
import { ingestNext, onIncoming, onPageIngested, onReceiptsIngested, onStatementsIngested } from "./inbox.ts";
import {
  beginHolding,
  EMPTY_OUTBOX,
  isAllConfirmed,
  isAwaited,
  nextRead,
  notePageSent,
  noteUnreadable,
  setCursors,
  takeAnswer,
  toldBefore,
  unblock,
} from "./outbox.ts";
import {
  closeWith,
  leafKey,
  type Comparison,
  type HandshakeOutcome,
  type LocalView,
  type PartStep,
  type SessionConfig,
  type SessionEvent,
} from "./session-step.ts";
import { compare, sayHave, toldHeads, type Draft, type Ended, type HaveFrame, type TransferState } from "./transfer-state.ts";

type Step = PartStep<TransferState>;

/** Enters the open phase. */
export function openTransfer(config: SessionConfig, { peer, showMembership, mustProve }: HandshakeOutcome, view: LocalView): Step {
  // The acceptor lists its checkpoints first, so that ours can say what is being taken of them.
  const waits = config.role === "initiator" && !showMembership;
  const state: TransferState = {
    peer,
    withheld: new Set(),
    awaitsCheckpoint: false,
    leftToOthers: new Set(),
    mustProve,
    earlyHave: null,
    theirs: null,
    toldCheckpoints: null,
    toldBases: "",
    offeredHeads: showMembership ? view.statementHeads : [],
    outbox: EMPTY_OUTBOX,
    comparing: false,
    compareAgain: false,
    incoming: [],
    ingesting: null,
    joined: [],
    searches: new Map(),
    partings: new Map(),
    receiptsKnown: new Map(),
    receiptAtHave: theirCounter(peer, view),
    unverified: 0,
    caughtUp: false,
    fetching: beginFetching(waits),
  };
  // Whoever has still to show that it is a member is nobody yet: it is not told of, and whoever waits for it goes on to hurry it.
  const draft: Draft = { state, effects: mustProve ? [] : [{ kind: "notify", notice: { kind: "open", peer } }] };
  if (showMembership) draft.effects.push({ kind: "send-statements", theirHeads: [] });
  if (!mustProve && !waits) sayHave(config, draft, view);
  return draft;
}

/** What it has is heard once the statements that came before it are stored: they may make it a member. */
function onEarlyHave(config: SessionConfig, draft: Draft, have: HaveFrame, view: LocalView): Ended | null {
  if (draft.state.ingesting === null) return turnAway(config, draft, have, view);
  draft.state = { ...draft.state, earlyHave: have };
  return null;
}

/**
 * One that was removed may not know it: that is told by the statements that say so, and by nothing else. By the heads it knows that what it has stated itself is
 * here, as its own removal when it left.
 */
function turnAway(config: SessionConfig, draft: Draft, { heads }: HaveFrame, view: LocalView): Ended {
  const { peer } = draft.state;
  if (peer.kind === "device" && config.wasRemoved?.(peer.id) === true) {
    draft.effects.push({ kind: "send-statements", theirHeads: heads }, { kind: "send", frame: { type: "heads", heads: toldHeads(view) } });
  }
  return closeWith("not-a-member");
}

/** After what says so has been sent. Who is a member no more itself says so and waits: the other side ends it, once that is stored there. */
function endOfMembership(config: SessionConfig, draft: Draft, view: LocalView): Ended | null {
  const { peer, mustProve } = draft.state;
  if (peer.kind !== "device" || mustProve || config.isMember(peer.id)) return null;
  draft.effects.push({ kind: "send", frame: { type: "heads", heads: toldHeads(view) } });
  return closeWith("not-a-member");
}

function onStatementsStored(config: SessionConfig, draft: Draft, invalid: number, view: LocalView): Ended | null {
  const ended = onStatementsIngested(config, draft, invalid, view);
  const { earlyHave, mustProve, incoming } = draft.state;
  if (ended !== null || earlyHave === null) return ended;
  if (mustProve) return incoming.length === 0 ? turnAway(config, draft, earlyHave, view) : null;
  draft.state = { ...draft.state, earlyHave: null };
  onHave(config, draft, earlyHave, view);
  return null;
}

function onHave(config: SessionConfig, draft: Draft, have: HaveFrame, view: LocalView): void {
  const isFirst = draft.state.theirs === null;
  // Asked for anew: what was offered since the first time and is not among what they have was lost.
  const offered = isFirst ? draft.state.offeredHeads : [];
  if (!isFirst && config.role === "acceptor") sayHave(config, draft, view);
  draft.state = {
    ...draft.state,
    theirs: { version: have.version, checkpoints: have.checkpoints, heads: have.heads, windowBytes: have.windowBytes },
    outbox: beginHolding(draft.state.outbox),
    receiptAtHave: theirCounter(draft.state.peer, view),
    partings: new Map(),
    searches: new Map(),
  };
  draft.effects.push({ kind: "notify", notice: { kind: "their-version", version: have.version } });
  draft.effects.push({ kind: "notify", notice: { kind: "their-heads", heads: have.heads } });
  draft.effects.push({ kind: "send-statements", theirHeads: [...have.heads, ...offered] });
  const isEqual = bytesEqual(have.receiptsDigest, view.receiptsDigest);
  draft.state = { ...draft.state, offeredHeads: view.statementHeads, receiptsKnown: isEqual ? view.receiptCounters : new Map() };
  sendReceipts(draft, view);
  onListed(draft, have.checkpoints);
  compare(draft);
}

/** `others`: counters of receipts that others bring. */
function sendReceipts(draft: Draft, view: LocalView, others: ReadonlyMap<DeviceId, number> = new Map()): void {
  const known = new Map([...draft.state.receiptsKnown, ...others]);
  const news = [...view.receiptCounters].filter(([device, counter]) => (known.get(device) ?? -1) < counter);
  if (news.length === 0) return;
  draft.effects.push({ kind: "send-receipts", known });
  draft.state = { ...draft.state, receiptsKnown: new Map([...draft.state.receiptsKnown, ...news]) };
}

function onCompared(draft: Draft, comparison: Comparison): void {
  const { asks, needsBase = [], beginnings = [], awaitsCheckpoint = [] } = comparison;
  // A relay without a key may begin a log with what a device has; a device waits for what is before.
  const begun = new Map((draft.state.peer.kind === "relay" ? beginnings : []).map((cursor) => [cursor.path.log, cursor]));
  const cursors = [...comparison.cursors, ...begun.values()];
  const lacking = new Set([...needsBase, ...awaitsCheckpoint]);
  const withheld = new Set([...lacking].filter((log) => !begun.has(log)));
  draft.state = {
    ...draft.state,
    comparing: false,
    outbox: setCursors(draft.state.outbox, cursors),
    withheld,
    awaitsCheckpoint: awaitsCheckpoint.length > 0,
  };
  // What they hold of a log they have parted from is known only after the search; of one that is withheld, less than we do.
  const unknown = new Set([...asks.map((leaf) => leaf.log), ...lacking]);
  for (const { path, nextSeq } of cursors)
    if (!unknown.has(path.log)) draft.effects.push({ kind: "notify", notice: { kind: "confirmed", path, seq: nextSeq - 1 } });
  for (const leaf of comparison.asks) beginSearch(draft, leaf);
  if (draft.state.compareAgain) compare(draft);
}

/** One at a time for each log, so that an answer belongs to the one question; the comparison after it asks for the next. */
function beginSearch(draft: Draft, leaf: VersionEntry): void {
  const isSearching = [...draft.state.searches.values()].some((search) => search.leaf.log === leaf.log);
  if (isSearching || draft.state.partings.has(leafKey(leaf))) return;
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
  if (outcome.covered !== null) draft.effects.push({ kind: "notify", notice: { kind: "covered", ...outcome.covered } });
  if (outcome.refused !== null) draft.effects.push({ kind: "notify", notice: { kind: "refused", ...outcome.refused } });
  return null;
}

function onChanged(config: SessionConfig, draft: Draft, view: LocalView): void {
  const { theirs, offeredHeads } = draft.state;
  if (theirs === null || draft.state.mustProve) return;
  if (view.statementHeads.some((head) => !offeredHeads.includes(head) && !theirs.heads.includes(head))) {
    draft.effects.push({ kind: "send-statements", theirHeads: [...theirs.heads, ...offeredHeads] });
    draft.state = { ...draft.state, offeredHeads: view.statementHeads };
  }
  sendReceipts(draft, view, broughtReceipts(config, view));
}

function onFrame(config: SessionConfig, draft: Draft, frame: Frame, view: LocalView): Ended | null {
  switch (frame.type) {
    case "have":
      if (draft.state.mustProve) return onEarlyHave(config, draft, frame, view);
      onHave(config, draft, frame, view);
      return null;
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
      if (!onProbeAnswer(draft, frame)) onIds(draft, frame);
      return null;
    case "ask-checkpoint":
    case "ask-pack":
      return onAsk(draft, frame);
    case "checkpoint":
    case "pack":
      return onFetchAnswer(config, draft, frame);
    case "ping":
      draft.effects.push({ kind: "send", frame: { type: "pong", nonce: frame.nonce } });
      return null;
    case "pong":
    case "reminders":
      return null;
    case "meet-data":
      draft.effects.push({ kind: "notify", notice: { kind: "meet-data", room: frame.room, message: frame.message } });
      return null;
    case "meet-close":
      draft.effects.push({ kind: "notify", notice: { kind: "meet-closed", room: frame.room, reason: frame.reason } });
      return null;
    case "signal":
    case "neighbours":
    case "open-items":
    case "presence":
    case "ice-servers":
    case "answers-at":
      if (!draft.state.mustProve) draft.effects.push({ kind: "notify", notice: { kind: "direct", frame } });
      return null;
    default:
      return onWaking(draft, frame);
  }
}

function onWaking(draft: Draft, frame: Frame): Ended | null {
  if (frame.type !== "push-key" && frame.type !== "reminders-kept") return closeWith("unexpected");
  draft.effects.push({ kind: "notify", notice: { kind: "waking", frame } });
  return null;
}

function onResult(config: SessionConfig, draft: Draft, event: SessionEvent, view: LocalView): Ended | null {
  switch (event.kind) {
    case "frame":
      return onFrame(config, draft, event.frame, view);
    case "compared":
      onCompared(draft, event.comparison);
      return null;
    case "records-read":
      onRecordsRead(draft, event, view);
      return null;
    case "page-ingested":
      return onPageIngested(config, draft, event.page, view);
    case "statements-ingested":
      return onStatementsStored(config, draft, event.invalid, view);
    case "receipts-ingested":
      return onReceiptsIngested(draft, event);
    case "ids-learned":
      onIdsLearned(draft, event.leaf, event.search);
      return null;
    case "ids-read":
      draft.effects.push({ kind: "send", frame: { type: "ids", log: event.log, ids: event.ids } });
      return null;
    case "changed":
      onChanged(config, draft, view);
      return endOfMembership(config, draft, view);
    case "sync-now":
      if (draft.state.mustProve) return null;
      draft.state = { ...draft.state, outbox: unblock(draft.state.outbox) };
      if (!draft.state.fetching.owesHave) sayHave(config, draft, view);
      return null;
    case "say":
      if (!draft.state.mustProve) draft.effects.push({ kind: "send", frame: event.frame });
      return null;
    case "ping-due":
      draft.effects.push({ kind: "send", frame: { type: "ping", nonce: event.nonce } });
      return null;
    default:
      onFetchResult(config, draft, event, view);
      return null;
  }
}

function onRecordsRead(draft: Draft, event: Extract<SessionEvent, { kind: "records-read" }>, view: LocalView): void {
  const { path, firstSeq, previousId, records } = event;
  if (!isAwaited(draft.state.outbox, view.heads, path, firstSeq)) {
    draft.state = { ...draft.state, outbox: { ...draft.state.outbox, reading: false } };
    return;
  }
  if (records.length === 0) {
    draft.state = { ...draft.state, outbox: noteUnreadable(draft.state.outbox, path) };
    return;
  }
  const bytes = records.reduce((sum, record) => sum + record.length, 0);
  const told = toldBefore(draft.state.outbox, path, previousId);
  const page: Frame = { type: "page", log: path.log, firstSeq, previousIdPrefix: idPrefixOf(previousId), records, ...told };
  draft.effects.push({ kind: "send", frame: page });
  draft.effects.push({ kind: "notify", notice: { kind: "moved", direction: "sent", records: records.length } });
  draft.state = { ...draft.state, outbox: notePageSent(draft.state.outbox, { path, firstSeq, count: records.length, bytes }) };
}

/** Sends and stores what can be sent and stored now, and says when there is nothing left to do. */
function pump(config: SessionConfig, draft: Draft, view: LocalView): void {
  ingestNext(draft);
  pumpFetching(config, draft, view);
  noteTheirReceipt(config, draft, view);
  const { theirs, comparing, outbox, ingesting, withheld, fetching } = draft.state;
  if (theirs === null || comparing || fetching.owesHave) return;
  const sendable = view.heads.filter((head) => !withheld.has(head.log));
  // What is being stored shows in the view before it is known to have come from the other side: it must not be sent back.
  const arriving = ingesting?.type === "page" ? ingesting.log : null;
  const held = heldBack(
    config,
    draft,
    sendable.filter((head) => head.log !== arriving),
  );
  if (held.size + draft.state.leftToOthers.size > 0) draft.state = { ...draft.state, leftToOthers: held };
  const open = sendable.filter((head) => !held.has(head.log));
  const read = nextRead(
    outbox,
    open.filter((head) => head.log !== arriving),
    theirs.windowBytes,
  );
  if (read !== null) {
    draft.state = { ...draft.state, outbox: { ...outbox, reading: true } };
    draft.effects.push({ kind: "read-records", ...read });
  }
  tellProgress(draft, isQuiet(draft.state) && isAllConfirmed(draft.state.outbox, open));
}

/** Nothing is being stored, searched, fetched or waited for. */
const isQuiet = ({ ingesting, searches, fetching, awaitsCheckpoint }: TransferState): boolean =>
  ingesting === null && searches.size === 0 && isFetchQuiet(fetching) && !awaitsCheckpoint;

function tellProgress(draft: Draft, caughtUp: boolean): void {
  if (caughtUp === draft.state.caughtUp) return;
  draft.state = { ...draft.state, caughtUp };
  draft.effects.push({ kind: "notify", notice: { kind: caughtUp ? "caught-up" : "moving" } });
}

export function stepTransfer(config: SessionConfig, state: TransferState, event: SessionEvent, view: LocalView): Step {
  const draft: Draft = { state, effects: [] };
  const ended = onResult(config, draft, event, view);
  if (ended !== null) return { state: ended.state, effects: [...draft.effects, ...ended.effects] };
  pump(config, draft, view);
  return draft;
}
