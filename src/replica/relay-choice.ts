// Which relay this profile uses. In the store's meta table: its origin; empty: none, by the user's choice; absent: not settled, and then it is the one at
// the page's own address once that has answered as a relay. From then on it stays, also while it cannot be reached: an app that was served by a mere
// file server says "only on this device", one whose relay is down says that it waits. Beside it the tokens that open a new space at a relay, by its origin:
// one relay's token is never shown to another.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { Store, StoreBatch, StoreError } from "../ports/store.ts";
import { MAX_TOKEN_BYTES } from "../wire/limits.ts";
import type { ReplicaAnswers } from "./face.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";

export const RELAY_ADDRESS = "relay-address";

/** For a commit. */
export const relayAddressEntry = (origin: string | null): StoreBatch["meta"][number] => ({
  key: RELAY_ADDRESS,
  value: utf8ToBytes(origin ?? ""),
});

export const tokenKey = (origin: string): string => `relay-token/${origin}`;

/** As typed; null when it cannot be one. */
function tokenEntry(origin: string, text: string): StoreBatch["meta"][number] | null {
  const value = utf8ToBytes(text.trim());
  return value.length === 0 || value.length > MAX_TOKEN_BYTES ? null : { key: tokenKey(origin), value };
}

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

export type RelayChoicePorts = {
  readonly store: Store;
  /** The origin to dial for an address as a person gives it; null when it is none. */
  readonly relayOrigin: (address: string) => string | null;
};

export class RelayChoice {
  readonly #store: Store;
  readonly #default: DefaultRelay;
  readonly #toOrigin: (address: string) => string | null;
  #decision: RelayDecision = { address: null, isSettled: false };
  #asking: Promise<boolean> | null = null;

  constructor({ store, relayOrigin }: RelayChoicePorts, defaultRelay: DefaultRelay) {
    this.#store = store;
    this.#default = defaultRelay;
    this.#toOrigin = relayOrigin;
  }

  get address(): string | null {
    return this.#decision.address;
  }

  /** What has been settled, here or in another tab. Throws a store failure. */
  async read(): Promise<void> {
    const stored = valueOf(await this.#store.readMeta(RELAY_ADDRESS));
    this.#decision = decideRelay(stored === null ? null : bytesToUtf8(stored), this.#default.origin, this.#default.answers === null);
  }

  /** Whether the relay in use is the one at the page's own address. */
  get isDefault(): boolean {
    return this.address !== null && this.address === this.#default.origin;
  }

  /** `address`: null for none. `token`: empty to leave the one that is there. Both are as people give them. */
  async set(address: string | null, token: string): Promise<ReplicaAnswers["set-relay"]> {
    const origin = address === null ? null : this.#toOrigin(address);
    if (address !== null && origin === null) return err({ kind: "bad-address" });
    const entry = origin === null || token.trim() === "" ? undefined : tokenEntry(origin, token);
    if (entry === null) return err({ kind: "bad-token" });
    const stored = await this.#keep(entry === undefined ? [relayAddressEntry(origin)] : [relayAddressEntry(origin), entry]);
    if (!stored.ok) return err({ kind: "store", error: stored.error });
    this.#decision = { address: origin, isSettled: true };
    return ok(null);
  }

  /** Keeps the token that came with the page's address, for the relay there; tells whether it could be one. */
  async useToken(token: string): Promise<boolean> {
    const entry = this.#default.origin === null ? null : tokenEntry(this.#default.origin, token);
    return entry !== null && (await this.#keep([entry])).ok;
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
    await this.#keep([relayAddressEntry(origin)]);
    return true;
  }

  #keep(meta: StoreBatch["meta"]): Promise<Result<void, StoreError>> {
    return this.#store.commit(makeBatch(NO_SPACE, { meta }));
  }
}
