// A page of the app's origin that holds the replica worker of the built app without the app: for what is to be measured or made without its windows.

import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { assert } from "../src/base/result.ts";
import { readVersions } from "../scripts/kept-versions.ts";
import { connectFace } from "./face.page.ts";

/** Seen from the bundle, which lies in .cache. */
const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** Of the built app's replica worker, from the origin on. */
export function workerPath(): string {
  const [path, ...others] = readVersions(DIST)[0]?.assets.filter((asset) => /\/replica\.worker-.*\.js$/u.test(asset)) ?? [];
  assert(path !== undefined && others.length === 0, "one replica worker is built");
  return `/${path}`;
}

/** `daybookFace` is there in it. */
export async function openFacePage(browser: { newPage(): Promise<Page> }, address: string): Promise<Page> {
  const page = await browser.newPage();
  // The app itself would take the links for its own tab.
  await page.goto(`${address}/robots.txt`);
  await page.evaluate(connectFace, workerPath());
  return page;
}
