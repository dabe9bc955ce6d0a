import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { ActError, PairingFailure, RelayState, StorageState } from "../../replica/face.ts";
import { actErrorText, cannotWriteText, linkFailureText, pairingFailureText, storeErrorText } from "./error-texts.ts";

type StoreError = Extract<StorageState, { kind: "failed" }>["error"];
type LinkFailure = Extract<RelayState, { kind: "waiting" }>["reason"];

/** One of each member: a new member that is left out here is a type error. */
const storeErrors: { [Kind in StoreError["kind"]]: Extract<StoreError, { kind: Kind }> } = {
  "head-moved": { kind: "head-moved", path: { log: makeId("log", new Uint8Array(8)), branch: "" } },
  "meta-moved": { kind: "meta-moved", key: "base" },
  fenced: { kind: "fenced" },
  full: { kind: "full" },
  unavailable: { kind: "unavailable", reason: "blocked" },
  "newer-database": { kind: "newer-database" },
  closed: { kind: "closed" },
};

const pairingFailures: Record<PairingFailure, true> = {
  "bad-code": true,
  "newer-version": true,
  "older-version": true,
  expired: true,
  used: true,
  taken: true,
  declined: true,
  cancelled: true,
  "relay-unreachable": true,
  "relay-refused": true,
  "nothing-came": true,
  "token-needed": true,
  "other-left": true,
  "other-tab": true,
  "bad-message": true,
  storage: true,
  "already-member": true,
  "no-relay": true,
  "home-unreachable": true,
  "no-direct": true,
};

const linkFailures: Record<LinkFailure, true> = {
  unreachable: true,
  "bad-signature": true,
  "wrong-origin": true,
  "not-a-member": true,
  "space-refused": true,
  "space-not-listed": true,
  "foreign-page": true,
  "no-such-space": true,
  malformed: true,
  oversized: true,
  unexpected: true,
  "unsupported-version": true,
  unverified: true,
  rate: true,
  "too-many-links": true,
  quota: true,
  "no-meeting": true,
  "meeting-taken": true,
  window: true,
  idle: true,
  storage: true,
  "shutting-down": true,
  internal: true,
};

const isName = <Name extends string>(names: Record<Name, true>, name: string): name is Name => name in names;

test.each(Object.values(storeErrors))("a store that fails by %o says so and what is safe", (error) => {
  expect(storeErrorText(error)).toMatch(/\.$/u);
});

test.each(Object.keys(pairingFailures))("a pairing that ends by %s says what happened and what to do", (name) => {
  const text = isName(pairingFailures, name) ? pairingFailureText(name) : "";
  expect(text.split(". ").length).toBeGreaterThanOrEqual(2);
});

test.each(Object.keys(linkFailures))("a relay that fails by %s has a sentence", (name) => {
  expect(isName(linkFailures, name) ? linkFailureText(name) : "").toMatch(/^.+\.$/u);
});

test("every refusal of an act says that it is not saved", () => {
  const errors: readonly ActError[] = [
    ...(["no-such-item", "newer-item", "unreadable-item", "invalid", "too-large", "too-many"] as const).map(
      (reason) => ({ kind: "refused", reason }) as const,
    ),
    { kind: "read-only" },
    { kind: "store", error: { kind: "full" } },
  ];
  for (const error of errors) expect(actErrorText(error)).toMatch(/^Not saved/u);
});

test("a full store may have room later, so writing is not shut off", () => {
  expect(cannotWriteText({ kind: "full" })).toBeNull();
  expect(cannotWriteText({ kind: "ready" })).toBeNull();
  expect(cannotWriteText({ kind: "failed", error: { kind: "unavailable", reason: "" } })).toMatch(/private window/u);
});
