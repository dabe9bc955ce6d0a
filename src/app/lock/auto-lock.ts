// Locks by itself after a time in which nobody has used any window of the profile, and at once by a key. Timers of a hidden page may be late, and a frozen page has
// none: whoever comes back to it after that time finds it locked.

import { createEffect, onCleanup } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";
import { hasLock } from "./held-drafts.ts";
import { lockAfterMs } from "./lock-after.ts";
import { listenForLock, lockEverywhere, lockHere, tellUsed } from "./lock-tabs.ts";

const LOOK_MS = 5_000;
/** Others are told no more often. */
const TELL_MS = 10_000;
const USES = ["pointerdown", "keydown", "wheel", "touchmove"] as const;

let changing = 0;

/** While the lock is being changed from this window, its own worker asks all others to go. */
export async function whileChanging<T>(change: () => Promise<T>): Promise<T> {
  changing += 1;
  try {
    return await change();
  } finally {
    changing -= 1;
  }
}

const isLockKey = (event: KeyboardEvent): boolean =>
  event.code === "KeyL" && event.shiftKey && !event.altKey && (event.ctrlKey || event.metaKey);

/** Asked within an owner, for as long as that lives. */
export function createAutoLock(client: ReplicaClient): void {
  let usedMs = Date.now();
  let toldMs = 0;
  const isDue = (): boolean => hasLock(client.lock()) && Date.now() - usedMs >= lockAfterMs(client.profile());
  const onUse = (): void => {
    if (isDue()) return void lockHere(client);
    usedMs = Date.now();
    if (!hasLock(client.lock()) || usedMs - toldMs < TELL_MS) return;
    toldMs = usedMs;
    tellUsed();
  };
  const look = (): void => {
    if (isDue()) void lockHere(client);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!isLockKey(event) || !hasLock(client.lock())) return;
    event.preventDefault();
    void lockEverywhere(client);
  };
  listenForLock(
    client,
    () => changing > 0,
    () => {
      usedMs = Date.now();
    },
  );
  for (const use of USES) window.addEventListener(use, onUse, { capture: true, passive: true });
  window.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", look);
  createEffect(() => {
    if (!hasLock(client.lock())) return;
    const timer = setInterval(look, LOOK_MS);
    onCleanup(() => clearInterval(timer));
  });
  onCleanup(() => {
    for (const use of USES) window.removeEventListener(use, onUse, { capture: true });
    window.removeEventListener("keydown", onKey);
    document.removeEventListener("visibilitychange", look);
  });
}
