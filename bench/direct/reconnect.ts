// `direct.reconnectRate`: of pairs of browsers that are connected directly both sides lose the connection at the same moment, and something is written on one
// of them at once; how often it has come to the other within half a minute, which it can do only over another direct connection, as the relay has no room for
// its records. Beside it stock y-webrtc in the same browsers, with its own signalling server, which stays. Each time both pages are new: neither has failures
// to remember.

import type { Page } from "@playwright/test";
import { addTask, openApp, rowNames } from "../../e2e/app-page.ts";
import type { Device } from "../../e2e/device.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { percentile, type Measured } from "../measured.ts";
import { firstSaid, openPair, type Pair } from "./direct-sync.ts";
import { dropInPage, isConnectedInPage, keepConnections } from "./drop.page.ts";
import { writeHalfMegabyte } from "./half-megabyte.ts";
import { openStockPair, STOCK } from "./stock-pair.ts";
import { stockTextLength, writeStockText } from "./stock.page.ts";

const PAIRS = 2;
const DROPS_OF_PAIR = 50;
const STOCK_DROPS_OF_PAIR = 10;
const WITHIN_MS = 30_000;
const CONNECT_MS = 60_000;

/** How long each took; null: not in time. */
type Outcome = number | null;

async function dropBoth(pages: readonly [Page, Page]): Promise<void> {
  const areConnected = async (): Promise<true | null> => {
    const connected = await Promise.all(pages.map((page) => page.evaluate(isConnectedInPage)));
    return connected.every(Boolean) ? true : null;
  };
  await waitUntil("a connection of both", areConnected, CONNECT_MS);
  await Promise.all(pages.map((page) => page.evaluate(dropInPage)));
}

async function timeUntil(isThere: () => Promise<boolean>): Promise<Outcome> {
  const beganMs = performance.now();
  const found = await waitUntil("what was written", async () => ((await isThere()) ? true : null), WITHIN_MS).catch(() => null);
  return found === null ? null : performance.now() - beganMs;
}

async function dropOurs({ address, from, to }: Pair, drop: number): Promise<Outcome> {
  const pages = [await openApp(from, address), await openApp(to, address)] as const;
  for (const page of pages) await firstSaid(page, "a direct connection", (said) => said.directSinceMs !== null);
  const [a, b] = pages;
  await dropBoth(pages);
  const title = `written after drop ${drop}`;
  await addTask(a, title);
  const outcome = await timeUntil(async () => (await rowNames(b)).some((name) => name.startsWith(title)));
  for (const page of pages) await page.close();
  return outcome;
}

async function dropStock(devices: readonly [Device, Device]): Promise<readonly Outcome[]> {
  const stock = await openStockPair(devices);
  const [a, b] = stock.pages;
  const outcomes: Outcome[] = [];
  for (let drop = 0; drop < STOCK_DROPS_OF_PAIR; drop++) {
    await stock.reopen();
    await dropBoth(stock.pages);
    await a.evaluate(writeStockText, "written after it");
    outcomes.push(await timeUntil(async () => (await b.evaluate(stockTextLength)) > 0));
  }
  await stock.close();
  return outcomes;
}

type Outcomes = { readonly ours: readonly Outcome[]; readonly stock: readonly Outcome[] };

async function dropPair(): Promise<Outcomes> {
  const pair = await openPair();
  try {
    await writeHalfMegabyte(pair);
    for (const device of [pair.from, pair.to]) await device.context().addInitScript(keepConnections);
    const ours: Outcome[] = [];
    for (let drop = 0; drop < DROPS_OF_PAIR; drop++) ours.push(await dropOurs(pair, drop));
    return { ours, stock: await dropStock([pair.from, pair.to]) };
  } finally {
    await pair.close();
  }
}

const cameBack = (outcomes: readonly Outcome[]): readonly number[] => outcomes.filter((outcome) => outcome !== null);

function lineOf(name: string, outcomes: readonly Outcome[]): string {
  const times = cameBack(outcomes);
  const told =
    times.length === 0
      ? ""
      : `, after ${(percentile(times, 50) / 1_000).toFixed(1)} s at the median, ${(Math.max(...times) / 1_000).toFixed(1)} at most`;
  return `${name}: ${times.length} of ${outcomes.length} within ${WITHIN_MS / 1_000} s${told}`;
}

export async function measureReconnects(): Promise<Measured> {
  const pairs = await Promise.all(Array.from({ length: PAIRS }, dropPair));
  const [ours, stock] = [pairs.flatMap((pair) => pair.ours), pairs.flatMap((pair) => pair.stock)];
  return {
    value: cameBack(ours).length / ours.length,
    samples: ours.length,
    data: "no data",
    peer: cameBack(stock).length / stock.length,
    details: [lineOf("ours", ours), lineOf(STOCK, stock)],
  };
}
