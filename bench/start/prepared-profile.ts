// A Chromium whose profile holds shared tasks, made through the worker of the built app, and the means to time its start.

import type { Page } from "@playwright/test";
import { openRelay, type RelayProcess } from "../../e2e/relay-process.ts";
import { storedBase } from "../../e2e/stored-records.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { tasks } from "../bench-data.mjs";
import { openFacePage, workerPath } from "../face-page.ts";
import { makeTasksInPage } from "../interactions.page.ts";
import { openUiBrowser, type UiBrowser } from "../ui-browser.ts";
import { timeStartInPage } from "./start.page.ts";

const SEED = 1;
/** Compaction waits for idle time and takes what it needs. */
const COMPACTION_MS = 180_000;
const AT_REST_MS = 10_000;

type OpensPages = { newPage(): Promise<Page> };

export type FilledProfile = {
  readonly relay: RelayProcess;
  /** A page of the app's origin without the app. */
  readonly page: Page;
  /** Milliseconds of so many starts, each with a worker of its own. */
  timeStarts(count: number): Promise<readonly number[]>;
  /** Keeps a worker open until the tail has been compacted; false when that took more than some minutes. */
  compact(): Promise<boolean>;
  close(): Promise<void>;
};

export type PreparedProfile = FilledProfile & { readonly browser: UiBrowser };

/** Until there is a base and it has stayed the same for a while: large tails are compacted in several goes. */
export async function untilCompacted(page: Page): Promise<boolean> {
  let last = "";
  let sinceMs = performance.now();
  const isAtRest = async (): Promise<true | null> => {
    const base = await storedBase(page);
    if (base !== last) sinceMs = performance.now();
    last = base;
    return base !== "" && performance.now() - sinceMs > AT_REST_MS ? true : null;
  };
  return waitUntil("a compaction", isAtRest, COMPACTION_MS).catch(() => false);
}

/** `tasksAtOnce`: made by one action. Nothing is compacted yet when it returns, unless making them took that long. */
export async function fillProfile(
  browser: OpensPages,
  total: number,
  tasksAtOnce: number,
  which: "as they are" | "all open" = "as they are",
): Promise<FilledProfile> {
  const relay = await openRelay();
  const facePage = await openFacePage(browser, relay.address);
  const data = [...tasks(total, SEED)].map(({ title, due, done, notes }) => ({
    title,
    day: due,
    done: done && which !== "all open",
    notes,
  }));
  await facePage.evaluate(makeTasksInPage, { tasks: data, tasksAtOnce });
  await facePage.close();
  const page = await browser.newPage();
  await page.goto(`${relay.address}/robots.txt`);
  const startOnce = (lingerMs: number): Promise<number> => page.evaluate(timeStartInPage, { workerPath: workerPath(), total, lingerMs });
  return {
    relay,
    page,
    async timeStarts(count) {
      const times: number[] = [];
      for (let start = 0; start < count; start++) times.push(await startOnce(0));
      return times;
    },
    async compact() {
      const worker = await openFacePage(browser, relay.address);
      await worker.evaluate(() => globalThis.daybookFace?.ask({ kind: "sync-now" }));
      const compacted = await untilCompacted(page);
      await worker.close();
      return compacted;
    },
    close: () => relay.close(),
  };
}

/** In a browser of its own. */
export async function prepareProfile(total: number, tasksAtOnce: number): Promise<PreparedProfile> {
  const browser = await openUiBrowser();
  const filled = await fillProfile(browser.context, total, tasksAtOnce);
  return {
    ...filled,
    browser,
    async close() {
      await browser.close();
      await filled.close();
    },
  };
}
