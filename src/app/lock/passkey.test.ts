import { afterEach, expect, test, vi } from "vitest";
import type { PasskeyRef } from "../../ports/lock.ts";
import { canHavePasskey, makePasskey, passkeyProof } from "./passkey.ts";

const SECRET = Uint8Array.from({ length: 32 }, (_, index) => index);
const REF: PasskeyRef = { credential: Uint8Array.of(1, 2, 3), salt: new Uint8Array(32).fill(9) };

/** What an authenticator answers with, as the platform's class has it. */
class Answer {
  readonly rawId = Uint8Array.of(1, 2, 3).buffer;
  readonly #prf: unknown;
  constructor(prf: unknown) {
    this.#prf = prf;
  }
  getClientExtensionResults(): unknown {
    return { prf: this.#prf };
  }
}

type Asked = {
  readonly publicKey: { readonly extensions: unknown; readonly allowCredentials?: unknown; readonly userVerification?: string };
};

/** A browser whose authenticator answers like this; the requests it had. */
function browser(answers: { readonly create?: () => unknown; readonly get?: () => unknown }): Asked[] {
  const asked: Asked[] = [];
  const answering =
    (answer: (() => unknown) | undefined) =>
    async (options: Asked): Promise<unknown> => {
      asked.push(options);
      return answer?.();
    };
  vi.stubGlobal("PublicKeyCredential", Answer);
  vi.stubGlobal("navigator", { credentials: { create: answering(answers.create), get: answering(answers.get) } });
  return asked;
}

const refuse = (): never => {
  throw new DOMException("The operation either timed out or was not allowed.", "NotAllowedError");
};

const withSecret = (first: unknown): Answer => new Answer({ enabled: true, results: { first } });

afterEach(() => vi.unstubAllGlobals());

test("a page that was opened by numbers, or without a secure context, can have no passkey", () => {
  browser({});
  vi.stubGlobal("isSecureContext", true);
  for (const [hostname, can] of [
    ["localhost", true],
    ["daybook.example", true],
    ["127.0.0.1", false],
    ["192.168.1.20", false],
    ["[::1]", false],
  ] as const) {
    vi.stubGlobal("location", { hostname });
    expect([hostname, canHavePasskey()]).toEqual([hostname, can]);
  }
  vi.stubGlobal("location", { hostname: "daybook.example" });
  vi.stubGlobal("isSecureContext", false);
  expect(canHavePasskey()).toBe(false);
});

test("a passkey proves itself by the secret that it makes of the lock's salt, with its user verified", async () => {
  const asked = browser({ get: () => withSecret(SECRET.buffer.slice(0)) });
  expect(await passkeyProof(REF)).toEqual({ kind: "passkey", secret: SECRET });
  expect(asked[0]?.publicKey).toMatchObject({
    userVerification: "required",
    allowCredentials: [{ type: "public-key", id: REF.credential }],
    extensions: { prf: { eval: { first: REF.salt } } },
  });
});

test("a passkey that its user declines, that makes no secret, or one of another size, opens nothing", async () => {
  for (const get of [
    refuse,
    () => null,
    () => new Answer(undefined),
    () => withSecret(undefined),
    () => withSecret(new Uint8Array(16).buffer),
  ]) {
    browser({ get });
    expect(await passkeyProof(REF)).toBeNull();
  }
});

test("a new passkey has its secret from the making of it, or from being asked at once afterwards", async () => {
  browser({ create: () => withSecret(SECRET.buffer.slice(0)), get: refuse });
  expect(await makePasskey("a laptop")).toMatchObject({ credential: REF.credential, secret: SECRET });
  const asked = browser({ create: () => new Answer({ enabled: true }), get: () => withSecret(new DataView(SECRET.buffer)) });
  const made = await makePasskey("a laptop");
  expect(made).toMatchObject({ credential: REF.credential, secret: SECRET });
  // By the salt that is kept with it.
  const [, second] = asked;
  expect(second?.publicKey.extensions).toEqual({ prf: { eval: { first: typeof made === "object" ? made?.salt : null } } });
});

test("a passkey without PRF is told apart from one that its user did not want to make", async () => {
  browser({ create: () => new Answer({ enabled: false }), get: () => withSecret(SECRET.buffer) });
  expect(await makePasskey("a laptop")).toBe("unsupported");
  browser({ create: () => new Answer({ enabled: true }), get: () => new Answer({}) });
  expect(await makePasskey("a laptop")).toBe("unsupported");
  browser({ create: refuse });
  expect(await makePasskey("a laptop")).toBeNull();
  browser({ create: () => null });
  expect(await makePasskey("a laptop")).toBeNull();
});
