// Whether the browser will keep the data when space runs low. It is asked once something was saved, so that a browser which asks its user in turn does so
// right after what the user did, and for something worth keeping; then rarely again, as long as it says no.

import { createSignal, type Accessor } from "solid-js";

/** Where the browser is asked: `navigator.storage`. */
export type PersistencePlatform = Pick<StorageManager, "persist" | "persisted">;

/** `unknown`: not told yet, or this browser does not tell. */
export type Persistence = "unknown" | "kept" | "may-be-cleared";

export type PersistencePorts = {
  /** null: this browser cannot be asked. */
  readonly platform: PersistencePlatform | null;
  /** When it was asked for the last time, in ms since 1970. */
  readonly askedMs: () => number | null;
  readonly rememberAsked: (nowMs: number) => void;
  readonly nowMs: () => number;
};

export type PersistenceDesk = {
  readonly persistence: Accessor<Persistence>;
  /** After something was saved: asks when it is time to. Resolves with the answer, or with null when it was not asked. */
  readonly afterSave: () => Promise<Persistence | null>;
  /** Because the user wants it. */
  readonly askNow: () => Promise<Persistence>;
};

const ASK_AGAIN_MS = 30 * 24 * 60 * 60 * 1000;

export const isTimeToAsk = (askedMs: number | null, nowMs: number): boolean =>
  askedMs === null || Number.isNaN(askedMs) || Math.abs(nowMs - askedMs) >= ASK_AGAIN_MS;

const asPersistence = (isKept: boolean): Persistence => (isKept ? "kept" : "may-be-cleared");

export function createPersistence({ platform, askedMs, rememberAsked, nowMs }: PersistencePorts): PersistenceDesk {
  const [persistence, setPersistence] = createSignal<Persistence>("unknown");
  let asking: Promise<Persistence> | null = null;

  const find = async (answer: (platform: PersistencePlatform) => Promise<boolean>): Promise<Persistence> => {
    // A browser may refuse to answer at all, as in a private window.
    const found = platform === null ? "unknown" : await answer(platform).then(asPersistence, () => "unknown" as const);
    setPersistence(found);
    return found;
  };
  const read = find((browser) => browser.persisted());

  const ask = async (): Promise<Persistence> => {
    // Before the answer: a page that goes meanwhile has asked all the same.
    rememberAsked(nowMs());
    return find((browser) => browser.persist());
  };
  const askNow = (): Promise<Persistence> => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return asking;
  };

  return {
    persistence,
    askNow,
    async afterSave() {
      if ((await read) !== "may-be-cleared" || persistence() !== "may-be-cleared") return null;
      return asking === null && isTimeToAsk(askedMs(), nowMs()) ? askNow() : null;
    },
  };
}
