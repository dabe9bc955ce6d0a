// `lock.unlockMs`: the built app with a lock, 10,000 tasks: from the key that shows the passphrase until a screenful of tasks is painted. Most of it is Argon2id.
// `lock.startMs`: from the navigation until the lock's field can be typed in. Both of one run: what the other is stands in the details, and beside them what
// the same profile took without a lock (from the navigation to the tasks).

import type { Page } from "@playwright/test";
import { whenWritable } from "../../e2e/app-page.ts";
import { lockField, setLock } from "../../e2e/lock-steps.ts";
import { VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";
import { prepareProfile, type PreparedProfile } from "./prepared-profile.ts";

const SEED = 1;
const TASKS = 10_000;
const TASKS_AT_ONCE = 1_000;
const SAMPLES = 10;
const PASSPHRASE = "seven geese in a row";
const FIRST_ROW = "main [data-task]";
const LOCK_FIELD = "main input[type=password]";

/** Milliseconds of the page's clock at which something of this kind is there, after the frame that shows it. */
const untilThere = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          if (document.querySelector(wanted) === null) return void requestAnimationFrame(look);
          requestAnimationFrame(() => resolve(performance.now()));
        };
        look();
      }),
    selector,
  );

async function openFresh({ browser, relay }: PreparedProfile): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(relay.address);
  return page;
}

async function timePlain(profile: PreparedProfile): Promise<number> {
  const page = await openFresh(profile);
  const ms = await untilThere(page, FIRST_ROW);
  await page.close();
  return ms;
}

async function timeLocked(profile: PreparedProfile): Promise<{ readonly startMs: number; readonly unlockMs: number }> {
  const page = await openFresh(profile);
  const startMs = await untilThere(page, LOCK_FIELD);
  await lockField(page).fill(PASSPHRASE);
  const shownMs = page.evaluate(
    (selector) =>
      new Promise<number>((resolve) => {
        document.querySelector(selector)?.addEventListener("keydown", () => resolve(performance.now()), { once: true });
      }),
    LOCK_FIELD,
  );
  await lockField(page).press("Enter");
  const unlockMs = (await untilThere(page, FIRST_ROW)) - (await shownMs);
  await page.close();
  return { startMs, unlockMs };
}

async function repeat<T>(count: number, time: () => Promise<T>): Promise<readonly T[]> {
  const times: T[] = [];
  for (let sample = 0; sample < count; sample++) times.push(await time());
  return times;
}

const lineOf = (name: string, times: readonly number[]): string =>
  `${name}: median ${percentile(times, 50).toFixed(0)} ms, min ${Math.min(...times).toFixed(0)}, max ${Math.max(...times).toFixed(0)}`;

async function measure(which: "startMs" | "unlockMs"): Promise<Measured> {
  const profile = await prepareProfile(TASKS, TASKS_AT_ONCE);
  try {
    await profile.compact();
    const warm = await openFresh(profile);
    await whenWritable(warm);
    await warm.evaluate(() => navigator.serviceWorker.ready);
    const plain = await repeat(SAMPLES, () => timePlain(profile));
    await setLock(warm, PASSPHRASE);
    await lockField(warm).waitFor();
    await warm.close();
    const locked = await repeat(SAMPLES, () => timeLocked(profile));
    const startMs = locked.map((times) => times.startMs);
    const unlockMs = locked.map((times) => times.unlockMs);
    return {
      value: percentile(which === "startMs" ? startMs : unlockMs, 50),
      samples: SAMPLES,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        lineOf("to the lock's field", startMs),
        lineOf("from the passphrase to the tasks", unlockMs),
        lineOf("without a lock, to the tasks", plain),
      ],
    };
  } finally {
    await profile.close();
  }
}

export const measureLockStart = (): Promise<Measured> => measure("startMs");
export const measureUnlock = (): Promise<Measured> => measure("unlockMs");
