// `live.latencyMedianMs` and `live.latencyP95Ms`: two browsers, each with a profile and processes of its own, connected directly, both with the details of one
// task open. Somebody types into its notes on one at five keys a second; from each press until the other one's field has that character. Beside it stock
// y-webrtc with a text field in the same browsers, in turns. Ours has been signed, sealed and durably stored before it travels, and is stored on the other
// side too; the peer stores nothing.

import { setTimeout as pause } from "node:timers/promises";
import type { Locator, Page } from "@playwright/test";
import { addTask, openApp, row } from "../../e2e/app-page.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { percentile, type Measured } from "../measured.ts";
import { firstSaid, openPair, type Pair } from "./direct-sync.ts";
import { writeHalfMegabyte } from "./half-megabyte.ts";
import { clockAheadMs, keysPressedInPage, noteKeys, noteTexts, textsShownInPage } from "./live.page.ts";
import { openStockPair, STOCK } from "./stock-pair.ts";

const KEYS = 120;
const TURNS = 2;
const KEY_EVERY_MS = 200;
const TASK = "Written by two";
const SHOWN_WITHIN_MS = 15_000;

type Fields = { readonly from: Locator; readonly to: Locator };

/** A sentence that goes on; no two lengths of it are the same text. */
const KEY_NAMES = "tomorrow we plant the pears ";

/** At the pace of a person, whatever a press takes. */
async function typeKeys(field: Locator): Promise<void> {
  await field.focus();
  const beganMs = performance.now();
  for (let key = 0; key < KEYS; key++) {
    await pause(Math.max(0, beganMs + key * KEY_EVERY_MS - performance.now()));
    await field.press(KEY_NAMES.charAt(key % KEY_NAMES.length));
  }
}

/** From each key to its character on the other side. */
async function timeKeys({ from, to }: Fields): Promise<readonly number[]> {
  await from.evaluate(noteKeys);
  await to.evaluate(noteTexts);
  const aheadMs = (await to.page().evaluate(clockAheadMs)) - (await from.page().evaluate(clockAheadMs));
  await typeKeys(from);
  const pressed = await from.page().evaluate(keysPressedInPage);
  const last = pressed.at(-1)?.length ?? 0;
  const shown = await waitUntil(
    "the last character",
    async () => {
      const moments = await to.page().evaluate(textsShownInPage);
      return moments.some(({ length }) => length >= last) ? moments : null;
    },
    SHOWN_WITHIN_MS,
  );
  return pressed.map(({ length, atMs }) => (shown.find((moment) => moment.length >= length)?.atMs ?? Number.NaN) - aheadMs - atMs);
}

async function openNotes(page: Page): Promise<Locator> {
  await row(page, new RegExp(`^${TASK}`, "u")).press("i");
  const notes = page.getByRole("complementary", { name: /^Details of/u }).getByLabel("Notes");
  await notes.and(page.locator('[contenteditable="true"]')).waitFor();
  return notes;
}

async function timeOurs({ address, from, to }: Pair, isFirst: boolean): Promise<readonly number[]> {
  const pages = [await openApp(from, address), await openApp(to, address)] as const;
  for (const page of pages) await firstSaid(page, "a direct connection", (said) => said.directSinceMs !== null);
  if (isFirst) await addTask(pages[0], TASK);
  const times = await timeKeys({ from: await openNotes(pages[0]), to: await openNotes(pages[1]) });
  for (const page of pages) await page.close();
  return times;
}

async function timeStock({ from, to }: Pair): Promise<readonly number[]> {
  const stock = await openStockPair([from, to]);
  const [a, b] = stock.pages;
  const times = await timeKeys({ from: a.getByLabel("Notes"), to: b.getByLabel("Notes") });
  await stock.close();
  return times;
}

type Latency = { readonly ours: readonly number[]; readonly stock: readonly number[] };

async function timeBoth(): Promise<Latency> {
  const devices = await openPair();
  try {
    await writeHalfMegabyte(devices);
    const [ours, stock]: [number[], number[]] = [[], []];
    // In turns, so that what else the machine does meets both.
    for (let turn = 0; turn < TURNS; turn++) {
      ours.push(...(await timeOurs(devices, turn === 0)));
      stock.push(...(await timeStock(devices)));
    }
    return { ours, stock };
  } finally {
    await devices.close();
  }
}

const lineOf = (name: string, times: readonly number[]): string =>
  `${name}: median ${percentile(times, 50).toFixed(1)} ms, p95 ${percentile(times, 95).toFixed(1)}, max ${Math.max(...times).toFixed(1)} (${times.length} keys)`;

/** Both figures are of the same keys. */
let latency: Promise<Latency> | null = null;

export async function measureLive(percent: 50 | 95): Promise<Measured> {
  latency ??= timeBoth();
  const { ours, stock } = await latency;
  return {
    value: percentile(ours, percent),
    samples: ours.length,
    data: "no data",
    peer: percentile(stock, percent),
    details: [lineOf("ours, stored durably before it travels", ours), lineOf(`${STOCK}, stored nowhere`, stock)],
  };
}
