// The worker's side of the profile's lock: asks the window for what opens it, and changes it. Knows no secret for longer than it takes to hand it on.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { err, type Result } from "../base/result.ts";
import type { LockError, LockProof, LockWays, NextLock } from "../ports/lock.ts";
import type { Store } from "../ports/store.ts";
import type { ReplicaPush } from "./face.ts";
import type { LockAnswers, LockRequest } from "./face/lock.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { NO_CODE } from "./store-failure.ts";

const textKey = (name: string): string => `held-text/${name}`;

/** The vault, once it is open. */
export type OpenLock = {
  readonly store: Pick<Store, "readMeta" | "commit">;
  change(proof: LockProof | null, next: NextLock | null): Promise<Result<null, LockError>>;
};

export class LockDesk {
  readonly #push: (push: ReplicaPush) => void;
  readonly #open: () => OpenLock | null;
  #wrong = 0;
  #answer: ((proof: LockProof) => void) | null = null;

  constructor(push: (push: ReplicaPush) => void, open: () => OpenLock | null) {
    this.#push = push;
    this.#open = open;
  }

  /** Resolves with what the window shows next. */
  ask(ways: LockWays, wasWrong: boolean): Promise<LockProof> {
    if (wasWrong) this.#wrong += 1;
    this.#push({ kind: "lock", lock: { kind: "locked", ways, wrong: this.#wrong } });
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  async answer(request: LockRequest): Promise<LockAnswers[keyof LockAnswers]> {
    switch (request.kind) {
      case "unlock":
        this.#answer?.(request.proof);
        this.#answer = null;
        return null;
      case "change-lock":
        return this.#open()?.change(request.proof, request.next) ?? err({ kind: "store", error: NO_CODE });
      case "hold-text":
        return this.#put(request.name, utf8ToBytes(request.text));
      case "take-text":
        return this.#take(request.name);
    }
  }

  async #put(name: string, value: Uint8Array | null): Promise<boolean> {
    const put = await this.#open()?.store.commit(makeBatch(NO_SPACE, { meta: [{ key: textKey(name), value }] }));
    return put?.ok === true;
  }

  async #take(name: string): Promise<string | null> {
    const held = await this.#open()?.store.readMeta(textKey(name));
    if (held?.ok !== true || held.value === null) return null;
    await this.#put(name, null);
    return bytesToUtf8(held.value);
  }
}
