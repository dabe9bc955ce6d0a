// Unmodified clients of y-webrtc 10 in two browsers, which find each other by the relay's signalling.

import type { Page } from "@playwright/test";
import { DIRECT, type Device } from "./device.ts";
import { expect, test } from "./stock-rooms.ts";
import "./rooms/stock-room.page.ts";
import { LONG } from "./size.ts";

const read = (page: Page): Promise<string> => page.evaluate(() => globalThis.stockRoom.read());
const append = (page: Page, text: string): Promise<void> => page.evaluate((added) => globalThis.stockRoom.append(added), text);
const names = (page: Page): Promise<readonly string[]> => page.evaluate(() => globalThis.stockRoom.names());

/** The clients' own affair: where their first attempt fails they take their time before the next. */
const MEETING = { timeout: 90_000 };

test(
  "stock clients of y-webrtc meet, see each other, and go on while the relay is away; who comes after its restart meets them too",
  LONG,
  async ({ site, rooms, newDevice }) => {
    const signaling = `${rooms.address.replace("http", "ws")}/signal`;
    const enter = async (device: Device, name: string): Promise<Page> => {
      const page = await device.newPage();
      await page.goto(site);
      await page.evaluate(([address, who]) => globalThis.stockRoom.enter(address, who), [signaling, name] as const);
      return page;
    };
    const ada = await enter(await newDevice([DIRECT]), "Ada");
    await append(ada, "from Ada. ");
    const ben = await enter(await newDevice([DIRECT]), "Ben");
    for (const page of [ada, ben]) await expect.poll(() => names(page), MEETING).toEqual(["Ada", "Ben"]);
    await expect.poll(() => read(ben)).toBe("from Ada. ");

    await rooms.kill();
    await append(ben, "And Ben. ");
    await expect.poll(() => read(ada)).toBe("from Ada. And Ben. ");

    await rooms.start();
    const cleo = await enter(await newDevice([DIRECT]), "Cleo");
    for (const page of [ada, ben, cleo]) await expect.poll(() => names(page), MEETING).toEqual(["Ada", "Ben", "Cleo"]);
    await append(cleo, "And Cleo.");
    for (const page of [ada, ben, cleo]) await expect.poll(() => read(page)).toBe("from Ada. And Ben. And Cleo.");
  },
);
