// Takes in the manifests of checkpoints that another side has sent: only what one of this space's members has signed who may write, or says to be right, and of
// each maker no more than the book keeps (old-entries.ts), so that neither a relay nor a member fills this store.

import { parseCheckpoint, verifyCheckpoint } from "../../wire/checkpoint.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import { changeBook, withEntry, type BookEntry } from "../checkpoint-book.ts";
import type { SpaceCore } from "../space-core.ts";
import type { SpaceReceipts } from "../space-receipts.ts";
import { valueOf } from "../store-failure.ts";
import { keepWithinLimits } from "./old-entries.ts";
import type { Verdict } from "./trust.ts";

/** Checkpoints of which is remembered that nobody who may write made them. */
const MAX_REFUSED = 256;

export class ManifestIntake {
  readonly #core: SpaceCore;
  readonly #receipts: SpaceReceipts;
  readonly #refused = new Set<CheckpointId>();
  /** The statements by which they were refused: with others their makers may count. */
  #refusedBy: unknown = null;

  constructor(core: SpaceCore, receipts: SpaceReceipts) {
    this.#core = core;
    this.#receipts = receipts;
  }

  isRefused(checkpoint: CheckpointId): boolean {
    return this.#refusedBy === this.#core.members.dag && this.#refused.has(checkpoint) && !this.#isVouchedFor(checkpoint);
  }

  /** Its maker may have been removed since: what a relay has given up records for would come to nobody any more. */
  #isVouchedFor(checkpoint: CheckpointId): boolean {
    const { members, base } = this.#core;
    const says = ({ device, checkpoints }: Verdict): boolean => members.mayWrite(device) && checkpoints.includes(checkpoint);
    return base.admitted.includes(checkpoint) || this.#receipts.verdicts.some(says);
  }

  /** False: it is no checkpoint of this space. Throws a store failure. */
  async keep(checkpoint: CheckpointId, content: Uint8Array, fenced: { readonly fence?: number }): Promise<boolean> {
    const { ports, space, self, members, base } = this.#core;
    const parsed = parseCheckpoint(ports.suite.sha256, content);
    const id = parsed.ok ? parsed.value.id : parsed.error.kind === "newer" ? parsed.error.id : null;
    if (id !== checkpoint) return false;
    const receivedAt = ports.clock();
    if (!parsed.ok) {
      await this.#note({ id, maker: self, receivedAt, verdict: "broken" }, null, fenced);
      return true;
    }
    const { maker } = parsed.value;
    if (parsed.value.space !== space || !(await verifyCheckpoint(ports.suite.verify, parsed.value))) return false;
    if (!members.mayWrite(maker) && !this.#isVouchedFor(id)) this.#refuse(id);
    else await this.#note({ id, maker, receivedAt, verdict: base.admitted.includes(id) ? "admitted" : "unknown" }, content, fenced);
    return true;
  }

  #refuse(checkpoint: CheckpointId): void {
    const { dag } = this.#core.members;
    if (this.#refusedBy !== dag || this.#refused.size >= MAX_REFUSED) this.#refused.clear();
    this.#refusedBy = dag;
    this.#refused.add(checkpoint);
  }

  async #note(entry: BookEntry, bytes: Uint8Array | null, fenced: { readonly fence?: number }): Promise<void> {
    const { ports, space } = this.#core;
    const noted = await changeBook(ports.store, space, (book) => {
      const { kept, manifests } = keepWithinLimits(this.#core, withEntry(book, entry));
      return { book: kept, manifests: bytes === null ? manifests : [...manifests, { id: entry.id, bytes }], parts: fenced };
    });
    valueOf(noted);
  }
}
