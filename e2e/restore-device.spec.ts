// The words of a sheet bring everything back with no relay anywhere: from a home device, from a device beside the new one; and what stands on the sheet
// beside the words is read by a camera.

import type { Page } from "@playwright/test";
import { addTask, expectRows, openSync, whenWritable } from "./app-page.ts";
import { openCameraDevice } from "./camera-device.ts";
import { DIRECT, type Device } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { makeHomeProcess } from "./home-process.ts";
import { approveHome, showHomeCode } from "./home-steps.ts";
import { DIST } from "./nearby-face.ts";
import { joinWithText } from "./pairing-steps.ts";
import { drawPhrase, makeItTheWayBack, proveWords, startRestoring, typeWords, type Paper } from "./recovery-steps.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

/** Up to where the phrase is stored. `look`: while its sheet is there to be printed. */
async function makePhrase(page: Page, look: () => Promise<void> = async () => undefined): Promise<Paper> {
  const paper = await drawPhrase(page);
  await look();
  const sheet = page.getByRole("dialog");
  await proveWords(sheet, paper.words);
  await makeItTheWayBack(sheet);
  await expect(sheet).toContainText("made and stored on this device");
  return paper;
}

/** From the list of devices on. */
async function confirmRestore(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Go on with these devices" }).click();
  await page.getByRole("button", { name: "Open Daybook" }).click();
}

const space = (page: Page) => page.getByRole("textbox", { name: "Space" });

const restoreFrom = (page: Page, from: string): Promise<void> => page.getByRole("radio", { name: from }).check();

/** Held before a camera. */
async function openPicture(device: Device, picture: Buffer): Promise<Page> {
  const page = await device.newPage();
  await page.setViewportSize({ width: 640, height: 720 });
  const source = `data:image/png;base64,${picture.toString("base64")}`;
  await page.setContent(`<body style="margin: 0; background: white"><img style="width: 600px; padding: 20px" src="${source}">`);
  await expect(page.getByRole("img")).toBeVisible();
  return page;
}

test("from a home device, whose place stands on the sheet", LONG, async ({ newDevice }) => {
  const [site, home] = [await serveFolder(DIST), await makeHomeProcess()];
  try {
    const laptop = await newDevice([DIRECT]);
    const a = await laptop.newPage();
    await a.goto(site.address);
    await whenWritable(a);
    await addTask(a, "made on the laptop");
    await joinWithText(a, await showHomeCode(home));
    await approveHome(a, home);
    await home.says(/nothing is missing/u);
    const sheet = await makePhrase(a);
    await expect(a.getByRole("dialog")).toContainText("The relay or another device has it too");
    await laptop.close();

    const b = await (await newDevice([DIRECT])).newPage();
    await b.goto(site.address);
    await typeWords(b, sheet.words);
    await space(b).fill(sheet.space);
    await restoreFrom(b, "A home device");
    await startRestoring(b);
    await expect(b.getByText("Put in the code of the home device.")).toBeVisible();
    await b.getByRole("textbox", { name: "Home device" }).fill(`${sheet.home}x`);
    await startRestoring(b);
    await expect(b.getByRole("alert")).toContainText("This is no code of a home device");
    await b.getByRole("textbox", { name: "Home device" }).fill(sheet.home);
    await startRestoring(b);
    await expect(b.getByRole("checkbox")).toHaveCount(2);
    await confirmRestore(b);
    await expectRows(b, ["made on the laptop"]);
    await addTask(b, "made after");
    await expect(await openSync(b)).toContainText("Has everything that is here");
  } finally {
    await home.close();
    await site.close();
  }
});

test("from a device beside the new one, by a code each way", LONG, async ({ newDevice }) => {
  const site = await serveFolder(DIST);
  try {
    const [a, b] = [await (await newDevice([DIRECT])).newPage(), await (await newDevice([DIRECT])).newPage()];
    await a.goto(site.address);
    await whenWritable(a);
    await addTask(a, "made on A");
    const sheet = await makePhrase(a);
    await a.keyboard.press("Escape");
    const sync = await openSync(a);
    await sync.getByRole("button", { name: "Connect nearby" }).click();
    await sync.getByRole("button", { name: "Copy and paste instead" }).click();
    const code = a.getByRole("textbox", { name: "Code of this device" });
    await expect(code).toBeVisible();

    await b.goto(site.address);
    await typeWords(b, sheet.words);
    await space(b).fill(sheet.space);
    await restoreFrom(b, "A device beside me");
    await startRestoring(b);
    const theirs = b.getByRole("textbox", { name: "Code of the other device" });
    await theirs.fill("no code");
    await b.getByRole("button", { name: "Connect", exact: true }).click();
    await expect(b.getByText("not a code", { exact: false })).toBeVisible();
    await theirs.fill(await code.inputValue());
    await b.getByRole("button", { name: "Connect", exact: true }).click();
    const answer = b.getByRole("textbox", { name: "Code of this device" });
    await expect(answer).toBeVisible();
    await a.getByRole("textbox", { name: "Code of the other device" }).fill(await answer.inputValue());
    await a.getByRole("button", { name: "Use code" }).click();
    await expect(b.getByRole("checkbox")).toHaveCount(1);
    await confirmRestore(b);
    await expectRows(b, ["made on A"]);
    await addTask(b, "live from B");
    await expect(a.getByRole("dialog")).toContainText("Connected with");
    await a.keyboard.press("Escape");
    await expectRows(a, ["live from B", "made on A"]);
  } finally {
    await site.close();
  }
});

test("the camera of the restore form reads what stands on the sheet beside the words", LONG, async ({ newDevice, relay }) => {
  const laptop = await newDevice();
  const a = await laptop.newPage();
  await a.goto(relay.address);
  await whenWritable(a);
  await addTask(a, "made on the laptop");
  const { device, page: b, see } = await openCameraDevice(newDevice);
  const sheet = await makePhrase(a, async () => {
    await a.emulateMedia({ media: "print" });
    const code = await a.locator("[data-recovery-sheet] svg").screenshot();
    await a.emulateMedia({ media: "screen" });
    const held = await openPicture(device, code);
    await see(held);
    await held.close();
  });
  await expect(a.getByRole("dialog")).toContainText("The relay or another device has it too");
  await laptop.close();

  await b.goto(relay.address);
  await typeWords(b, sheet.words);
  await b.getByRole("button", { name: "Scan the sheet’s code" }).click();
  await expect(space(b)).toHaveValue(sheet.space);
  await expect(b.getByRole("textbox", { name: "Relay" })).toHaveValue(sheet.relay);
  // It was closed with what it was open for.
  await expect(b.getByRole("button", { name: "Scan the sheet’s code" })).toBeVisible();
  await startRestoring(b);
  await confirmRestore(b);
  await expectRows(b, ["made on the laptop"]);
  await device.close();
});
