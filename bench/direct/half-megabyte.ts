// `webrtc.sync500KBMs`: 500 kB that one browser has and another one does not, connected directly; from the moment at which both have let each other in until
// the first one has heard that all of it is durable on the other. Beside it as long a text in one document of stock y-webrtc, until it is in the other page's
// memory; and half of it, to show that this works at all.

import type { Page } from "@playwright/test";
import { openApp } from "../../e2e/app-page.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { notes, VERSION } from "../bench-data.mjs";
import { openFacePage } from "../face-page.ts";
import { makeTasksInPage } from "../interactions.page.ts";
import { percentile, type Measured } from "../measured.ts";
import { firstSaid, openPair, type Pair } from "./direct-sync.ts";
import { openStockPair, STOCK, type StockPair } from "./stock-pair.ts";
import { stockTextLength } from "./stock.page.ts";

const SEED = 2;
const NOTES = 20;
const NOTE_BYTES = 25_000;
const BYTES = NOTES * NOTE_BYTES;
const SAMPLES = 3;
const WITHIN_MS = 60_000;

/** More than the relay has room for: with it in the log nothing that is written later comes to the relay either. */
export async function writeHalfMegabyte({ from, address }: Pair): Promise<void> {
  const page = await openFacePage(from, address);
  const tasks = [...notes(NOTES, NOTE_BYTES, SEED)].map(({ title, text }) => ({ title, day: null, done: false, notes: text }));
  await page.evaluate(makeTasksInPage, { tasks, tasksAtOnce: 1 });
  await page.close();
}

async function timeOurs(): Promise<number> {
  const pair = await openPair();
  try {
    await writeHalfMegabyte(pair);
    const [sender, receiver] = [await openApp(pair.from, pair.address), await openApp(pair.to, pair.address)];
    const { directSinceMs } = await firstSaid(receiver, "a direct connection", (said) => said.directSinceMs !== null);
    const { atMs } = await firstSaid(
      sender,
      "all of it there",
      ({ directSinceMs: sinceMs, holders, recordsHeld }) => sinceMs !== null && holders > 0 && recordsHeld >= NOTES,
    );
    return atMs - (directSinceMs ?? Number.NaN);
  } finally {
    await pair.close();
  }
}

const isAllThere = async (page: Page, bytes: number): Promise<true | null> =>
  (await page.evaluate(stockTextLength)) >= bytes ? true : null;

async function timeStock(stock: StockPair, bytes: number): Promise<string> {
  await stock.reopen("a".repeat(bytes));
  const beganMs = performance.now();
  const found = await waitUntil("all of it", () => isAllThere(stock.pages[1], bytes), WITHIN_MS).catch(() => null);
  return found === null ? `not within ${WITHIN_MS / 1_000} s` : `${(performance.now() - beganMs).toFixed(0)} ms`;
}

async function stockLine(): Promise<string> {
  const pair = await openPair();
  try {
    const stock = await openStockPair([pair.from, pair.to]);
    const [half, whole] = [await timeStock(stock, BYTES / 2), await timeStock(stock, BYTES)];
    await stock.close();
    return `${STOCK}: 250 kB ${half}, 500 kB ${whole}`;
  } finally {
    await pair.close();
  }
}

export async function measureHalfMegabyte(): Promise<Measured> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) times.push(await timeOurs());
  return {
    value: percentile(times, 50),
    samples: SAMPLES,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [`each: ${times.join(", ")} ms`, await stockLine()],
  };
}
