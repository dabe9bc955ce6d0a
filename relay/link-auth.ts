// Whether who dials has signed the handshake (PROTOCOL.md "Handshake"), under one of the names that the relay goes by on that link.

import { idToBytes } from "../src/base/ids.ts";
import type { StatementVerifier } from "../src/members/statement.ts";
import type { Frame } from "../src/wire/frames.ts";
import { handshakeTranscript } from "../src/wire/handshake.ts";
import { PROTOCOL_VERSIONS } from "../src/wire/limits.ts";

export type AuthFrame = Extract<Frame, { type: "auth" }>;

type AuthPorts = { readonly verifier: StatementVerifier; readonly storeId: Uint8Array };

export async function isSignedAuth(
  { verifier, storeId }: AuthPorts,
  auth: AuthFrame,
  acceptorChallenge: Uint8Array,
  bindings: readonly string[],
): Promise<boolean> {
  for (const binding of bindings) {
    const transcript = handshakeTranscript({
      sha256: verifier.sha256,
      role: "initiator",
      versionsOffered: PROTOCOL_VERSIONS,
      chosen: auth.version,
      space: auth.space,
      initiator: auth.device,
      acceptor: storeId,
      acceptorChallenge,
      initiatorChallenge: auth.challenge,
      binding,
    });
    if (await verifier.verify(idToBytes(auth.device), transcript, auth.signature)) return true;
  }
  return false;
}
