// Firefox and Chromium connected directly, where either stops answering for a while: the other looks for another way, by signals through the relay,
// and the two go on over the same connection.

import type { Page } from "@playwright/test";
import { addTask, closeSheet, expectRows, openApp } from "./app-page.ts";
import { countConnections, countedHere, routesHere } from "./counted-connections.ts";
import { DIRECT, UNUSED } from "./device.ts";
import * as steps from "./engines/app-steps.ts";
import { areHere } from "./engines/available.ts";
import type { EnginePage } from "./engines/engine.ts";
import { openFirefox } from "./engines/firefox.ts";
import { expect, test } from "./fixtures.ts";
import { freezePage } from "./frozen-page.ts";
import { comparisonNumber, invite } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

async function letIn(inChromium: Page, inFirefox: EnginePage): Promise<void> {
  const { code } = await invite(inChromium);
  await steps.joinWith(inFirefox, code);
  const number = await comparisonNumber(inChromium);
  await steps.waitForDialogText(inFirefox, number);
  await steps.pressButton(inFirefox, steps.DIALOG_BUTTON, "They are the same");
  await inChromium.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await steps.waitForDialogText(inFirefox, "now share their tasks");
  await steps.closeDialog(inFirefox);
  await expect(inChromium.getByRole("dialog")).toContainText("is one of your devices now");
  await closeSheet(inChromium);
}

for (const frozen of areHere("firefox") ? (["Chromium", "Firefox"] as const) : []) {
  test(
    `a ${frozen} that is frozen for a while keeps its connection with the other browser, which looks for another way`,
    LONG,
    async ({ newRelay, newDevice }) => {
      const [relay, laptop, firefox] = [await newRelay(), await newDevice([DIRECT, UNUSED]), await openFirefox()];
      try {
        // It may live in the process that is about to stop.
        await laptop.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
        await laptop.context().addInitScript(countConnections);
        const a = await openApp(laptop, relay.address);
        const b = await firefox.newTab();
        await steps.openApp(b, relay.address);
        await b.evaluate(countConnections, null);
        await letIn(a, b);
        const counts = async () => [await a.evaluate(countedHere), await b.evaluate(countedHere, null)] as const;
        const expectOpen = (): Promise<void> =>
          expect.poll(async () => (await counts()).map(({ open }) => open), { timeout: 60_000 }).toEqual([1, 1]);
        await expectOpen();
        const before = await counts();
        const routes = async () => [...(await a.evaluate(routesHere)), ...(await b.evaluate(routesHere, null))];
        const routesBefore = await routes();

        const restarts = async (): Promise<number> =>
          (frozen === "Firefox" ? await a.evaluate(countedHere) : await b.evaluate(countedHere, null)).restarts;
        const thaw = frozen === "Firefox" ? firefox.freeze() : await freezePage(laptop, a, []);
        try {
          await expect.poll(restarts, { timeout: 60_000 }).toBeGreaterThan(0);
        } finally {
          thaw();
        }
        await expectOpen();
        // Before that some of its candidates may still have to come, by the relay.
        await expect
          .poll(async () => (await routes()).filter((route) => !routesBefore.includes(route)), { timeout: 30_000 })
          .toHaveLength(2);
        await relay.kill();
        await addTask(a, "after the thaw");
        await steps.expectRows(b, ["after the thaw"]);
        await steps.addTask(b, "and back");
        await expectRows(a, ["and back", "after the thaw"]);
        expect((await counts()).map(({ made }) => made)).toEqual(before.map(({ made }) => made));
      } finally {
        await firefox.close();
      }
    },
  );
}
