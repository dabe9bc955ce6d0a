// What a session asks about checkpoints: what to fetch of those that the other side lists, to keep what comes, and at the end to compare it or to take it as base.
// Each session has a desk of its own; what they share is in desk-memory.ts.

import type { PackId } from "../../base/ids.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import type { Probe, ProbeAnswers } from "../../sync/fetching.ts";
import type { BlocksToKeep, FetchEnd, FetchPlan, PackNeed } from "../../sync/pack-fetch.ts";
import type { CheckpointSource } from "../../sync/sync-source.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import { changeBook, manifestKey, readBook, withEntry, type Book, type BookEntry, type BookVerdict } from "../checkpoint-book.ts";
import { readManifest } from "../manifests.ts";
import type { SpaceCore } from "../space-core.ts";
import { makeBatch } from "../store-batch.ts";
import { catchStoreFailure, valueOf } from "../store-failure.ts";
import { adopt, type AdoptionEnd } from "./adoption.ts";
import { deskMemoryOf, type DeskMemory, type FetchingDesk } from "./desk-memory.ts";
import { compareCheckpoint, type ComparisonEnd } from "./endorsement.ts";
import type { EngineContext, EngineParts } from "./engine-context.ts";
import { canRebuild, judge, trustIn, type Judgement } from "./judgement.ts";
import { countLacking, isMissing } from "./log-relation.ts";
import { packHereToo } from "./pack-here-too.ts";
import { ReadAhead } from "./read-ahead.ts";
import { isFresh, openClaim, openProbes, type OpenProbes } from "./record-probes.ts";
import { takeSecondLook } from "./second-look.ts";
import { isPackIntact, servePack } from "./serving.ts";
import { waitsToCompare } from "./jitter.ts";

type Planned = FetchPlan & { readonly probes: readonly Probe[] };

/** What the other side has said, and whether it is a relay. */
type Heard = { readonly probed: ProbeAnswers; readonly isRelay: boolean };

const NOTHING: Planned = { manifests: [], target: null, probes: [] };

export class CheckpointDesk implements CheckpointSource, FetchingDesk {
  readonly #getContext: () => EngineContext | null;
  readonly #core: SpaceCore;
  readonly #reread: EngineParts["reread"];
  readonly #memory: DeskMemory;
  target: CheckpointId | null = null;
  taking: readonly CheckpointId[] = [];
  missingBlocks = 0;
  keptBlocks = 0;
  /** How many blocks each pack has that is being fetched. */
  #blocksByPack: ReadonlyMap<PackId, number> = new Map();

  constructor(parts: Pick<EngineParts, "core" | "receipts" | "reread" | "timers">, getContext: () => EngineContext | null) {
    this.#core = parts.core;
    this.#reread = parts.reread;
    this.#getContext = getContext;
    this.#memory = deskMemoryOf(parts);
    this.#memory.enter(this);
  }

  left(): void {
    this.#end();
    this.#memory.leave(this);
  }

  /** Nothing is being fetched. */
  #end(): void {
    this.target = null;
    this.missingBlocks = 0;
    this.keptBlocks = 0;
    this.#take([]);
    this.#memory.release(this);
  }

  #take(checkpoints: readonly CheckpointId[]): void {
    this.taking = checkpoints;
    this.#memory.changed();
  }

  planFetch: CheckpointSource["planFetch"] = (listed, probed, isRelay) =>
    catchStoreFailure<Planned>(async () => {
      const context = this.#getContext();
      if (context === null) return ok(NOTHING);
      const { base, ports, space } = this.#core;
      this.target = null;
      this.#memory.release(this);
      const book = await readBook(ports.store, space);
      this.#take(isFresh(this.#core) ? listed.filter((id) => base.admitted.includes(id)).slice(0, 1) : []);
      const manifests = this.#unknownOf(listed, book);
      if (manifests.length > 0) return ok({ ...NOTHING, manifests });
      const repair = await this.#planRepair(listed);
      return ok(repair === null ? await this.#planFirst(context, listed, book, { probed, isRelay }) : { ...NOTHING, target: repair });
    });

  /** The first that there is something to be done about. */
  async #planFirst(context: EngineContext, listed: readonly CheckpointId[], book: Book, heard: Heard): Promise<Planned> {
    let probing: Planned = NOTHING;
    // What records have given in the place of packs is in no base yet.
    if (this.#core.base.restored.size > 0) return probing;
    for (const id of listed) {
      const plan = await this.#planFor(context, id, book, heard);
      if (plan?.target !== undefined && plan.target !== null) return plan;
      if (plan !== null && probing === NOTHING) probing = plan;
    }
    return probing;
  }

  /** Those that are not in the book, or whose manifest is not here any more. */
  #unknownOf(listed: readonly CheckpointId[], book: Book): readonly CheckpointId[] {
    const { base } = this.#core.base;
    const isKnown = (id: CheckpointId): boolean => base.checkpoints.includes(id) || book.some((entry) => entry.id === id);
    return listed.filter((id) => !isKnown(id) && !this.#memory.manifests.isRefused(id)).slice(0, 4);
  }

  /** Packs of our own base that are damaged, from a side that has one of the checkpoints that names them. */
  async #planRepair(listed: readonly CheckpointId[]): Promise<FetchPlan["target"]> {
    const { damaged } = this.#core.base;
    if (damaged.size === 0) return null;
    for (const id of listed) {
      const manifest = await readManifest(this.#core, id);
      const packs = (manifest?.packs ?? []).filter(({ pack }) => damaged.has(pack));
      if (packs.length === 0 || this.#memory.isTaken(this, id)) continue;
      this.target = id;
      return { checkpoint: id, packs: packs.map(({ pack, blocks, sizeBytes }) => ({ pack, blocks, sizeBytes, staged: 0 })) };
    }
    return null;
  }

  async #planFor(context: EngineContext, id: CheckpointId, book: Book, heard: Heard): Promise<Planned | null> {
    const known = book.find((other) => other.id === id);
    const manifest = known === undefined ? null : await readManifest(this.#core, id);
    if (known === undefined || manifest === null) return null;
    const entry = known.verdict === "objected" ? await openAgain(context, manifest, known) : known;
    const judgement = await judge(context, manifest, entry);
    // It is not taken, unless it is planned to be.
    if (judgement.kind !== "wait") this.#take(this.taking.filter((other) => other !== id));
    if (this.#isEnded(id)) return null;
    if (judgement.kind === "compare") return waitsToCompare(context, entry) > 0 ? null : this.#fetchUnlessPacked(context, manifest);
    return judgement.kind === "take" ? this.#planTaking(context, manifest, judgement, heard) : null;
  }

  /** It came to nothing, and nothing has changed since. */
  #isEnded(id: CheckpointId): boolean {
    const ended = this.#memory.ended.get(id);
    return ended !== undefined && ended === this.#present();
  }

  #present(): string {
    const { index, base } = this.#core;
    return `${base.fetchTurn}/${index.version.map(({ log, seq }) => `${log}:${seq}`).join()}`;
  }

  /** What can be packed here need not be fetched. It takes a while: that nothing waits for it, what this side has is said before. */
  async #fetchUnlessPacked(context: EngineContext, manifest: Checkpoint): Promise<Planned | null> {
    if (this.#memory.isTaken(this, manifest.id)) return null;
    const { base } = this.#core;
    const { packing } = this.#memory;
    const step = packing.get(manifest.id);
    if ((step !== undefined && step !== "due") || !(await canRebuild(this.#core, manifest))) return this.#fetch(manifest);
    packing.set(manifest.id, step === undefined ? "due" : "done");
    const sameWith = base.base;
    this.target = manifest.id;
    if (step === "due" && (await packHereToo(context, manifest))) packing.set(manifest.id, { sameWith });
    this.target = null;
    this.#memory.release(this);
    base.fetchTurn += 1;
    return null;
  }

  async #fetch(manifest: Checkpoint): Promise<Planned | null> {
    if (this.#memory.isTaken(this, manifest.id)) return null;
    this.target = manifest.id;
    const packs = await this.#needsOf(manifest);
    this.missingBlocks = packs.reduce((sum, { blocks, staged }) => sum + blocks - staged, 0);
    this.keptBlocks = 0;
    this.#blocksByPack = new Map(packs.map(({ pack, blocks }) => [pack, blocks]));
    return { ...NOTHING, target: { checkpoint: manifest.id, packs, records: countLacking(this.#core, manifest.cover) } };
  }

  /** Whoever has nothing yet waits for all of it; others have the better part of what a pack says. */
  #beginReading(context: EngineContext, { id }: Checkpoint, { target }: Planned): void {
    if (!isFresh(this.#core)) return;
    const reading = this.#memory.ahead.get(id) ?? new ReadAhead(context);
    this.#memory.ahead.set(id, reading);
    for (const { pack, blocks, staged } of target?.packs ?? []) if (staged === blocks) reading.begin(pack);
  }

  async #planTaking(
    context: EngineContext,
    manifest: Checkpoint,
    { relations, trust }: Extract<Judgement, { kind: "take" }>,
    { probed, isRelay }: Heard,
  ): Promise<Planned | null> {
    const isBehind = [...relations.values()].some(isMissing);
    const isClaim = trust === "claimed";
    if (isClaim && !isRelay) return null;
    const ask = (): OpenProbes => (isClaim ? openClaim(context, manifest, relations, probed) : openProbes(this.#core, relations, probed));
    const open = isBehind ? ask() : [];
    if (open === "there") return null;
    if (open.length > 0) return { ...NOTHING, probes: open };
    if (isClaim) this.#memory.givenUp.add(manifest.id);
    if (!isBehind) return this.#fetchUnlessPacked(context, manifest);
    const planned = await this.#fetch(manifest);
    if (planned === null) return null;
    this.#take([manifest.id]);
    this.#beginReading(context, manifest, planned);
    return planned;
  }

  async #needsOf({ packs }: Checkpoint): Promise<readonly PackNeed[]> {
    const { base, ports, space } = this.#core;
    const staged = new Map(valueOf(await ports.store.listPacks(space)).map(({ pack, blocks }) => [pack, blocks]));
    const own = new Set(base.base.packs.map(({ pack }) => pack));
    const stagedOf = ({ pack, blocks }: (typeof packs)[number]): number =>
      own.has(pack) ? blocks : Math.min(blocks, staged.get(pack) ?? 0);
    return packs.map((entry) => ({ pack: entry.pack, blocks: entry.blocks, sizeBytes: entry.sizeBytes, staged: stagedOf(entry) }));
  }

  keepCheckpoint: CheckpointSource["keepCheckpoint"] = (checkpoint, content) =>
    catchStoreFailure<boolean, StoreError>(async () => {
      const isGood = await this.#memory.manifests.keep(checkpoint, content, this.#fenced());
      // Nothing else may come that would have somebody look when it has waited long enough.
      if (isGood) this.#core.changed({ items: false, committed: true });
      return ok(isGood);
    });

  #fenced(): { readonly fence?: number } {
    return this.#getContext()?.fenced ?? {};
  }

  keepBlocks: CheckpointSource["keepBlocks"] = async ({ pack, firstBlock, blocks }: BlocksToKeep) => {
    const { ports, space } = this.#core;
    const stored = blocks.map((bytes, index) => ({ pack, index: firstBlock + index, bytes }));
    const committed = await ports.store.commit(makeBatch(space, { ...this.#fenced(), blocks: stored }));
    if (!committed.ok) return committed;
    this.keptBlocks += blocks.length;
    const ahead = this.target === null ? undefined : this.#memory.ahead.get(this.target);
    if (firstBlock + blocks.length === this.#blocksByPack.get(pack)) ahead?.begin(pack);
    this.#memory.changed();
    this.#core.changed({ items: false, committed: false });
    return committed;
  };

  endFetch: CheckpointSource["endFetch"] = (end) =>
    catchStoreFailure(async () => {
      const { base } = this.#core;
      const before = base.base;
      const ended = await this.#takeEnd(end);
      this.#memory.ahead.delete(end.checkpoint);
      this.#end();
      if (!ended.ok) return ended;
      // What one side does not have another one may.
      const isSettled = end.outcome === "fetched" && base.base === before && ended.value === "settled";
      if (isSettled) this.#memory.ended.set(end.checkpoint, this.#present());
      return ok(undefined);
    });

  async #takeEnd({ checkpoint, outcome, pack }: FetchEnd): Promise<Result<Ending, StoreError>> {
    const { base } = this.#core;
    if (outcome === "wrong" && pack !== null) base.refuse(pack, "link");
    const context = this.#getContext();
    if (context === null) return ok("settled");
    if (outcome === "oversized") await noteOversized(context, checkpoint);
    return outcome === "fetched" ? this.#takeFetched(context, checkpoint) : ok("settled");
  }

  async #takeFetched(context: EngineContext, checkpoint: CheckpointId): Promise<Result<Ending, StoreError>> {
    const { base } = this.#core;
    if (base.damaged.size > 0) await this.#noteRepaired();
    if (base.restored.size > 0) return ok("settled");
    const ahead = this.#memory.ahead.get(checkpoint) ?? null;
    const packing = this.#memory.packing.get(checkpoint);
    const isSame = typeof packing === "object" && packing.sameWith === base.base;
    base.reading.add(checkpoint);
    try {
      return await takeUp(context, checkpoint, { ahead, isSame, isGivenUp: this.#memory.givenUp.has(checkpoint) });
    } finally {
      base.reading.delete(checkpoint);
    }
  }

  /** All is read again, with what has been fetched in the place of damaged packs. */
  async #noteRepaired(): Promise<void> {
    const { base } = this.#core;
    const shelf = await base.shelf();
    let isRepaired = false;
    for (const pack of base.damaged) {
      if (!(await isPackIntact(this.#core, pack))) continue;
      shelf.forget(pack);
      base.damaged.delete(pack);
      isRepaired = true;
    }
    if (isRepaired) valueOf(await this.#reread());
  }

  readCheckpoint: CheckpointSource["readCheckpoint"] = (checkpoint) =>
    this.#core.ports.store.readMeta(manifestKey(this.#core.space, checkpoint));

  readPack: CheckpointSource["readPack"] = (pack: PackId, firstBlock, maxBlocks) =>
    catchStoreFailure(async () => ok(await servePack(this.#core, pack, firstBlock, maxBlocks)));
}

/** One that was found wrong, where what was missing may have come in since. Throws a store failure. */
async function openAgain({ core, fenced }: EngineContext, manifest: Checkpoint, entry: BookEntry): Promise<BookEntry> {
  if (!takeSecondLook(core, manifest)) return entry;
  const opened: BookEntry = { ...entry, verdict: "unknown" };
  valueOf(await changeBook(core.ports.store, core.space, (book) => ({ book: withEntry(book, opened), parts: fenced })));
  return opened;
}

async function noteVerdict(context: EngineContext, entry: BookEntry, verdict: BookVerdict): Promise<void> {
  const { core, fenced } = context;
  const { ports, space } = core;
  valueOf(await changeBook(ports.store, space, (book) => ({ book: withEntry(book, { ...entry, verdict }), parts: fenced })));
  core.changed({ items: false, committed: true });
  context.issueReceipt();
}

const VERDICT_OF_END = { equal: "verified", different: "objected" } as const satisfies Partial<Record<ComparisonEnd["kind"], BookVerdict>>;

/** `again`: some of it must be fetched once more. */
type Ending = "settled" | "again";

/** Whether it is equal to what is here; what has been found is noted. `isSame`: it is what this device would have made. */
async function compareFirst(
  context: EngineContext,
  manifest: Checkpoint,
  entry: BookEntry,
  { isSame, isUnchanged }: { readonly isSame: boolean; readonly isUnchanged: () => boolean },
): Promise<Ending | "equal"> {
  const end: ComparisonEnd = isSame ? { kind: "equal" } : await compareCheckpoint(context, manifest);
  if (end.kind === "stopped" || !isUnchanged()) return "settled";
  if (end.kind === "unreadable") return noteUnreadable(context, entry, end);
  await noteVerdict(context, entry, VERDICT_OF_END[end.kind]);
  return end.kind === "equal" ? "equal" : "settled";
}

/** What it says of its packs is not so, whoever has brought it. Throws a store failure. */
async function noteOversized(context: EngineContext, checkpoint: CheckpointId): Promise<void> {
  const { ports, space } = context.core;
  const entry = (await readBook(ports.store, space)).find(({ id }) => id === checkpoint);
  if (entry !== undefined) await noteVerdict(context, entry, "broken");
}

type Unreadable = { readonly pack: PackId; readonly isBroken: boolean };

/** A pack that this store does not give back as it came says nothing of its maker: it is removed. Throws a store failure. */
async function noteUnreadable(context: EngineContext, entry: BookEntry, { pack, isBroken }: Unreadable): Promise<Ending> {
  const { core, fenced } = context;
  if (!isBroken) return "settled";
  if (await isPackIntact(core, pack)) {
    await noteVerdict(context, entry, "broken");
    return "settled";
  }
  valueOf(await core.ports.store.commit(makeBatch(core.space, { ...fenced, removePacks: [pack] })));
  core.base.refuse(pack, "store");
  return "again";
}

type Judged = { readonly judgement: Judgement; readonly isUnchanged: () => boolean };

/** `isUnchanged`: base and documents have stayed what it was judged by. A compaction may have taken from the tail what a comparison looks for there. */
async function judgeNow(context: EngineContext, manifest: Checkpoint, entry: BookEntry): Promise<Judged> {
  const { core } = context;
  const judgement = await judge(context, manifest, entry);
  const { items } = core;
  const { base } = core.base;
  return { judgement, isUnchanged: () => core.items === items && core.base.base === base };
}

/** Whether it is to be taken or compared. */
function isToBeRead(judgement: Judgement, isGivenUp: boolean): judgement is Extract<Judgement, { kind: "take" | "compare" }> {
  return judgement.kind === "take" ? judgement.trust !== "claimed" || isGivenUp : judgement.kind === "compare";
}

/** Compares or takes a checkpoint whose packs are all here. Throws a store failure. */
async function takeUp(
  context: EngineContext,
  id: CheckpointId,
  { ahead, isSame, isGivenUp }: { readonly ahead: ReadAhead | null; readonly isSame: boolean; readonly isGivenUp: boolean },
): Promise<Result<Ending, StoreError>> {
  const { core } = context;
  const entry = (await readBook(core.ports.store, core.space)).find((other) => other.id === id);
  const manifest = entry === undefined ? null : await readManifest(core, id);
  if (entry === undefined || manifest === null) return ok("settled");
  // In a turn: while records are read again, what they say is in no document.
  const { judgement, isUnchanged } = valueOf(await core.inTurn<Judged, never>(async () => ok(await judgeNow(context, manifest, entry))));
  if (!isToBeRead(judgement, isGivenUp)) return ok("settled");
  const isCompared = judgement.kind === "compare";
  const compared = isCompared ? await compareFirst(context, manifest, entry, { isSame, isUnchanged }) : "equal";
  if (compared !== "equal") return ok(compared);
  const isSound = isCompared || trustIn(context, entry) === "endorsed";
  const adopted = await adopt(context, manifest, { isCompared, isSound, ahead });
  return adopted.ok ? ok(await noteEnd(context, entry, adopted.value)) : adopted;
}

async function noteEnd(context: EngineContext, entry: BookEntry, end: AdoptionEnd): Promise<Ending> {
  if (end.kind === "lacks") await noteVerdict(context, entry, "objected");
  return end.kind === "unreadable" ? noteUnreadable(context, entry, end) : "settled";
}
