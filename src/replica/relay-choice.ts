// Which relay this profile uses. In the store's meta table: its origin; empty: none, by the user's choice; absent: not settled, and then it is the one at
// the page's own address once that has answered as a relay. From then on it stays, also while it cannot be reached: an app that was served by a mere
// file server says "only on this device", one whose relay is down says that it waits.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { ok, type Result } from "../base/result.ts";
import type { Store, StoreBatch, StoreError } from "../ports/store.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";

const RELAY_ADDRESS = "relay-address";

/** For a commit. */
export const relayAddressEntry = (origin: string | null): StoreBatch["meta"][number] => ({
  key: RELAY_ADDRESS,
  value: utf8ToBytes(origin ?? ""),
});

export type DefaultRelay = {
  /** At the page's own address; null: there can be none. */
  readonly origin: string | null;
  /** Whether a relay answers there; null: it is taken unasked. */
  readonly answers: (() => Promise<boolean>) | null;
};

export type RelayDecision = {
  readonly address: string | null;
  /** It does not change until somebody sets another. */
  readonly isSettled: boolean;
};

/** `stored`: what the meta table holds. `hasAnswered`: a relay has answered at the default's address, or is taken for one. */
export function decideRelay(stored: string | null, defaultOrigin: string | null, hasAnswered: boolean): RelayDecision {
  if (stored !== null) return { address: stored === "" ? null : stored, isSettled: true };
  return { address: hasAnswered ? defaultOrigin : null, isSettled: hasAnswered || defaultOrigin === null };
}

export class RelayChoice {
  readonly #store: Store;
  readonly #default: DefaultRelay;
  #decision: RelayDecision = { address: null, isSettled: false };
  #asking: Promise<boolean> | null = null;

  constructor(store: Store, defaultRelay: DefaultRelay) {
    this.#store = store;
    this.#default = defaultRelay;
  }

  get address(): string | null {
    return this.#decision.address;
  }

  /** What has been settled, here or in another tab. Throws a store failure. */
  async read(): Promise<void> {
    const stored = valueOf(await this.#store.readMeta(RELAY_ADDRESS));
    this.#decision = decideRelay(stored === null ? null : bytesToUtf8(stored), this.#default.origin, this.#default.answers === null);
  }

  async set(origin: string | null): Promise<Result<void, StoreError>> {
    const stored = await this.#keep(origin);
    if (stored.ok) this.#decision = { address: origin, isSettled: true };
    return stored;
  }

  /** Asks at the page's own address while nothing is settled; tells whether a relay was found there. */
  find(): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    const { origin, answers } = this.#default;
    if (this.#decision.isSettled || answers === null) return false;
    const hasAnswered = await answers();
    // Somebody may have set one meanwhile.
    if (!hasAnswered || this.#decision.isSettled) return false;
    this.#decision = decideRelay(null, origin, true);
    // Where it cannot be kept it is found again at the next start.
    await this.#keep(origin);
    return true;
  }

  async #keep(origin: string | null): Promise<Result<void, StoreError>> {
    const stored = await this.#store.commit(makeBatch(NO_SPACE, { meta: [relayAddressEntry(origin)] }));
    return stored.ok ? ok(undefined) : stored;
  }
}
