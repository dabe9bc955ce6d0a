// The open part of a link (PROTOCOL.md "What is missing"), with a member: both sides say what they have, the relay sends what the device lacks, answers what it
// stored, and passes on what others bring. What it sends is taken by the space's queue in the order of the link. What it is slow to take waits in the store.

import type { DeviceId, LogTag, StatementId } from "../src/base/ids.ts";
import { bytesEqual } from "../src/base/bytes.ts";
import type { Clock, Timers } from "../src/ports/time.ts";
import { idsAsked } from "../src/wire/fork-search.ts";
import type { CheckpointId, Frame, Version } from "../src/wire/frames.ts";
import { DEFAULT_WINDOW_BYTES, MAX_RECORDS_PER_PAGE } from "../src/wire/limits.ts";
import { idOfPosition, idPrefixOf } from "../src/wire/log-tree.ts";
import { planSends } from "../src/wire/version-diff.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import { batchesOf } from "../src/wire/frame-batches.ts";
import { ForkSearches, type SearchStep } from "./fork-searches.ts";
import { KnownReceipts } from "./known-receipts.ts";
import { manifestAsked, packAsked } from "./checkpoint-serving.ts";
import type { CheckpointSource } from "./checkpoint-intake.ts";
import { MAX_ASKS, MAX_UNVERIFIED, MAX_WAITING_BYTES, MAX_WAITING_FRAMES, SLOW_LINK_BYTES } from "./limits.ts";
import type { MemberFrame, QueuedFrame } from "./member-frames.ts";
import { Outbox, type NextPage } from "./outbox.ts";
import { isCarried, refuseAll, takePage, type PageFrame } from "./page-intake.ts";
import { PresentLink } from "./presence.ts";
import type { RelayAppend, RelayRecord } from "./relay-store.ts";
import { isMoreToTell, reachOf, toldCheckpoints } from "./shelf.ts";
import { pathKey } from "./space-draft.ts";
import { wireErrorOf, type Space, type SpaceChange, type SpaceFollower } from "./space.ts";
import { checkStatements, takeReceipts, takeStatements } from "./statement-intake.ts";
import type { StatementVerifier } from "../src/members/statement.ts";
import { withinBytes } from "./within-bytes.ts";

/** The link as its session sees it. */
export type SessionLink = {
  readonly send: (frame: Frame) => void;
  readonly bufferedBytes: () => number;
  /** Nothing is sent or taken afterwards. */
  readonly close: (error: WireError) => void;
  readonly isClosed: () => boolean;
};

export type MemberPorts = {
  readonly verifier: StatementVerifier;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly quotaBytes: number;
  /** What a member is told beside what the relay has. */
  readonly toldToMembers: readonly Frame[];
};

/** When a link that took too little is looked at again. */
const SLOW_LINK_RETRY_MS = 250;

const bytesOf = (record: RelayRecord): Uint8Array => record.bytes;

type Theirs = {
  readonly version: Version;
  readonly heads: readonly StatementId[];
  readonly checkpoints: readonly CheckpointId[];
  readonly windowBytes: number;
};

export class MemberSession implements SpaceFollower {
  readonly device: DeviceId;
  readonly #space: Space;
  readonly #link: SessionLink;
  readonly #ports: MemberPorts;
  readonly #outbox = new Outbox();
  readonly #searches = new ForkSearches();
  readonly #knownReceipts = new KnownReceipts();
  #theirs: Theirs | null = null;
  /** Heads of the statements sent on this link. */
  #offeredHeads: readonly StatementId[] = [];
  #unansweredPages = 0;
  #unansweredBytes = 0;
  /** Questions for checkpoints and packs that are not answered yet. */
  #openAsks = 0;
  #waitingFrames = 0;
  #waitingBytes = 0;
  #unverified = 0;
  #recent: readonly RelayAppend[] = [];
  #isPumping = false;
  /** Something may have become sendable while a page was being read. */
  #pumpAgain = false;
  #cancelRetry: () => void = () => undefined;

  readonly #present: PresentLink;
  /** This link as one that checkpoints may come from. */
  readonly #source: CheckpointSource;
  #toldCheckpoints: readonly CheckpointId[] = [];

  constructor(space: Space, device: DeviceId, link: SessionLink, ports: MemberPorts) {
    this.#space = space;
    this.device = device;
    this.#link = link;
    this.#ports = ports;
    this.#present = new PresentLink(device, ports.clock, link);
    this.#source = { device, ask: (frame) => link.send(frame), charge: (count) => this.#charge(count) };
  }

  begin(): void {
    this.#space.follow(this);
    this.#sayHave();
    this.#space.presence.join(this.#present, this.#ports.toldToMembers);
  }

  end(): void {
    this.#space.unfollow(this);
    this.#space.presence.leave(this.#present);
    this.#space.checkpointIntake.left(this.#source);
    this.#cancelRetry();
  }

  /** `sizeBytes`: of the frame on the link. */
  onFrame(frame: MemberFrame, sizeBytes: number): void {
    switch (frame.type) {
      case "page":
        return this.#onPage(frame);
      case "answer":
        return this.#outbox.answered(frame) ? void this.#pump() : this.#link.close("unexpected");
      case "checkpoint":
      case "pack":
        return this.#space.checkpointIntake.onAnswer(this.#source, frame) ? undefined : this.#link.close("unexpected");
      case "ping":
        return this.#link.send({ type: "pong", nonce: frame.nonce });
      case "signal":
        return this.#space.presence.passOn(this.#present, frame);
      case "presence":
        return this.#space.presence.spread(this.#present, frame);
      // What devices have between them is theirs.
      case "neighbours":
      case "open-items":
      case "ice-servers":
      case "answers-at":
      case "pong":
        return undefined;
      case "heads":
        if (this.#theirs !== null) this.#theirs = { ...this.#theirs, heads: frame.heads };
        return undefined;
      default:
        return this.#onQueued(frame, sizeBytes);
    }
  }

  changed(change: SpaceChange): void {
    if (change.statements && this.#theirs !== null) this.#sendStatements(this.#theirs.heads);
    if (change.checkpoints || isMoreToTell(this.#space, this.#theirs, this.#toldCheckpoints)) this.#sayAndCompare();
    if (this.#theirs === null) return;
    if (change.receipts) this.#sendReceipts();
    if (change.appends.length === 0 && !change.statements) return;
    this.#recent = change.appends;
    void this.#pump();
  }

  /** It learns by what was stated that it was removed, and by no word of ours; one that left, by the heads, that this is stored. */
  expelled(): void {
    this.#sendStatements(this.#theirs?.heads ?? []);
    this.#link.send({ type: "heads", heads: this.#space.toldHeads });
    this.#link.close("not-a-member");
  }

  failed(error: WireError): void {
    this.#link.close(error);
  }

  #sayHave(): void {
    const { version, receiptsDigest, toldHeads, shelf } = this.#space;
    this.#toldCheckpoints = toldCheckpoints(shelf, version, this.#theirs);
    this.#link.send({
      type: "have",
      heads: toldHeads,
      version,
      checkpoints: this.#toldCheckpoints,
      receiptsDigest,
      windowBytes: DEFAULT_WINDOW_BYTES,
    });
  }

  /** Counts what did not verify; the link is given up when it is too much. */
  #charge(count: number): void {
    this.#unverified += count;
    if (this.#unverified >= MAX_UNVERIFIED) this.#link.close("unverified");
  }

  #onPage(page: PageFrame): void {
    const bytes = page.records.reduce((sum, record) => sum + record.length, 0);
    if (this.#unansweredPages > 0 && this.#unansweredBytes + bytes > DEFAULT_WINDOW_BYTES) return this.#link.close("window");
    this.#unansweredPages++;
    this.#unansweredBytes += bytes;
    this.#space.write({
      isSlow: isCarried(this.#space.pageIntake, this.device, page),
      apply: async (draft) => {
        const outcome = await takePage(this.#space.pageIntake, draft, this.device, page);
        return (committed) => {
          this.#unansweredPages--;
          this.#unansweredBytes -= bytes;
          if (!committed.ok) return this.#link.send(refuseAll(this.#space.trees.get(page.log) ?? null, page, "storage").answer);
          this.#link.send(outcome.answer);
          if (outcome.held !== null) this.#outbox.noteHeld(outcome.held.path, outcome.held.lastSeq);
          if (outcome.forked) this.#sayAndCompare();
          return this.#charge(outcome.unverified);
        };
      },
    });
  }

  /** Something is otherwise than was told. As when their leaf, unknown before, stands on a branch now: they may lack what they seemed to be beyond. */
  #sayAndCompare(): void {
    this.#sayHave();
    this.#space.read(async () => {
      if (!this.#link.isClosed()) await this.#compare();
    });
  }

  #onQueued(frame: QueuedFrame, sizeBytes: number): void {
    if (this.#waitingFrames >= MAX_WAITING_FRAMES || this.#waitingBytes + sizeBytes > MAX_WAITING_BYTES) return this.#link.close("rate");
    this.#waitingFrames++;
    this.#waitingBytes += sizeBytes;
    const done = (): void => {
      this.#waitingFrames--;
      this.#waitingBytes -= sizeBytes;
    };
    if (frame.type === "ask-checkpoint" || frame.type === "ask-pack") {
      if (this.#openAsks >= MAX_ASKS) return this.#link.close("rate");
      this.#openAsks++;
    }
    if (frame.type === "statements") return this.#takeStatements(frame.statements, done);
    if (frame.type === "receipts") return this.#takeReceipts(frame.receipts, done);
    return this.#space.read(async () => {
      done();
      if (!this.#link.isClosed()) await this.#answerQuestion(frame);
    });
  }

  #takeStatements(statements: readonly Uint8Array[], done: () => void): void {
    this.#space.write({
      isSlow: true,
      apply: async (draft) => {
        const checked = await checkStatements(this.#ports.verifier, draft.committed.dag, statements);
        const { hasRoom, refused } = takeStatements(draft, checked.statements, this.#ports.quotaBytes);
        return (committed) => {
          done();
          if (!committed.ok) return this.#link.close("storage");
          if (!hasRoom) return this.#link.close("quota");
          this.#link.send({ type: "heads", heads: this.#space.toldHeads });
          return this.#charge(checked.unverified + refused);
        };
      },
    });
  }

  #takeReceipts(receipts: readonly Uint8Array[], done: () => void): void {
    this.#space.write({
      isSlow: false,
      apply: async (draft) => {
        const { unverified, shown } = await takeReceipts(this.#ports.verifier, draft, this.#space.membership, receipts);
        return (committed) => {
          done();
          if (!committed.ok) return this.#link.close("storage");
          for (const [device, counter] of shown) this.#knownReceipts.learn(device, counter);
          return this.#charge(unverified);
        };
      },
    });
  }

  async #answerQuestion(frame: Exclude<QueuedFrame, { type: "statements" | "receipts" }>): Promise<void> {
    switch (frame.type) {
      case "have":
        return this.#onHave(frame);
      case "ask-checkpoint":
        this.#openAsks--;
        return this.#link.send(await manifestAsked(this.#space, this.#ports.verifier, frame.checkpoint));
      case "ask-pack":
        this.#openAsks--;
        return this.#link.send(await packAsked(this.#space, this.#ports.verifier.sha256, frame));
      default:
        return this.#onIds(frame);
    }
  }

  async #onIds(frame: Extract<MemberFrame, { type: "ask-ids" | "ids" }>): Promise<void> {
    const tree = this.#space.trees.get(frame.log);
    switch (frame.type) {
      case "ask-ids": {
        const leaf = { seq: frame.leafSeq, idPrefix: frame.leafIdPrefix };
        const ids = tree === undefined ? [] : await idsAsked(tree, leaf, frame.seqs, this.#space.idAt);
        return this.#link.send({ type: "ids", log: frame.log, ids });
      }
      case "ids":
        return tree === undefined ? undefined : this.#ask(await this.#searches.learn(frame.log, frame.ids, tree, this.#space.idAt));
    }
  }

  async #onHave(frame: Extract<MemberFrame, { type: "have" }>): Promise<void> {
    const { version, heads, checkpoints, windowBytes, receiptsDigest } = frame;
    // Said anew it asks for the same, and what was offered since the first time and is not among what they have was lost.
    const isFirst = this.#theirs === null;
    if (!isFirst) this.#offeredHeads = [];
    this.#theirs = { version, heads, checkpoints, windowBytes };
    if (!isFirst || isMoreToTell(this.#space, this.#theirs, this.#toldCheckpoints)) this.#sayHave();
    this.#space.checkpointIntake.offered(this.#source, checkpoints);
    this.#searches.clear();
    this.#outbox.toldAnew();
    this.#sendStatements(heads);
    this.#knownReceipts.begin(bytesEqual(receiptsDigest, this.#space.receiptsDigest) ? this.#space.receipts.values() : []);
    this.#sendReceipts();
    await this.#compare();
  }

  async #compare(): Promise<void> {
    if (this.#theirs === null) return;
    const { trees, told, idAt, shelf } = this.#space;
    const { version, checkpoints } = this.#theirs;
    const reach = reachOf(shelf, checkpoints);
    const partingOf = (leaf: Version[number]): ReturnType<ForkSearches["partingOf"]> => this.#searches.partingOf(leaf);
    const plan = await planSends(trees.values(), version, idAt, partingOf, (log: LogTag) => reach.get(log) ?? 0);
    this.#outbox.compared(told.values(), plan);
    await this.#ask(this.#searches.ask(plan.asks));
    void this.#pump();
  }

  async #ask({ questions, found }: SearchStep): Promise<void> {
    for (const question of questions) this.#link.send(question);
    if (found) await this.#compare();
  }

  #sendStatements(theirHeads: readonly StatementId[]): void {
    const { dag } = this.#space;
    const missing = dag.missingFor([...theirHeads, ...this.#offeredHeads]);
    for (const batch of batchesOf(missing.map((statement) => statement.bytes))) this.#link.send({ type: "statements", statements: batch });
    this.#offeredHeads = dag.heads();
  }

  #sendReceipts(): void {
    const news = this.#knownReceipts.takeNews(this.#space.receipts.values());
    for (const batch of batchesOf(news.map((receipt) => receipt.bytes))) this.#link.send({ type: "receipts", receipts: batch });
  }

  /** Sends pages as long as there are any and the other side takes them. */
  async #pump(): Promise<void> {
    this.#pumpAgain = true;
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      while (this.#pumpAgain) {
        this.#pumpAgain = false;
        while (await this.#sendPage());
      }
      this.#recent = [];
    } catch (error) {
      this.#space.report(error);
      this.#link.close(wireErrorOf(error));
    }
    this.#isPumping = false;
  }

  /** False when there is nothing to send now. */
  async #sendPage(): Promise<boolean> {
    if (this.#link.isClosed() || this.#theirs === null) return false;
    if (this.#link.bufferedBytes() > SLOW_LINK_BYTES) return this.#retryLater();
    const { windowBytes } = this.#theirs;
    const next = this.#outbox.next(this.#space.told.values(), windowBytes);
    if (next === null) return false;
    const records = (await this.#readPage(next)).filter(({ seq }) => seq <= next.path.seq);
    if (this.#link.isClosed()) return false;
    const bytes = records.reduce((sum, record) => sum + record.bytes.length, 0);
    if (records.length === 0) this.#outbox.block(next.path);
    else if (!this.#outbox.hasRoomFor(bytes, windowBytes)) return false;
    else await this.#send(next, records, bytes);
    return true;
  }

  async #send({ path, fromSeq }: NextPage, records: readonly RelayRecord[], bytes: number): Promise<void> {
    this.#outbox.sent({ path, firstSeq: fromSeq, count: records.length, bytes });
    const tree = this.#space.trees.get(path.log);
    const previous = tree === undefined ? null : await idOfPosition(tree, { branch: path.branch, seq: fromSeq - 1 }, this.#space.idAt);
    this.#link.send({
      type: "page",
      log: path.log,
      firstSeq: fromSeq,
      previousIdPrefix: idPrefixOf(previous),
      records: records.map((record) => record.bytes),
      ...(this.#outbox.isParting(path) ? { previousId: previous } : {}),
    });
  }

  /** At least one record where there is one. */
  async #readPage({ path, fromSeq, maxBytes }: NextPage): Promise<readonly RelayRecord[]> {
    const recent = this.#recent.find(({ head }) => pathKey(head) === pathKey(path))?.records;
    const offset = fromSeq - (recent?.[0]?.seq ?? Number.POSITIVE_INFINITY);
    if (recent !== undefined && offset >= 0 && offset < recent.length)
      return withinBytes(recent.slice(offset, offset + MAX_RECORDS_PER_PAGE), maxBytes, bytesOf);
    return withinBytes(await this.#space.readRecords(path, fromSeq, { maxRecords: MAX_RECORDS_PER_PAGE, maxBytes }), maxBytes, bytesOf);
  }

  #retryLater(): false {
    this.#cancelRetry();
    this.#cancelRetry = this.#ports.timers.after(SLOW_LINK_RETRY_MS, () => void this.#pump());
    return false;
  }
}
