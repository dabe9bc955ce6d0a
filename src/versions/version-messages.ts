// What windows and the service worker say to each other, so that parts of different versions find out before they work together.
// Both ends may be of any version, also of a later one: what is not understood is not answered, and a missing answer is no agreement.

import { isRecord } from "../base/record.ts";

/** What a service worker says of itself. */
export type VersionFacts = {
  readonly build: string;
  /** SHA-256 over all files of the version, each of which it has checked; in hex. */
  readonly hash: string;
};

export type WindowToServiceWorker =
  /** Answered on the message's port with VersionFacts. */
  | { readonly kind: "which-version" }
  /** The user wants this version now: it takes over from the one in charge. Only to a worker that waits. */
  | { readonly kind: "take-over" }
  /** A good moment to drop the files of versions that no window runs any more. Only to the worker in charge. */
  | { readonly kind: "drop-unused" };

export type ServiceWorkerToWindow =
  /** Answered on the message's port with the window's build. */
  | { readonly kind: "which-build" }
  /** Something was shared with the app and waits for a window; not answered. */
  | { readonly kind: "shared" }
  /** Something was done with a notification, as the fragment says (app/reminders/ring-fragment.ts); not answered. */
  | { readonly kind: "ring-clicked"; readonly fragment: string };

export type BuildAnswer = { readonly build: string };

const KINDS: ReadonlySet<unknown> = new Set(["which-version", "take-over", "drop-unused"]);

export function parseWindowMessage(data: unknown): WindowToServiceWorker["kind"] | null {
  if (!isRecord(data) || !KINDS.has(data["kind"])) return null;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one of KINDS
  return data["kind"] as WindowToServiceWorker["kind"];
}

export const asksForBuild = (data: unknown): boolean => isRecord(data) && data["kind"] === "which-build";

export const tellsOfShared = (data: unknown): boolean => isRecord(data) && data["kind"] === "shared";

/** Null: it is another message. */
export const clickedRing = (data: unknown): string | null =>
  isRecord(data) && data["kind"] === "ring-clicked" && typeof data["fragment"] === "string" ? data["fragment"] : null;

export function parseVersionFacts(data: unknown): VersionFacts | null {
  if (!isRecord(data) || typeof data["build"] !== "string" || typeof data["hash"] !== "string") return null;
  return { build: data["build"], hash: data["hash"] };
}

export const parseBuildAnswer = (data: unknown): string | null =>
  isRecord(data) && typeof data["build"] === "string" ? data["build"] : null;
