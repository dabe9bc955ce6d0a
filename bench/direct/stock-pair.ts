// Stock y-webrtc in the browsers of two devices, found by its own signalling server: what direct connections are compared with.

import { createServer } from "node:net";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { startChild } from "../../e2e/child-process.ts";
import type { Device } from "../../e2e/device.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { assert } from "../../src/base/result.ts";
import { bundlePeerPage } from "../peers.ts";
import { openStockPeer, stockConnections, writeStockText } from "./stock.page.ts";

export const STOCK = "y-webrtc 10.3.0";

/** Seen from the bundle, which lies in .cache. */
const SIGNALLING = fileURLToPath(new URL("../e2e/peers/node_modules/y-webrtc/bin/server.js", import.meta.url));
const CONNECT_MS = 60_000;

export type StockPair = {
  readonly pages: readonly [Page, Page];
  /** Both pages anew, connected; the first one had this text before the second was there. */
  readonly reopen: (text?: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert(address !== null && typeof address !== "string", "it listens at a port");
  server.close();
  await once(server, "close");
  return address.port;
}

const answers = async (address: string): Promise<true | null> => ((await fetch(address).catch(() => null)) === null ? null : true);

export async function openStockPair(devices: readonly [Device, Device]): Promise<StockPair> {
  const script = await bundlePeerPage("y-webrtc-page.mjs");
  const port = await freePort();
  const host = `127.0.0.1:${port}`;
  const server = startChild(process.execPath, [SIGNALLING], { PORT: String(port) });
  await waitUntil("its signalling server", () => answers(`http://${host}`));
  const pages = [await devices[0].newPage(), await devices[1].newPage()] as const;

  const load = async (page: Page): Promise<void> => {
    // The server answers with a plain page, which lets every script in.
    await page.goto(`http://${host}`);
    await page.evaluate(script);
    await page.evaluate(openStockPeer, `ws://${host}`);
  };
  const reopen = async (text = ""): Promise<void> => {
    for (const page of pages) await page.goto("about:blank");
    await load(pages[0]);
    await pages[0].evaluate(writeStockText, text);
    await load(pages[1]);
    for (const page of pages)
      await waitUntil("a direct connection", async () => ((await page.evaluate(stockConnections)) > 0 ? true : null), CONNECT_MS);
  };
  await reopen();
  return {
    pages,
    reopen,
    async close() {
      for (const page of pages) await page.close();
      await server.kill();
    },
  };
}
