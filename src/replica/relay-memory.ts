// What this profile remembers of the relay in use, across page loads: the token to show it, and what it has confirmed. All of it is a memory aid, kept a
// little later, and never more than the relay has said.

import { bytesEqual } from "../base/bytes.ts";
import type { LogPath } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import { NO_TOKEN, readRelayToken } from "./relay-choice.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import type { SpacePorts } from "./space-core.ts";
import type { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";

const KEEP_AFTER_MS = 1_000;

const knowledgeKey = (space: Space, address: string): string => `relay-confirmed/${space.core.space}/${address}`;

/** Of which space at which relay; null: there is none. */
export type RememberedRelay = { readonly space: Space; readonly address: string | null };

export class RelayMemory {
  readonly #store: SpacePorts["store"];
  readonly #timers: Timers;
  #of: RememberedRelay;
  /** What is known of it is about to be kept. */
  #keepsFor: RememberedRelay | null = null;
  #isClosed = false;
  /** Empty when there is none. */
  token: Uint8Array = NO_TOKEN;
  knowledge = new RelayKnowledge();

  constructor({ store, timers }: Pick<SpacePorts, "store"> & { readonly timers: Timers }, of: RememberedRelay) {
    this.#store = store;
    this.#timers = timers;
    this.#of = of;
  }

  /** What is not remembered, or cannot be read, counts as never said. */
  async load(of: RememberedRelay): Promise<void> {
    const { space, address } = of;
    this.#of = of;
    const [token, stored] = await Promise.all([
      readRelayToken(this.#store, address),
      address === null ? null : this.#store.readMeta(knowledgeKey(space, address)),
    ]);
    this.token = token;
    this.knowledge = stored?.ok === true && stored.value !== null ? RelayKnowledge.decode(stored.value) : new RelayKnowledge();
  }

  /** Whether the token that is stored now is another one than was loaded. */
  async hasOtherToken(): Promise<boolean> {
    return !bytesEqual(await readRelayToken(this.#store, this.#of.address), this.token);
  }

  /** The relay with this store is connected. */
  noteStore(id: string, nowMs: number): void {
    if (this.knowledge.noteStore(id, nowMs)) this.#keepSoon();
  }

  confirm(path: LogPath, seq: number): void {
    this.knowledge.confirm(path, seq);
    this.#keepSoon();
  }

  #keepSoon(): void {
    const of = this.#of;
    const { space, address } = of;
    if (this.#keepsFor === of || address === null) return;
    this.#keepsFor = of;
    this.#timers.after(KEEP_AFTER_MS, () => {
      // What is known by now is of another one.
      if (this.#isClosed || of !== this.#of) return;
      this.#keepsFor = null;
      const meta = [{ key: knowledgeKey(space, address), value: this.knowledge.encode() }];
      void this.#store.commit(makeBatch(space.core.space, { meta }));
    });
  }

  close(): void {
    this.#isClosed = true;
  }
}
