// Passkeys that make a secret of the lock's salt (WebAuthn, extension `prf`). A passkey belongs to the name that the page was opened by: there is none for an
// address of numbers, and another name has others.

import type { LockProof, NextLock, PasskeyRef } from "../../ports/lock.ts";

const SALT_BYTES = 32;
const SECRET_BYTES = 32;
/** ES256 and RS256, as COSE numbers them: all that authenticators have in common. */
const ALGORITHMS = [-7, -257];

const isNumeric = (host: string): boolean => /^[\d.]+$/u.test(host) || host.startsWith("[");

/** Whether there can be one for this page. Whether it makes secrets shows only when one is made. */
export const canHavePasskey = (): boolean => "PublicKeyCredential" in globalThis && isSecureContext && !isNumeric(location.hostname);

const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length));

function secretOf(credential: Credential | null): Uint8Array | null {
  if (!(credential instanceof PublicKeyCredential)) return null;
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  const secret = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  return secret.length === SECRET_BYTES ? secret.slice() : null;
}

async function askSecret({ credential, salt }: PasskeyRef): Promise<Uint8Array | null> {
  try {
    return secretOf(
      await navigator.credentials.get({
        publicKey: {
          challenge: randomBytes(SALT_BYTES),
          allowCredentials: [{ type: "public-key", id: credential.slice() }],
          userVerification: "required",
          extensions: { prf: { eval: { first: salt.slice() } } },
        },
      }),
    );
  } catch {
    // Declined, timed out, or there is none: the browser has said so itself.
    return null;
  }
}

/** Null where the user, or the authenticator, does not want to. */
export async function passkeyProof(passkey: PasskeyRef): Promise<LockProof | null> {
  const secret = await askSecret(passkey);
  return secret === null ? null : { kind: "passkey", secret };
}

/** `unsupported`: it makes no secrets. Null: the user, or the authenticator, does not want to. */
export async function makePasskey(name: string): Promise<NonNullable<NextLock["passkey"]> | "unsupported" | null> {
  const salt = randomBytes(SALT_BYTES);
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: randomBytes(SALT_BYTES),
        rp: { name: "Daybook" },
        user: { id: randomBytes(SALT_BYTES), name, displayName: name },
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        extensions: { prf: { eval: { first: salt } } },
      },
    });
    if (!(made instanceof PublicKeyCredential)) return null;
    const credential = new Uint8Array(made.rawId);
    if (made.getClientExtensionResults().prf?.enabled === false) return "unsupported";
    // Many make it only when they are asked again.
    const secret = secretOf(made) ?? (await askSecret({ credential, salt }));
    return secret === null ? "unsupported" : { credential, salt, secret };
  } catch {
    return null;
  }
}
