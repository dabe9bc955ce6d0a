// What the other side sends to be stored: statements, pages and receipts, taken one at a time in the order of the link, so that a record's author is
// known before the record is judged. Each is answered after its commit. What does not verify is charged; too much of it ends the session.

import type { AnswerRun } from "../wire/frames.ts";
import { noteHeld } from "./outbox.ts";
import { joinPages, joinedWith, settledOf } from "./joined-pages.ts";
import { closeWith, type IngestedPage, type LocalView, type PageFrame, type SessionConfig, type SessionEvent } from "./session-step.ts";
import { compare, sayHave, toldHeads, type Draft, type Ended, type Incoming } from "./transfer-state.ts";

/** Records and statements that do not verify before the link is given up. */
const MAX_UNVERIFIED = 16;
/** Frames that wait to be stored, besides what the window bounds. */
const MAX_INCOMING_FRAMES = 1_024;
/** Of statements and receipts: a frame may have half a megabyte, and a side that need not be a member yet may send them. */
const MAX_INCOMING_BYTES = 16 * 1024 ** 2;

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

function bytesOf(frame: Incoming): number {
  if (frame.type === "page") return sizeOf(frame.records);
  return sizeOf(frame.type === "statements" ? frame.statements : frame.receipts);
}

const sumOfBytes = (frames: readonly Incoming[]): number => frames.reduce((sum, frame) => sum + bytesOf(frame), 0);

export function onIncoming(config: SessionConfig, draft: Draft, frame: Incoming): Ended | null {
  if (draft.state.mustProve && frame.type !== "statements") return closeWith("not-a-member");
  const queued = [...draft.state.incoming, frame];
  const waiting = draft.state.ingesting === null ? queued : [draft.state.ingesting, ...queued];
  const pages = waiting.filter((item) => item.type === "page");
  const pageBytes = sumOfBytes(pages);
  if (pages.length > 1 && pageBytes > config.windowBytes) return closeWith("window");
  if (queued.length > MAX_INCOMING_FRAMES || sumOfBytes(waiting) - pageBytes > MAX_INCOMING_BYTES) return closeWith("rate");
  draft.state = { ...draft.state, incoming: queued };
  if (frame.type === "page" && waiting.length > 1) draft.effects.push({ kind: "expect-page", page: frame });
  return null;
}

export function ingestNext(draft: Draft): void {
  const [next, ...incoming] = draft.state.incoming;
  if (draft.state.ingesting !== null || next === undefined) return;
  if (next.type === "page") {
    ingestPages(draft, joinedWith(next, incoming));
    return;
  }
  draft.state = { ...draft.state, incoming, ingesting: next };
  if (next.type === "statements") draft.effects.push({ kind: "ingest-statements", statements: next.statements });
  else draft.effects.push({ kind: "ingest-receipts", receipts: next.receipts });
}

function ingestPages(draft: Draft, joined: readonly [PageFrame, ...PageFrame[]]): void {
  const page = joinPages(joined);
  draft.state = { ...draft.state, incoming: draft.state.incoming.slice(joined.length), ingesting: page, joined };
  draft.effects.push({ kind: "ingest-page", page });
}

function charge(draft: Draft, count: number): Ended | null {
  if (count === 0) return null;
  draft.state = { ...draft.state, unverified: draft.state.unverified + count };
  draft.effects.push({ kind: "notify", notice: { kind: "unverified", count } });
  return draft.state.unverified >= MAX_UNVERIFIED ? closeWith("unverified") : null;
}

/** How many records of a page are here now, and the last of them. What is covered is not known to be here. */
function heldOf(firstSeq: number, runs: readonly AnswerRun[]): { readonly count: number; readonly seq: number } {
  let [next, count, seq] = [firstSeq, 0, 0];
  for (const run of runs) {
    next += run.count;
    if (run.code === "gap" || run.code === "refused" || run.code === "covered") continue;
    count += run.count;
    seq = next - 1;
  }
  return { count, seq };
}

export function onPageIngested(config: SessionConfig, draft: Draft, page: IngestedPage, view: LocalView): Ended | null {
  const frame = draft.state.ingesting;
  if (frame?.type !== "page") return null;
  const { answers, left } = settledOf(draft.state.joined, page.runs);
  draft.state = { ...draft.state, ingesting: null, joined: [], incoming: [...left, ...draft.state.incoming] };
  const { headSeq, headIdPrefix } = page;
  for (const runs of answers) draft.effects.push({ kind: "send", frame: { type: "answer", log: frame.log, headSeq, headIdPrefix, runs } });
  const runs = answers.flat();
  const held = heldOf(frame.firstSeq, runs);
  draft.effects.push({ kind: "notify", notice: { kind: "moved", direction: "received", records: held.count } });
  if (page.path !== null && held.count > 0) {
    const { seq } = held;
    draft.state = { ...draft.state, outbox: noteHeld(draft.state.outbox, page.path, seq) };
    // Who sends a record has it.
    draft.effects.push({ kind: "notify", notice: { kind: "confirmed", path: page.path, seq } });
  }
  if (runs.some((run) => run.code === "fork")) {
    draft.effects.push({ kind: "notify", notice: { kind: "fork-found", log: frame.log } });
    sayHave(config, draft, view);
    compare(draft);
  }
  const refused = runs.reduce((sum, run) => sum + (run.code === "refused" && run.reason === "unverified" ? run.count : 0), 0);
  return charge(draft, refused);
}

export function onStatementsIngested(config: SessionConfig, draft: Draft, invalid: number, view: LocalView): Ended | null {
  draft.state = { ...draft.state, ingesting: null };
  if (draft.state.mustProve && draft.state.peer.kind === "device" && config.isMember(draft.state.peer.id)) {
    draft.state = { ...draft.state, mustProve: false };
    draft.effects.push({ kind: "notify", notice: { kind: "open", peer: draft.state.peer } });
    sayHave(config, draft, view);
  } else if (!draft.state.mustProve) {
    draft.effects.push({ kind: "send", frame: { type: "heads", heads: toldHeads(view) } });
  }
  return charge(draft, invalid);
}

export function onReceiptsIngested(draft: Draft, event: Extract<SessionEvent, { kind: "receipts-ingested" }>): Ended | null {
  draft.state = { ...draft.state, ingesting: null, receiptsKnown: new Map([...draft.state.receiptsKnown, ...event.known]) };
  return charge(draft, event.invalid);
}
