// What is done about recovery phrases, and with one. Loaded on first use; one for as long as the worker lives: it knows what is under way.

import { ok } from "../../base/result.ts";
import type { RecoveryAnswers, RecoveryRequest, RestoreState } from "../face/recovery.ts";
import type { Replica } from "../replica.ts";
import { endPhrase, makePhrase, phrasesOf } from "./phrases.ts";
import type { MakeSeedSigner } from "./recovery-key.ts";
import { Restoring } from "./restoring.ts";

export type Recovery = {
  answer(
    replica: Replica,
    request: RecoveryRequest,
    tell: (state: RestoreState) => void,
  ): Promise<RecoveryAnswers[RecoveryRequest["kind"]]>;
};

export function makeRecovery(makeSeedSigner: MakeSeedSigner): Recovery {
  let restoring: Restoring | null = null;
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
