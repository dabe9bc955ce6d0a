// A home device's codes, from its terminal before the camera of a phone: it is let in by the first and lets a new phone in by the second. There is no relay.

import { addTask, expectRows, openSync, whenWritable } from "./app-page.ts";
import { openCameraDevice, openTerminal, type CameraDevice } from "./camera-device.ts";
import { expect, test } from "./fixtures.ts";
import { makeHomeProcess, type HomeProcess } from "./home-process.ts";
import { approveHome, askedNumber, showHomeCode, showInvitation } from "./home-steps.ts";
import { DIST } from "./nearby-face.ts";
import { comparisonNumber } from "./pairing-steps.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

/** The picture alone: the code that can be pasted stands below it. */
async function seeTerminal({ device, page, see }: CameraDevice, home: HomeProcess): Promise<void> {
  const terminal = await openTerminal(device, home.output());
  await terminal.setViewportSize({ width: 640, height: 720 });
  await see(terminal);
  await terminal.close();
  await page.bringToFront();
}

test(
  "a phone's camera reads the code in a home device's terminal and lets it in, and a new phone's reads the next and joins through it",
  LONG,
  async ({ newDevice }) => {
    const [site, home] = [await serveFolder(DIST), await makeHomeProcess()];
    try {
      const [a, b] = [await openCameraDevice(newDevice), await openCameraDevice(newDevice)];
      await a.page.goto(site.address);
      await whenWritable(a.page);
      await addTask(a.page, "made on the first phone");
      await showHomeCode(home);
      await seeTerminal(a, home);
      const sheet = await openSync(a.page);
      await sheet.getByRole("button", { name: "I have a code" }).click();
      await sheet.getByRole("button", { name: "Scan with the camera" }).click();
      await approveHome(a.page, home);

      await showInvitation(home);
      await seeTerminal(b, home);
      await b.page.goto(site.address);
      await b.page.getByRole("button", { name: "I have Daybook elsewhere" }).click();
      await b.page.getByRole("button", { name: "Scan with the camera" }).click();
      expect(await comparisonNumber(b.page)).toBe(await askedNumber(home));
      home.type("yes");
      await b.page.getByRole("dialog").getByRole("button", { name: "They are the same" }).click();
      await expect(b.page.getByRole("dialog")).toContainText("now share their tasks");
      await b.page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
      await expectRows(b.page, ["made on the first phone"]);
      await addTask(b.page, "made on the new phone");
      await expectRows(a.page, ["made on the new phone", "made on the first phone"]);
    } finally {
      await home.close();
      await site.close();
    }
  },
);
