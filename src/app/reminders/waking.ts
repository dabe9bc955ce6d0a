// Whether this browser lets reminders ring, and by which push subscription a relay wakes it. A subscription is bound to the relay's key: of another relay it is
// made anew. Permission is asked for by a person's click alone.

import type { RemindersState } from "../../replica/face/reminders.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { chosenLanguage } from "../texts/language.ts";
import { shownTag } from "../texts/messages.ts";

/** `none`: the browser has no notifications for this page. */
export type RingPermission = NotificationPermission | "none";

export function ringPermission(): RingPermission {
  return "Notification" in window && "serviceWorker" in navigator ? Notification.permission : "none";
}

/** Null where no service worker stands behind this page. */
export async function ringRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return (await navigator.serviceWorker.getRegistration().catch(() => undefined)) ?? null;
}

/** Why nothing rings while the app is closed. */
export type NotWoken = "noRelay" | "relayCannot" | "noPush" | "notServed" | "full" | "waiting";

export function notWokenBecause(state: RemindersState | null, hasRelay: boolean): NotWoken | null {
  if (!hasRelay) return "noRelay";
  if (state === null || state.pushKey === null) return "relayCannot";
  if (state.endpoint === null) return "noPush";
  if (state.kept === "kept") return null;
  if (state.kept === "full") return "full";
  return state.kept === "not served" ? "notServed" : "waiting";
}

export const ringLanguage = (): string => chosenLanguage() ?? shownTag();

function isFor({ options }: PushSubscription, key: Uint8Array): boolean {
  const held = options.applicationServerKey;
  const bytes = held === null ? new Uint8Array(0) : new Uint8Array(held);
  return bytes.length === key.length && bytes.every((byte, index) => byte === key[index]);
}

/** The endpoint of this browser's subscription for the relay's key; null where there can be none now. `isGone`: the one that there is leads nowhere. */
async function subscribe(key: Uint8Array, isGone: boolean): Promise<string | null> {
  const registration = await ringRegistration();
  // Not every browser has push.
  if (registration === null || !("PushManager" in window)) return null;
  const manager = registration.pushManager;
  try {
    const present = await manager.getSubscription();
    if (present !== null && isFor(present, key) && !isGone) return present.endpoint;
    await present?.unsubscribe();
    return (await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key.slice() })).endpoint;
  } catch {
    return null;
  }
}

/** Brings what the relay is told in line with what the browser allows. Nothing is asked for before a reminder is set. */
export async function keepWaking(client: ReplicaClient, state: RemindersState): Promise<void> {
  const { pushKey, kept, ahead } = state;
  if (ringPermission() !== "granted") {
    if (state.endpoint !== null) await client.ask({ kind: "ring-waking", endpoint: null, language: ringLanguage() });
    return;
  }
  if (pushKey === null || (ahead === 0 && state.endpoint === null)) return;
  const endpoint = await subscribe(pushKey, kept === "gone");
  await client.ask({ kind: "ring-waking", endpoint, language: ringLanguage() });
}

/** Asks the person, and makes use of a yes at once. */
export async function askPermission(client: ReplicaClient): Promise<RingPermission> {
  if (ringPermission() === "none") return "none";
  await Notification.requestPermission();
  const state = await client.ask({ kind: "ring-state" });
  if (state.ok) await keepWaking(client, state.value);
  return ringPermission();
}
