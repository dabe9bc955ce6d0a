// A Chromium for figures of the user interface, started with the flags of the test runner: in a browser started as e2e/device.ts does it, to be killed
// at any moment, this machine's software rendering shows some frames 100 ms late, whatever the page does.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext } from "@playwright/test";
import { findChromium } from "../scripts/browsers.mjs";
import { assert } from "../src/base/result.ts";

export type UiBrowser = { readonly context: BrowserContext; readonly close: () => Promise<void> };

export async function openUiBrowser(): Promise<UiBrowser> {
  const executablePath = await findChromium();
  assert(executablePath !== null, "Chromium is installed");
  const profile = await mkdtemp(join(tmpdir(), "daybook-ui-"));
  const args = ["--no-sandbox", "--disable-quic", "--disable-dev-shm-usage"];
  const context = await chromium.launchPersistentContext(profile, { executablePath, args, viewport: { width: 1280, height: 800 } });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
