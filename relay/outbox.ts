// What the relay still has to send on one link: for each path how far the other side holds it, and the pages it has not answered yet
// (PROTOCOL.md "What is missing"). Bookkeeping only: member-session.ts reads and sends. A link that lags is served later from the store;
// nothing is queued for it here.

import type { LogTag } from "../src/base/ids.ts";
import type { LogPath } from "../src/ports/store.ts";
import type { SendPlan } from "../src/wire/version-diff.ts";
import type { LogTree, TreePath } from "../src/wire/log-tree.ts";
import { MAX_PAGE_BYTES } from "../src/wire/limits.ts";
import type { AnswerFrame } from "./page-intake.ts";
import { firstStoredSeq } from "./relay-store.ts";
import { pathKey } from "./space-draft.ts";

type SentPage = { readonly path: TreePath; readonly firstSeq: number; readonly count: number; readonly bytes: number };

/** Gaps a side may answer on one path without any progress in between. */
const MAX_GAPS = 8;

/** Of a device that has gone on in many logs the later ones are known by those before them. */
const generationOf = ({ paths }: LogTree): number => paths.get("")?.generation ?? 0;

export type NextPage = { readonly path: TreePath; readonly fromSeq: number; readonly maxBytes: number };

export class Outbox {
  readonly #nextSeqByPath = new Map<string, number>();
  /** What the other side has shown to hold since it last told its version. */
  readonly #shownSeqByPath = new Map<string, number>();
  readonly #gapsByPath = new Map<string, number>();
  /** Not to be sent until the next comparison: the other side refuses them. */
  readonly #blockedPaths = new Set<string>();
  /** Logs of which nothing is sent: it is not yet known where the other side's records part from ours, or a checkpoint has to come first. */
  #openLogs: ReadonlySet<LogTag> = new Set();
  /** They hold another record where these go on. */
  #partingPaths: ReadonlySet<string> = new Set();
  #inFlight: SentPage[] = [];
  #isCompared = false;

  /** Takes over what a comparison found; pages on their way count as held. */
  compared(trees: Iterable<LogTree>, plan: SendPlan): void {
    this.#isCompared = true;
    this.#openLogs = new Set([...plan.asks.map((entry) => entry.log), ...plan.needsBase, ...plan.awaitsCheckpoint]);
    this.#nextSeqByPath.clear();
    this.#gapsByPath.clear();
    this.#blockedPaths.clear();
    for (const tree of trees) {
      for (const path of tree.paths.values()) this.#begin(path);
    }
    for (const span of plan.spans) this.#lower(span, span.firstSeq);
    this.#partingPaths = new Set(plan.spans.filter(({ parts }) => parts).map(pathKey));
    for (const page of this.#inFlight) this.#raise(pathKey(page.path), page.firstSeq + page.count);
    for (const [key, seq] of this.#shownSeqByPath) this.#raise(key, seq + 1);
  }

  #begin(path: TreePath): void {
    const key = pathKey(path);
    this.#nextSeqByPath.set(key, path.seq + 1);
    // More than it has was shown of another path, which had its name before.
    if ((this.#shownSeqByPath.get(key) ?? 0) > path.seq) this.#shownSeqByPath.delete(key);
  }

  /** They have told a new version: it says all that they had shown before. */
  toldAnew(): void {
    this.#shownSeqByPath.clear();
  }

  /** The other side holds the path up to `seq`. */
  noteHeld(path: LogPath, seq: number): void {
    const key = pathKey(path);
    this.#raise(key, seq + 1);
    this.#shownSeqByPath.set(key, Math.max(this.#shownSeqByPath.get(key) ?? 0, seq));
    this.#gapsByPath.delete(key);
  }

  #raise(key: string, nextSeq: number): void {
    this.#nextSeqByPath.set(key, Math.max(this.#nextSeqByPath.get(key) ?? 0, nextSeq));
  }

  /** The next page to read and send, a device's earlier logs first and parents before their forks; null when there is none, or no window for one. */
  next(trees: Iterable<LogTree>, windowBytes: number): NextPage | null {
    const roomBytes = this.#roomBytes(windowBytes);
    if (!this.#isCompared || roomBytes <= 0) return null;
    for (const tree of [...trees].toSorted((a, b) => generationOf(a) - generationOf(b))) {
      if (this.#openLogs.has(tree.log)) continue;
      const unsent = [...tree.paths.values()].filter((path) => this.#isUnsent(path)).toSorted((a, b) => a.firstSeq - b.firstSeq);
      const [path] = unsent;
      if (path !== undefined) return { path, fromSeq: this.#nextSeqOf(path), maxBytes: Math.min(roomBytes, MAX_PAGE_BYTES) };
    }
    return null;
  }

  /** Whether a page of so many bytes is within the window: one always is when nothing is on its way. */
  hasRoomFor(bytes: number, windowBytes: number): boolean {
    return bytes <= this.#roomBytes(windowBytes);
  }

  sent(page: SentPage): void {
    this.#inFlight.push(page);
    this.#raise(pathKey(page.path), page.firstSeq + page.count);
  }

  isParting(path: LogPath): boolean {
    return this.#partingPaths.has(pathKey(path));
  }

  /** What they hold cannot be read here. */
  block(path: LogPath): void {
    this.#blockedPaths.add(pathKey(path));
  }

  /** False when it is no answer to the oldest page on its way. */
  answered({ log, headSeq, runs }: AnswerFrame): boolean {
    const page = this.#inFlight.shift();
    const count = runs.reduce((sum, run) => sum + run.count, 0);
    if (page === undefined || page.path.log !== log || page.count !== count) return false;
    const trouble = runs.find((run) => run.code === "gap" || run.code === "refused");
    if (trouble?.code === "refused") this.block(page.path);
    // A leaf that is not before the page is on another way, and tells nothing of what they hold of this one.
    else if (trouble?.code === "gap") this.#goBack(page.path, headSeq < page.firstSeq ? headSeq + 1 : firstStoredSeq(page.path));
    else this.noteHeld(page.path, page.firstSeq + page.count - 1);
    return true;
  }

  #goBack(path: TreePath, seq: number): void {
    const gaps = (this.#gapsByPath.get(pathKey(path)) ?? 0) + 1;
    this.#gapsByPath.set(pathKey(path), gaps);
    // What it lacks below the base only a checkpoint brings.
    if (gaps >= MAX_GAPS || seq < firstStoredSeq(path)) this.block(path);
    this.#lower(path, seq);
  }

  #lower(path: LogPath, seq: number): void {
    const key = pathKey(path);
    this.#nextSeqByPath.set(key, Math.min(this.#nextSeqByPath.get(key) ?? seq, seq));
  }

  #roomBytes(windowBytes: number): number {
    if (this.#inFlight.length === 0) return Number.MAX_SAFE_INTEGER;
    return windowBytes - this.#inFlight.reduce((sum, page) => sum + page.bytes, 0);
  }

  #nextSeqOf(path: TreePath): number {
    return Math.max(firstStoredSeq(path), this.#nextSeqByPath.get(pathKey(path)) ?? path.firstSeq);
  }

  #isUnsent(path: TreePath): boolean {
    return !this.#blockedPaths.has(pathKey(path)) && this.#nextSeqOf(path) <= path.seq;
  }
}
