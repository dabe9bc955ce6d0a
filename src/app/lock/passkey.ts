// Passkeys that make a secret of what they are given (WebAuthn, extension `prf`): of the lock's salt, and of what a way back is found by (app/recovery). A
// passkey belongs to the name that the page was opened by: there is none for an address of numbers, and another name has others.

import type { LockProof, NextLock, PasskeyRef } from "../../ports/lock.ts";

const SALT_BYTES = 32;
const SECRET_BYTES = 32;
/** ES256 and RS256, as COSE numbers them: all that authenticators have in common. */
const ALGORITHMS = [-7, -257];

const isNumeric = (host: string): boolean => /^[\d.]+$/u.test(host) || host.startsWith("[");

/** Whether there can be one for this page. Whether it makes secrets shows only when one is made. */
export const canHavePasskey = (): boolean => "PublicKeyCredential" in globalThis && isSecureContext && !isNumeric(location.hostname);

const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

/** `unsupported`: it makes no secrets. Null: the user, or the authenticator, does not want to, or there is none; the browser has said so itself. */
export type PasskeySecret = Uint8Array | "unsupported" | null;

function secretOf(credential: Credential | null): PasskeySecret {
  if (!(credential instanceof PublicKeyCredential)) return null;
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return "unsupported";
  const secret = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  return secret.length === SECRET_BYTES ? secret.slice() : "unsupported";
}

/** `credential` null: whichever of this page's the user chooses. */
export async function askPasskey(credential: Uint8Array | null, input: Uint8Array): Promise<PasskeySecret> {
  try {
    return secretOf(
      await navigator.credentials.get({
        publicKey: {
          challenge: randomBytes(SALT_BYTES),
          allowCredentials: credential === null ? [] : [{ type: "public-key", id: credential.slice() }],
          userVerification: "required",
          extensions: { prf: { eval: { first: input.slice() } } },
        },
      }),
    );
  } catch {
    return null;
  }
}

export type NewPasskey = {
  /** What it goes by wherever it is kept. */
  readonly name: string;
  readonly input: Uint8Array;
  /** Whether it must be found by a browser that knows nothing of it. */
  readonly isFoundAlone: boolean;
};

export type MadePasskey = { readonly credential: Uint8Array; readonly secret: Uint8Array };

export async function createPasskey({ name, input, isFoundAlone }: NewPasskey): Promise<MadePasskey | "unsupported" | null> {
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: randomBytes(SALT_BYTES),
        rp: { name: "Daybook" },
        user: { id: randomBytes(SALT_BYTES), name, displayName: name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: isFoundAlone ? "required" : "preferred", userVerification: "required" },
        extensions: { prf: { eval: { first: input.slice() } } },
      },
    });
    if (!(made instanceof PublicKeyCredential)) return null;
    const credential = new Uint8Array(made.rawId);
    if (made.getClientExtensionResults().prf?.enabled === false) return "unsupported";
    const first = secretOf(made);
    // Many make it only when they are asked again.
    const secret = first instanceof Uint8Array ? first : await askPasskey(credential, input);
    return secret instanceof Uint8Array ? { credential, secret } : "unsupported";
  } catch {
    return null;
  }
}

/** Null where the user, or the authenticator, does not want to. */
export async function passkeyProof({ credential, salt }: PasskeyRef): Promise<LockProof | null> {
  const secret = await askPasskey(credential, salt);
  return secret instanceof Uint8Array ? { kind: "passkey", secret } : null;
}

/** For the lock. */
export async function makePasskey(name: string): Promise<NonNullable<NextLock["passkey"]> | "unsupported" | null> {
  const salt = randomBytes(SALT_BYTES);
  const made = await createPasskey({ name, input: salt, isFoundAlone: false });
  return made === null || made === "unsupported" ? made : { ...made, salt };
}
