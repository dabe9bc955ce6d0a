// The worker's side of the profile's lock: asks the window for what opens it, and changes it. Knows no secret for longer than it takes to hand it on.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { err, type Result } from "../base/result.ts";
import type { LockError, LockProof, LockWays, NextLock } from "../ports/lock.ts";
import type { ReplicaPush } from "./face.ts";
import type { LockAnswers, LockRequest } from "./face/lock.ts";
import { NO_CODE } from "./store-failure.ts";

const TEXT_LABEL = "text of a window";

/** The vault, once it is open. */
export type OpenLock = {
  readonly sealer: {
    seal(label: string, content: Uint8Array): Promise<Uint8Array>;
    open(label: string, sealed: Uint8Array): Promise<Uint8Array | null>;
  };
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
      case "seal-text":
        return this.#open()?.sealer.seal(TEXT_LABEL, utf8ToBytes(request.text)) ?? null;
      case "open-text": {
        const opened = await this.#open()?.sealer.open(TEXT_LABEL, request.sealed);
        return opened === undefined || opened === null ? null : bytesToUtf8(opened);
      }
    }
  }
}
