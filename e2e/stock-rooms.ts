// What tests of rooms that other Yjs apps share are given beside devices: a relay that serves such rooms, and a page with their stock client.

import { bundleStockRoom } from "./bundles.ts";
import { test as base } from "./fixtures.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";
import { serveFolder } from "./serve-folder.ts";

type StockRooms = {
  /** Address of rooms/stock-room.page.ts. */
  readonly site: string;
  /** Anybody may enter any room. */
  readonly rooms: RelayProcess;
};

export const test = base.extend<StockRooms>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
  site: async ({}, use) => {
    const bundle = await bundleStockRoom();
    const site = await serveFolder(bundle.path);
    await use(`${site.address}/stock-room.html`);
    await site.close();
    await bundle.remove();
  },
  // oxlint-disable-next-line no-empty-pattern -- as above.
  rooms: async ({}, use) => {
    const relay = await openRelay({ DAYBOOK_YJS: "open" });
    await use(relay);
    await relay.close();
  },
});

export { expect } from "@playwright/test";
