// What this profile remembers of the relay in use, across page loads: the token to show it, what it has confirmed, and where it answers without its socket.
// What it says is a memory aid, and never more than it has said.

import { bytesEqual } from "../base/bytes.ts";
import type { LogPath } from "../ports/store.ts";
import type { Timers } from "../ports/time.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";
import { NO_TOKEN, readRelayToken } from "./relay-token.ts";
import type { SpacePorts } from "./space-core.ts";
import type { Space } from "./space.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";

const KEEP_AFTER_MS = 1_000;

export const knowledgeKey = ({ core }: { readonly core: Pick<Space["core"], "space"> }, address: string): string =>
  `relay-confirmed/${core.space}/${address}`;

const directKey = (address: string): string => `relay-answers-at/${address}`;

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
  /** As wire/direct-address.ts has it; null where it has said nothing of it. */
  answersAt: Uint8Array | null = null;

  constructor({ store, timers }: Pick<SpacePorts, "store"> & { readonly timers: Timers }, of: RememberedRelay) {
    this.#store = store;
    this.#timers = timers;
    this.#of = of;
  }

  /** What is not remembered, or cannot be read, counts as never said. */
  async load(of: RememberedRelay): Promise<void> {
    const { space, address } = of;
    this.#of = of;
    const [token, stored, direct] = await Promise.all([
      readRelayToken(this.#store, address),
      address === null ? null : this.#store.readMeta(knowledgeKey(space, address)),
      address === null ? null : this.#store.readMeta(directKey(address)),
    ]);
    this.token = token;
    this.answersAt = direct?.ok === true ? direct.value : null;
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

  /** It has said where it answers. */
  noteAddress(at: Uint8Array): void {
    const { address } = this.#of;
    if (address === null || bytesEqual(at, this.answersAt ?? NO_TOKEN)) return;
    this.answersAt = at;
    void this.#store.commit(makeBatch(NO_SPACE, { meta: [{ key: directKey(address), value: at }] }));
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
