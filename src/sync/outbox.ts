// What a session still has to send: one cursor per path of our logs, and the pages on their way that the other side has not answered yet.
// Pure bookkeeping (PROTOCOL.md "What is missing"): pages are answered in order, unanswered bytes stay within the other's window. What lies below a base
// of ours cannot be sent and is never skipped; what lies below a base of theirs is settled without being confirmed.

import type { RecordId } from "../base/ids.ts";
import type { LogPath, PathHead } from "../ports/store.ts";
import type { AnswerRun, CheckpointId, RefusalReason } from "../wire/frames.ts";
import { MAX_PAGE_BYTES, MAX_RECORD_BYTES } from "../wire/limits.ts";
import { firstStoredSeq } from "../wire/log-tree.ts";
import type { PageFrame, PathCursor, Unsent } from "./session-step.ts";

type Cursor = {
  readonly path: LogPath;
  /** Next to read and send. */
  readonly nextSeq: number;
  /** Durable at the other side up to here. */
  readonly confirmedSeq: number;
  /** `gap` answers since the last progress; too many block the path for this session. */
  readonly gaps: number;
  readonly blocked: boolean;
  /** The last of what was answered lies below a base of theirs: whether more attaches there is not known. */
  readonly covered?: boolean;
  /** They hold another record where this path goes on. */
  readonly parts?: boolean;
  /** They may begin the log where this path goes on. */
  readonly begins?: boolean;
};

type PageInFlight = { readonly path: LogPath; readonly firstSeq: number; readonly count: number; readonly bytes: number };

export type Outbox = {
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly inFlight: readonly PageInFlight[];
  readonly reading: boolean;
  /** Up to which seq they have shown to hold our paths since they last said what they have. */
  readonly heldSince: ReadonlyMap<string, number>;
};

const MAX_GAPS = 8;
/** A page is that large, or a single record. */
const LARGEST_PAGE_BYTES = Math.max(MAX_PAGE_BYTES, MAX_RECORD_BYTES);

export const EMPTY_OUTBOX: Outbox = { cursors: new Map(), inFlight: [], reading: false, heldSince: new Map() };

const keyOf = (path: LogPath): string => `${path.log}/${path.branch}`;

const withCursor = (outbox: Outbox, cursor: Cursor): Outbox => ({
  ...outbox,
  cursors: new Map(outbox.cursors).set(keyOf(cursor.path), cursor),
});

/** They say anew what they have: a comparison with that counts from now on, and what they show after it. */
export const beginHolding = (outbox: Outbox): Outbox => ({ ...outbox, heldSince: new Map() });

function withHeld(outbox: Outbox, path: LogPath, seq: number): Outbox {
  const held = Math.max(seq, outbox.heldSince.get(keyOf(path)) ?? 0);
  return { ...outbox, heldSince: new Map(outbox.heldSince).set(keyOf(path), held) };
}

/** Takes over a comparison; what they have shown to hold meanwhile counts too, and pages on their way count as sent. */
export function setCursors(outbox: Outbox, compared: readonly PathCursor[]): Outbox {
  // A path that is newer than the comparison.
  const cursors = new Map([...outbox.cursors].filter(([key]) => outbox.heldSince.has(key)));
  for (const { path, nextSeq, parts = false, begins = false } of compared) {
    const sent = outbox.inFlight.filter((page) => keyOf(page.path) === keyOf(path)).map((page) => page.firstSeq + page.count);
    const heldNext = Math.max(nextSeq, (outbox.heldSince.get(keyOf(path)) ?? 0) + 1);
    const goingOn = { path, nextSeq: Math.max(heldNext, ...sent), confirmedSeq: heldNext - 1, gaps: 0, blocked: false };
    cursors.set(keyOf(path), { ...goingOn, parts, begins });
  }
  return { ...outbox, cursors };
}

/** The other side has shown that it holds `path` up to `seq` by sending it. What could not be read here may be readable with it. */
export function noteHeld(outbox: Outbox, path: LogPath, seq: number): Outbox {
  const cursor = outbox.cursors.get(keyOf(path));
  const nextSeq = Math.max(cursor?.nextSeq ?? 0, seq + 1);
  const confirmedSeq = Math.max(cursor?.confirmedSeq ?? 0, seq);
  return withCursor(withHeld(outbox, path, seq), { path, nextSeq, confirmedSeq, gaps: 0, blocked: false });
}

function cursorOf(outbox: Outbox, head: PathHead): Cursor {
  const path = { log: head.log, branch: head.branch };
  return outbox.cursors.get(keyOf(path)) ?? { path, nextSeq: head.firstSeq, confirmedSeq: head.firstSeq - 1, gaps: 0, blocked: false };
}

const isUnsent = (outbox: Outbox, head: PathHead): boolean => {
  const cursor = cursorOf(outbox, head);
  const isBelowBase = head.base !== undefined && cursor.nextSeq < firstStoredSeq(head);
  return !cursor.blocked && cursor.nextSeq <= head.seq && !isBelowBase;
};

/** The paths of which something is left to send, and where. */
export const unsentIn = (outbox: Outbox, heads: readonly PathHead[]): readonly Unsent[] =>
  heads
    .filter((head) => isUnsent(outbox, head))
    .map((head) => ({ head, nextSeq: Math.max(cursorOf(outbox, head).nextSeq, head.firstSeq) }));

/** A device's earlier logs first: of one that has gone on in many the later ones are known by those before them. Trunks come before their branches. */
const compareBySending = (a: PathHead, b: PathHead): number => a.generation - b.generation || a.firstSeq - b.firstSeq;

/** What to read next, or null: everything is sent, a read is under way, or the window is full. */
export function nextRead(outbox: Outbox, heads: readonly PathHead[], windowBytes: number): { path: LogPath; fromSeq: number } | null {
  if (outbox.reading) return null;
  const inFlightBytes = outbox.inFlight.reduce((sum, page) => sum + page.bytes, 0);
  if (outbox.inFlight.length > 0 && inFlightBytes + LARGEST_PAGE_BYTES > windowBytes) return null;
  const unsent = heads.filter((head) => isUnsent(outbox, head)).toSorted(compareBySending);
  const head = unsent[0];
  if (head === undefined) return null;
  const cursor = cursorOf(outbox, head);
  return { path: cursor.path, fromSeq: Math.max(cursor.nextSeq, head.firstSeq) };
}

/** Whether what was read is still what comes next on its path: an answer or a comparison may have come in between. */
export function isAwaited(outbox: Outbox, heads: readonly PathHead[], path: LogPath, firstSeq: number): boolean {
  const head = heads.find((candidate) => keyOf(candidate) === keyOf(path));
  const cursor = head === undefined ? null : cursorOf(outbox, head);
  return head !== undefined && cursor !== null && !cursor.blocked && Math.max(cursor.nextSeq, head.firstSeq) === firstSeq;
}

/** What a page of this path says of the record before it, beside the first bytes of its id. */
export function toldBefore(outbox: Outbox, path: LogPath, previousId: RecordId | null): Pick<PageFrame, "previousId" | "begins"> {
  const cursor = outbox.cursors.get(keyOf(path));
  if (cursor?.begins === true && previousId !== null) return { previousId, begins: true };
  return cursor?.parts === true ? { previousId } : {};
}

export const isAllConfirmed = (outbox: Outbox, heads: readonly PathHead[]): boolean =>
  !outbox.reading && outbox.inFlight.length === 0 && !heads.some((head) => isUnsent(outbox, head));

/** Records of `heads` that they have not answered for; what is below a base of ours, or waits to be tried again, is none of them. */
export function countUnconfirmed(outbox: Outbox, heads: readonly PathHead[]): number {
  return heads.reduce((sum, head) => {
    const { blocked, confirmedSeq } = cursorOf(outbox, head);
    const reached = Math.max(confirmedSeq, firstStoredSeq(head) - 1);
    return blocked ? sum : sum + Math.max(0, head.seq - reached);
  }, 0);
}

export function notePageSent(outbox: Outbox, page: PageInFlight): Outbox {
  const cursor = outbox.cursors.get(keyOf(page.path)) ?? { confirmedSeq: page.firstSeq - 1, gaps: 0 };
  const moved = withCursor(outbox, { ...cursor, path: page.path, nextSeq: page.firstSeq + page.count, blocked: false });
  return { ...moved, inFlight: [...outbox.inFlight, page], reading: false };
}

/** A read that found nothing (the records are damaged here): the path waits until the next comparison. */
export function noteUnreadable(outbox: Outbox, path: LogPath): Outbox {
  const cursor = outbox.cursors.get(keyOf(path));
  const blocked = { path, nextSeq: cursor?.nextSeq ?? 1, confirmedSeq: cursor?.confirmedSeq ?? 0, gaps: 0, blocked: true };
  return { ...withCursor(outbox, blocked), reading: false };
}

/** Tries the paths again that were refused or had too many gaps, from what the other side has confirmed. */
export function unblock(outbox: Outbox): Outbox {
  const cursors = [...outbox.cursors].map(([key, cursor]): [string, Cursor] => {
    return [key, cursor.blocked ? { ...cursor, nextSeq: cursor.confirmedSeq + 1, gaps: 0, blocked: false } : cursor];
  });
  return { ...outbox, cursors: new Map(cursors) };
}

export type AnswerOutcome = {
  readonly outbox: Outbox;
  /** Durable up to here at the other side, when that is news. */
  readonly confirmed: { readonly path: LogPath; readonly seq: number } | null;
  readonly refused: { readonly path: LogPath; readonly reason: RefusalReason } | null;
  /** Records up to here lie below a base of theirs: settled until they say anew what they have, though not known to be there. */
  readonly covered: Covered | null;
};

export type Covered = { readonly path: LogPath; readonly seq: number; readonly checkpoint: CheckpointId };

type Followed = { readonly cursor: Cursor; readonly refused: RefusalReason | null; readonly covered: Covered | null };

/** They lack the record before `firstSeq`, and name a leaf. One that is not before it is on another way: what they hold of this one is what they have confirmed, or nothing. */
function goOnFrom({ confirmedSeq }: Cursor, firstSeq: number, headSeq: number): number {
  if (headSeq < firstSeq) return headSeq + 1;
  return confirmedSeq + 1 < firstSeq ? confirmedSeq + 1 : 1;
}

/** Follows the runs of an answer as far as the records are there; what was sent after a gap or a refusal is not. */
function followRuns(cursor: Cursor, firstSeq: number, headSeq: number, runs: readonly AnswerRun[]): Followed {
  let seq = firstSeq;
  let followed = cursor;
  let covered: Covered | null = null;
  for (const run of runs) {
    if (run.code === "refused") return { cursor: { ...followed, blocked: true }, refused: run.reason, covered };
    if (run.code === "gap") {
      const gaps = followed.gaps + 1;
      const nextSeq = Math.min(followed.nextSeq, goOnFrom(followed, firstSeq, headSeq));
      const back = { nextSeq, gaps, blocked: gaps >= MAX_GAPS || followed.covered === true };
      return { cursor: { ...followed, ...back }, refused: null, covered };
    }
    seq += run.count;
    if (run.code === "covered") {
      covered = { path: cursor.path, seq: seq - 1, checkpoint: run.checkpoint };
      followed = { ...followed, gaps: 0, covered: true };
    } else followed = { ...followed, confirmedSeq: Math.max(followed.confirmedSeq, seq - 1), gaps: 0, covered: false };
  }
  return { cursor: followed, refused: null, covered };
}

/** The answer to the oldest page on its way; null when it does not fit that page. */
export function takeAnswer(outbox: Outbox, log: string, headSeq: number, runs: readonly AnswerRun[]): AnswerOutcome | null {
  const [page, ...inFlight] = outbox.inFlight;
  if (page === undefined || page.path.log !== log) return null;
  if (runs.reduce((sum, run) => sum + run.count, 0) !== page.count) return null;
  const before = outbox.cursors.get(keyOf(page.path)) ?? {
    path: page.path,
    nextSeq: page.firstSeq + page.count,
    confirmedSeq: page.firstSeq - 1,
    gaps: 0,
    blocked: false,
  };
  const { cursor, refused, covered } = followRuns(before, page.firstSeq, headSeq, runs);
  const isNews = cursor.confirmedSeq > before.confirmedSeq;
  const shown = isNews ? withHeld(outbox, page.path, cursor.confirmedSeq) : outbox;
  return {
    outbox: { ...withCursor(shown, cursor), inFlight },
    confirmed: isNews ? { path: page.path, seq: cursor.confirmedSeq } : null,
    refused: refused === null ? null : { path: page.path, reason: refused },
    covered,
  };
}
