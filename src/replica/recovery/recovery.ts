// What is done about recovery phrases, and with one. Loaded on first use; one for as long as the worker lives: it knows what is under way.

import { err, ok } from "../../base/result.ts";
import type { RecoveryAnswers, RecoveryRequest, RestoreState } from "../face/recovery.ts";
import type { Replica } from "../replica.ts";
import { homeCodeOf } from "./home-code.ts";
import { endPhrase, makePhrase, phrasesOf } from "./phrases.ts";
import { capsuleAtRelay, contentAtRelay, endByPasskey, makePasskey } from "./passkeys.ts";
import type { MakeSeedSigner } from "./recovery-key.ts";
import { Restoring } from "./restoring.ts";

type PasskeyRequest = Extract<RecoveryRequest, { kind: "restore-by-passkey" }>;

export type Recovery = {
  answer(
    replica: Replica,
    request: RecoveryRequest,
    tell: (state: RestoreState) => void,
  ): Promise<RecoveryAnswers[RecoveryRequest["kind"]]>;
};

export function makeRecovery(makeSeedSigner: MakeSeedSigner): Recovery {
  let restoring: Restoring | null = null;

  async function restoreByPasskey(replica: Replica, { secret, relay }: PasskeyRequest, tell: (state: RestoreState) => void): Promise<void> {
    restoring?.cancel();
    const next = new Restoring(replica, tell);
    restoring = next;
    const origin = replica.ports.relayOrigin(relay);
    tell({ kind: "reaching" });
    const content = origin === null ? err("bad-relay" as const) : await contentAtRelay(replica.ports, secret, origin);
    // It was given up meanwhile, or another one was begun.
    if (restoring !== next) return undefined;
    return content.ok
      ? next.begin(makeSeedSigner, { ...content.value, relay, from: { kind: "relay" } })
      : tell({ kind: "failed", failure: content.error });
  }

  return {
    /** Of the profile's own space. */
    async answer(replica, request, tell) {
      const { space } = replica.spaces.own;
      switch (request.kind) {
        case "phrases":
          return ok(phrasesOf(space.core));
        case "make-phrase":
          return makePhrase(space, makeSeedSigner, request.entropy, request.day);
        case "end-phrase":
          return endPhrase(space, makeSeedSigner, request.phrase, request.entropy);
        case "make-passkey":
          return makePasskey(space, makeSeedSigner, request.secret, request.day);
        case "end-by-passkey":
          return endByPasskey(space, makeSeedSigner, request.phrase, request.secret);
        case "capsule-at-relay":
          return ok(await capsuleAtRelay(replica.ports, space, request.passkey, replica.spaces.addressOf(replica.spaces.own)));
        case "restore-by-passkey":
          void restoreByPasskey(replica, request, tell);
          return null;
        case "home-code":
          return ok(await homeCodeOf(space));
        case "restore":
          restoring?.cancel();
          restoring = new Restoring(replica, tell);
          void restoring.begin(makeSeedSigner, request);
          return null;
        case "confirm-devices":
          restoring?.confirm(request.lost);
          return null;
        case "cancel-restore":
          restoring?.cancel();
          restoring = null;
          tell({ kind: "idle" });
          return null;
      }
    },
  };
}
