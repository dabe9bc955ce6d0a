// A version that is ready, and another tab that runs another version. The next version is the same files under another name: that is enough to be offered.

import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { otherVersionBanner, runAnotherVersion } from "../another-version.ts";
import { openApp, whenWritable } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { openRelay, type RelayProcess } from "../relay-process.ts";
import type { Stage } from "./stories.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

type Site = { readonly relay: RelayProcess; deployNext(): Promise<void>; close(): Promise<void> };

async function openSite(): Promise<Site> {
  // Below the project, whose packages the relay needs.
  const folder = join(root, ".cache", "e2e", `site-${process.pid}`);
  for (const part of ["dist", "dist-node"]) await cp(join(root, part), join(folder, part), { recursive: true });
  const worker = join(folder, "dist", "service-worker.js");
  const relay = await openRelay({}, join(folder, "dist-node", "relay.mjs"));
  return {
    relay,
    async deployNext() {
      const source = await readFile(worker, "utf8");
      const build = /is not of version (\w+)/u.exec(source)?.[1] ?? "";
      await relay.stop();
      for (const ending of [".br", ".gz"]) await rm(worker + ending);
      await writeFile(worker, source.replaceAll(build, "the-next-build"));
      await relay.start();
    },
    async close() {
      await relay.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function storyOfUpdates({ newDevice, look }: Pick<Stage, "newDevice" | "look">): Promise<void> {
  const site = await openSite();
  try {
    const device = await newDevice();
    const page = await openApp(device, site.relay.address);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await whenWritable(page);
    const other = await runAnotherVersion(device, site.relay.address);
    await page.bringToFront();
    await expect(otherVersionBanner(page)).toBeVisible();
    await look(page, "update-other-tab", { proof: page.locator("#cannot-write p") });
    await other.close();
    await site.deployNext();
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const offer = page.locator("section").filter({ has: page.getByRole("button", { name: "Update now" }) });
    await expect(offer).toBeVisible();
    await look(page, "update-ready");
  } finally {
    await site.close();
  }
}
