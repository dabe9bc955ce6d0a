// Reads what a space holds into memory, when it is opened and when keys or repaired records have come in: the records beyond the base, and the rows.
// Records that were being applied when an earlier worker ended are applied one by one, with a note of each (poison-note.ts).

import type { RecordId } from "../base/ids.ts";
import type { BaseCover } from "./base.ts";
import { lastStampOfMs } from "../items/stamp.ts";
import type { Result } from "../base/result.ts";
import type { StoreBatch, StoreError } from "../ports/store.ts";
import { ItemSet } from "./item-set.ts";
import { DEATHS_OF_POISON, poisonEntry, poisonNote, readPoison, readPoisonNote, type PoisonNote } from "./poison-note.ts";
import { UpdateGatherer } from "./record-reader.ts";
import type { SpaceCore } from "./space-core.ts";
import { replaySpace, type Replayed } from "./space-replay.ts";
import { makeBatch } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";

/** Where a pack is damaged all records are read that are still here. */
const NOTHING: BaseCover = new Map();

/** On a full disk what is there can be read all the same: states turn out the same at the next start, and the note that is there stays. */
function unlessFull(kept: Result<void, StoreError>): void {
  if (kept.ok || kept.error.kind !== "full") valueOf(kept);
}

/** All of it throws store failures, but for want of room. */
export class SpaceStart {
  readonly #core: SpaceCore;
  #poisoned: ReadonlySet<RecordId> = new Set();
  /** What is found damaged meanwhile is seen to at once. */
  isReading = false;

  constructor(core: SpaceCore) {
    this.#core = core;
  }

  /** Must run in the space's turn. */
  readAgain(): Promise<void> {
    return this.#read(() => undefined);
  }

  async #read(onProgress: (recordsRead: number) => void, suspects: PoisonNote | null = null): Promise<void> {
    const { base } = this.#core;
    let replayed: Replayed;
    this.isReading = true;
    try {
      let troubles: number;
      // Which packs are damaged may show only while items are read: once more then, with what the records have in their place.
      do {
        troubles = base.troubles;
        replayed = await this.#readOnce(onProgress, suspects);
      } while (base.troubles > troubles);
    } finally {
      this.isReading = false;
    }
    await this.#keepStates(replayed);
    await this.#applySuspects(replayed.suspects, suspects?.deaths ?? 0);
  }

  async #readOnce(onProgress: (recordsRead: number) => void, suspects: PoisonNote | null): Promise<Replayed> {
    const core = this.#core;
    core.reader.forgetWaiting();
    const { index, reader, space } = core;
    index.isCutMoved = false;
    const held = await core.base.read(!core.base.isWhole || !core.base.hasAllRows);
    if (held !== null) core.base.take(held);
    await core.base.locateWays(index);
    const rows = core.base.rows();
    const isRestoring = core.base.damaged.size > 0;
    const covered = isRestoring ? NOTHING : core.base.base.cover;
    const input = {
      tail: core.makeTail(),
      index,
      covered,
      contained: core.base.coverage,
      isRestoring,
      reader,
      suite: core.ports.suite,
      space,
      poisoned: this.#poisoned,
    };
    const replayed = await replaySpace({ ...input, suspects, onProgress });
    core.base.hasReceded = false;
    const purges = isRestoring ? (await core.ports.loadEngine()).restore(core, replayed) : replayed.gathered.purges;
    const items = new ItemSet({ ...core.ports, tail: replayed.tail, source: core.base.source });
    items.fill(rows);
    core.observe(lastStampOfMs(rows.changedMs));
    await items.start(purges, core.isOwnLog);
    core.items = items;
    core.counts = { ...replayed.counts };
    core.poisoned = replayed.poisoned;
    core.observe(replayed.gathered.stamp);
    return replayed;
  }

  /** Where an earlier worker ended while applying, one tab at a time goes on there: what another one is just applying is no death. */
  async open(onProgress: (recordsRead: number) => void): Promise<void> {
    const { ports, space } = this.#core;
    const [poisoned, note] = await Promise.all([readPoison(ports.store, space), readPoisonNote(ports.store, space)]);
    this.#poisoned = poisoned;
    if (note === null) return this.#read(onProgress);
    return ports.alone(async () => this.#read(onProgress, await this.#readSuspects()));
  }

  /** One by one, each with a note of its own: if one of them kills the worker, the next start knows which. */
  async #applySuspects(suspects: Replayed["suspects"], earlierDeaths: number): Promise<void> {
    const lastSeq = suspects.at(-1)?.record.seq ?? 0;
    for (const [index, { record, body }] of suspects.entries()) {
      const { log, branch, seq } = record;
      const deaths = (index === 0 ? earlierDeaths : 0) + 1;
      await this.#keepMeta([poisonNote(this.#core.space, { log, branch, firstSeq: seq, lastSeq, deaths })]);
      const gathered = new UpdateGatherer();
      gathered.add({ log, branch }, seq, body);
      await this.#core.loadAndApply(gathered);
    }
    if (suspects.length > 0) await this.#keepMeta([poisonNote(this.#core.space, null)]);
  }

  /** The note of an earlier worker's end, if there is one; a record that was being applied alone too often is poison now, those behind it are left. */
  async #readSuspects(): Promise<PoisonNote | null> {
    const { ports, space, index } = this.#core;
    this.#poisoned = await readPoison(ports.store, space);
    const note = await readPoisonNote(ports.store, space);
    if (note === null || note.deaths < DEATHS_OF_POISON) return note;
    const id = await index.idAt(note, note.firstSeq);
    if (id !== null) this.#poisoned = new Set([...this.#poisoned, id]);
    const rest = note.firstSeq < note.lastSeq ? { ...note, firstSeq: note.firstSeq + 1, deaths: 0 } : null;
    await this.#keepMeta([poisonEntry(space, this.#poisoned), poisonNote(space, rest)]);
    return rest;
  }

  async #keepMeta(meta: StoreBatch["meta"]): Promise<void> {
    const { ports, space } = this.#core;
    unlessFull(await ports.store.commit(makeBatch(space, { meta })));
  }

  async #keepStates({ stateChanges }: Replayed): Promise<void> {
    if (stateChanges.length > 0) unlessFull(await this.#core.ports.store.setRecordStates(this.#core.space, stateChanges));
  }
}
