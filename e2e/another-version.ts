// A tab beside the others that runs another version of Daybook, as far as they can know: it says so by the lock that names its build, and on their channel.

import { expect, type Locator, type Page } from "@playwright/test";
import type { Device } from "./device.ts";

const OTHER_BUILD = "another-build";

export const otherVersionBanner = (page: Page): Locator => page.getByRole("status").filter({ hasText: /^Another tab/u });

export async function runAnotherVersion(device: Device, address: string): Promise<Page> {
  const page = await device.newPage();
  await page.goto(`${address}/robots.txt`);
  await page.evaluate(async (build) => {
    await new Promise<void>((resolve) => {
      void navigator.locks.request(`daybook-build-${build}`, { mode: "shared" }, async () => {
        resolve();
        await new Promise(() => undefined);
      });
    });
    const channel = new BroadcastChannel("daybook-versions");
    const said: string[] = [];
    channel.addEventListener("message", ({ data }) => said.push(JSON.stringify(data)));
    Object.assign(globalThis, { channel, said });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a broadcast never leaves its own origin
    channel.postMessage({ kind: "opened", build });
  }, OTHER_BUILD);
  return page;
}

/** What the other tabs have said to it. */
export const expectAsked = (page: Page, kind: string): Promise<void> =>
  expect.poll(() => page.evaluate(() => String(Reflect.get(globalThis, "said")))).toContain(`"kind":"${kind}"`);
