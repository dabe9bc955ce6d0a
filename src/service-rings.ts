// The service worker's part in reminders: a relay has woken it by an empty message, and what there is to show it reads from the device's own store. What is
// done with a notification is done by the app, which it opens or brings forward: an act counts once it is durable there.

import { dueNow, DUE_KEY, MINUTE_MS, parseDue, type DueReminder } from "./model/due-reminder.ts";
import { lockedNotice, noneNotice, noticesOf, ringNotice, ringTexts, type NoticeOf, type RingNotice } from "./app/reminders/ring-notice.ts";
import { ringFragment } from "./app/reminders/ring-fragment.ts";
import { readSealedRow } from "./storage/idb/read-sealed-row.ts";
import { noteRung, readRung } from "./storage/rung-mark.ts";
import type { ServiceWorkerToWindow } from "./versions/version-messages.ts";

declare const self: ServiceWorkerGlobalScope;

/** The relay's clock may be ahead of this device's. */
const EARLY_MINUTES = 2;
/** What became due before anything had ever rung here. */
const FIRST_MINUTES = 10;
/** A message that comes after a page has rung for it. */
const JUST_RUNG_MINUTES = 5;

const padded = (value: number): string => String(value).padStart(2, "0");

function howToSay(language: string): NoticeOf {
  const now = new Date();
  const today = `${String(now.getFullYear()).padStart(4, "0")}-${padded(now.getMonth() + 1)}-${padded(now.getDate())}`;
  return { today, language, texts: ringTexts([language, ...navigator.languages]) };
}

const show = ({ title, options }: RingNotice): Promise<void> => self.registration.showNotification(title, options);

async function onPush(): Promise<void> {
  const row = await readSealedRow(indexedDB, crypto, DUE_KEY);
  if (row.kind === "locked") return show(lockedNotice(howToSay("").texts));
  const { language, due } = parseDue(row.value);
  const now = Math.floor(Date.now() / MINUTE_MS);
  const rungUpTo = (await readRung(caches)) ?? now - FIRST_MINUTES;
  const ringing = dueNow(due, rungUpTo, now + EARLY_MINUTES);
  const last = ringing.at(-1);
  if (last === undefined) return showThatNothingRings(due, now, howToSay(language));
  await Promise.all(noticesOf(ringing, howToSay(language)).map(show));
  return noteRung(caches, last.minute);
}

/** Something has to be shown, unless a page is on screen: what a page has just rung for, once more and without a sound, or what it is. */
async function showThatNothingRings(due: readonly DueReminder[], now: number, how: NoticeOf): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window" });
  if (windows.some(({ visibilityState }) => visibilityState === "visible")) return undefined;
  const justRung = due.filter(({ minute }) => minute <= now + EARLY_MINUTES && minute >= now - JUST_RUNG_MINUTES).at(-1);
  return show(justRung === undefined ? noneNotice(how.texts) : ringNotice(justRung, how, true));
}

async function onClick(event: NotificationEvent): Promise<void> {
  event.notification.close();
  const fragment = ringFragment(event.action, event.notification.tag);
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [window] = windows.toSorted((a, b) => Number(b.focused) - Number(a.focused));
  if (window === undefined) {
    await self.clients.openWindow(`/${fragment}`);
    return;
  }
  const message: ServiceWorkerToWindow = { kind: "ring-clicked", fragment };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a client's postMessage has no target
  window.postMessage(message);
  await window.focus();
}

export function answerPushes(): void {
  self.addEventListener("push", (event) => event.waitUntil(onPush()));
  self.addEventListener("notificationclick", (event) => event.waitUntil(onClick(event)));
}
