// `direct.copiesAmong8`: eight devices of one space, in eight contexts of one browser, each connected directly to the seven others and to a relay. Each adds a
// task, which comes to all; how many copies of it one device is sent at most. Then a home device takes the place of the last one.

import type { BrowserContext, Page } from "@playwright/test";
import { setTimeout as pause } from "node:timers/promises";
import { addTask, closeSheet, rowNames, whenWritable } from "../../e2e/app-page.ts";
import { DIRECT, openDevice } from "../../e2e/device.ts";
import { pair } from "../../e2e/pairing-steps.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { assert } from "../../src/base/result.ts";
import { percentile, type Measured } from "../measured.ts";
import { firstSaid, saidIn } from "./direct-sync.ts";
import { listenToWorker } from "./direct.page.ts";
import { openFullRelay } from "./full-relay.ts";
import { joinHome } from "./home-receiver.ts";

const DEVICES = 8;
const RELAY_ROOM_BYTES = 67_108_864;
const WAIT_MS = 120_000;
/** A copy by another way comes soon after the first. */
const NEXT_AFTER_MS = 3_000;
/** What somebody else should have brought is sent after ten seconds. */
const LAST_AFTER_MS = 15_000;

async function openIn(context: BrowserContext, address: string): Promise<Page> {
  await context.addInitScript(listenToWorker);
  const page = await context.newPage();
  await page.goto(address);
  await whenWritable(page);
  return page;
}

const receivedBy = async (page: Page): Promise<number> => (await saidIn(page)).at(-1)?.recordsReceived ?? 0;

type Change = {
  /** What each device has been sent of it. */
  readonly copies: readonly number[];
  /** Until it was on all screens. */
  readonly ms: number;
};

async function changeOn(author: Page, pages: readonly Page[], title: string, quietMs: number): Promise<Change> {
  const before = await Promise.all(pages.map(receivedBy));
  const beganMs = performance.now();
  await addTask(author, title);
  const isOn = async (page: Page): Promise<true | null> => ((await rowNames(page)).includes(title) ? true : null);
  await Promise.all(pages.map((page) => waitUntil(`the task "${title}"`, () => isOn(page), WAIT_MS)));
  const ms = performance.now() - beganMs;
  await pause(quietMs);
  const after = await Promise.all(pages.map(receivedBy));
  return { copies: after.map((received, index) => received - (before[index] ?? 0)), ms };
}

const isLinkedTo = (page: Page, count: number): Promise<true> =>
  waitUntil(`connections to ${count}`, async () => ((await saidIn(page)).at(-1)?.directly === count ? true : null), WAIT_MS);

/** With the last one gone. Text for the details. */
async function withHomeDevice(pages: readonly Page[]): Promise<string> {
  const [first] = pages;
  assert(first !== undefined, "there are pages");
  await Promise.all(pages.map((page) => isLinkedTo(page, pages.length - 1)));
  const home = await joinHome(first);
  try {
    await closeSheet(first);
    const beganMs = performance.now();
    home.start();
    await home.says(new RegExp(`connected directly to ${pages.length} devices`, "u"));
    await Promise.all(pages.map((page) => isLinkedTo(page, pages.length)));
    const linkedMs = performance.now() - beganMs;
    const { copies, ms } = await changeOn(first, pages, "beside a home device", LAST_AFTER_MS);
    const { holders } = (await saidIn(first)).at(-1) ?? { holders: 0 };
    assert(holders === pages.length, "all of the others hold it, the home device too");
    return `with a home device in the place of the last: all connected ${linkedMs.toFixed(0)} ms after its start, a change on all screens after ${ms.toFixed(0)} ms, copies ${copies.join(" ")}, and all hold it`;
  } finally {
    await home.close();
  }
}

export async function measureEightPeers(): Promise<Measured> {
  const relay = await openFullRelay(RELAY_ROOM_BYTES);
  const device = await openDevice([DIRECT]);
  try {
    const browser = device.context().browser();
    assert(browser !== null, "a context belongs to a browser");
    const pages: Page[] = [];
    for (let opened = 0; opened < DEVICES; opened++) {
      const page = await openIn(await browser.newContext(), relay.address);
      const [first] = pages;
      if (first !== undefined) await pair(first, page);
      pages.push(page);
    }
    const areLinked = pages.map((page) => firstSaid(page, "connections to all", ({ directly }) => directly === DEVICES - 1));
    const lastLinkedMs = Math.max(...(await Promise.all(areLinked)).map(({ atMs }) => atMs));
    const pairedMs = Date.now();
    await pause(LAST_AFTER_MS);
    const changes: Change[] = [];
    for (const [index, page] of pages.entries())
      changes.push(await changeOn(page, pages, `of device ${index + 1}`, index === DEVICES - 1 ? LAST_AFTER_MS : NEXT_AFTER_MS));
    await pages.at(-1)?.context().close();
    const beside = await withHomeDevice(pages.slice(0, -1));
    const times = changes.map(({ ms }) => ms);
    return {
      value: Math.max(...changes.flatMap(({ copies }) => copies)),
      samples: DEVICES,
      data: "no data",
      details: [
        `copies at each device: ${changes.map(({ copies }) => copies.join(" ")).join(", ")}`,
        `on all eight screens after ${percentile(times, 50).toFixed(0)} ms at the median, ${Math.max(...times).toFixed(0)} at most`,
        `all 28 connected ${Math.max(0, lastLinkedMs - pairedMs)} ms after the last pairing`,
        beside,
      ],
    };
  } finally {
    await device.close();
    await relay.close();
  }
}
