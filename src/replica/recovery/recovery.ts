// What is done about recovery phrases. Loaded on first use.

import { ok } from "../../base/result.ts";
import type { RecoveryAnswers, RecoveryRequest } from "../face/recovery.ts";
import type { Replica } from "../replica.ts";
import { endPhrase, makePhrase, phrasesOf } from "./phrases.ts";
import type { MakeSeedSigner } from "./recovery-key.ts";

export type Recovery = {
  answer(replica: Replica, request: RecoveryRequest): Promise<RecoveryAnswers[RecoveryRequest["kind"]]>;
};

export const makeRecovery = (makeSeedSigner: MakeSeedSigner): Recovery => ({
  /** Of the profile's own space. */
  async answer({ spaces }, request) {
    const { space } = spaces.own;
    switch (request.kind) {
      case "phrases":
        return ok(phrasesOf(space.core));
      case "make-phrase":
        return makePhrase(space, makeSeedSigner, request.entropy, request.day);
      case "end-phrase":
        return endPhrase(space, makeSeedSigner, request.phrase, request.entropy);
    }
  },
});
