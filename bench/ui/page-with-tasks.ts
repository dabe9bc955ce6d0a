// The built app with many tasks in it, with the list of all of them on screen.

import type { CDPSession, Page } from "@playwright/test";
import { whenWritable } from "../../e2e/app-page.ts";
import { openRelay } from "../../e2e/relay-process.ts";
import { tasks } from "../bench-data.mjs";
import { openFacePage } from "../face-page.ts";
import { makeTasksInPage } from "../interactions.page.ts";
import { openUiBrowser } from "../ui-browser.ts";

export type PageWithTasks = { readonly page: Page; readonly session: CDPSession };

/** `measure` gets a page that is there as long as it runs. */
export async function withTasks<T>(count: number, seed: number, measure: (opened: PageWithTasks) => Promise<T>): Promise<T> {
  const relay = await openRelay();
  const browser = await openUiBrowser();
  try {
    const data = [...tasks(count, seed)].map(({ title, due, done }) => ({ title, day: due, done }));
    const facePage = await openFacePage(browser.context, relay.address);
    await facePage.evaluate(makeTasksInPage, { tasks: data, tasksAtOnce: 1_000 });
    await facePage.close();
    const page = await browser.context.newPage();
    await page.goto(`${relay.address}/#tasks`);
    await whenWritable(page);
    await page.locator("main [data-task]").first().waitFor();
    return await measure({ page, session: await page.context().newCDPSession(page) });
  } finally {
    await browser.close();
    await relay.close();
  }
}
