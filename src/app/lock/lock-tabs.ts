// The windows of one profile lock together. Each saves what it has and is loaded again, which ends its worker and takes all it showed along; what it then shows
// is the lock's screen, until it is opened there. A text that cannot be saved keeps its window open: nothing typed is ever lost to a lock.

import type { ReplicaClient } from "../client/replica-client.ts";
import { holdsRefusedText, keepDrafts, leaveUnasked, saveEverything } from "../update/unsaved.ts";
import { hasLock, holdDrafts } from "./held-drafts.ts";

/** The worker speaks there too (links/take-alone.ts). `used`: somebody uses one of them. */
type LockMessage = { readonly kind: "lock" | "used" };

const CHANNEL = "daybook-lock";
/** A write that takes longer is not finished soon. */
const SETTLE_MS = 3_000;

const channel = new BroadcastChannel(CHANNEL);

// A broadcast has no target origin: it never leaves its own.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (message: LockMessage): void => channel.postMessage(message);

export const tellUsed = (): void => tell({ kind: "used" });

/** False: something typed here cannot be saved. */
export async function readyToLeave(client: ReplicaClient): Promise<boolean> {
  const isSaved = await saveEverything();
  const settled = client.health() === "running" ? client.settled() : Promise.resolve();
  await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, SETTLE_MS))]);
  return isSaved && !holdsRefusedText();
}

/** Of this window alone. False: something typed here cannot be kept. */
export async function lockHere(client: ReplicaClient): Promise<boolean> {
  if (!(await readyToLeave(client))) return false;
  if (!(hasLock(client.lock()) ? await holdDrafts(client) : keepDrafts())) return false;
  leaveUnasked();
  location.reload();
  return true;
}

/** Of all windows. */
export function lockEverywhere(client: ReplicaClient): Promise<boolean> {
  tell({ kind: "lock" });
  return lockHere(client);
}

/** For as long as the page lives. `isChanging`: this window's own worker has asked the others to go. */
export function listenForLock(client: ReplicaClient, isChanging: () => boolean, onUsed: () => void): void {
  channel.addEventListener("message", ({ data }: MessageEvent<LockMessage>) => {
    if (data.kind === "used") onUsed();
    else if (!isChanging()) void lockHere(client);
  });
}
