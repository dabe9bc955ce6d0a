// A sentence for every expected failure. Each table is keyed by its union, so that a member without a sentence is a type error.

import type { ActError, PairingFailure, RelayState, StorageState } from "../../replica/face.ts";
import { t, type PlainMessageKey } from "./messages.ts";

type StoreError = Extract<StorageState, { kind: "failed" }>["error"];
type Refusal = Extract<ActError, { kind: "refused" }>["reason"];
type LinkFailure = Extract<RelayState, { kind: "waiting" }>["reason"];

const STORE_TEXTS = {
  "head-moved": "store.head-moved",
  "meta-moved": "store.head-moved",
  fenced: "store.fenced",
  full: "store.full",
  unavailable: "store.unavailable",
  "newer-database": "store.newer-database",
  closed: "store.closed",
} as const satisfies Record<StoreError["kind"], PlainMessageKey>;

const REFUSAL_TEXTS = {
  "no-such-item": "act.no-such-item",
  "newer-item": "act.newer-item",
  "unreadable-item": "act.unreadable-item",
  invalid: "act.invalid",
  "too-large": "act.too-large",
  "too-many": "act.too-many",
} as const satisfies Record<Refusal, PlainMessageKey>;

export const storeErrorText = (error: StoreError): string => t(STORE_TEXTS[error.kind]);

export function actErrorText(error: ActError): string {
  if (error.kind === "store") return storeErrorText(error.error);
  return error.kind === "refused" ? t(REFUSAL_TEXTS[error.reason]) : t("act.read-only");
}

/** Why nothing can be written at all; `null` while writing is possible. `full` is not among them: it may pass. */
export function cannotWriteText(storage: StorageState): string | null {
  if (storage.kind !== "failed") return null;
  // It was open before.
  if (storage.error.kind === "closed") return t("banner.died");
  const isKnown = storage.error.kind === "unavailable" || storage.error.kind === "newer-database";
  return isKnown ? storeErrorText(storage.error) : t("store.failedOpen");
}

export const pairingFailureText = (failure: PairingFailure): string => t(`fail.${failure}`);

export const linkFailureText = (failure: LinkFailure): string => t(`wire.${failure}`);
