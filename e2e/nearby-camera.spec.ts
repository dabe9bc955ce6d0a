// Two phones side by side whose cameras see each other's screens. There is no server: what served the app has gone, each page comes from its service worker,
// and whoever asks for a relay all the same is found out.

import { createServer } from "node:net";
import type { Page } from "@playwright/test";
import { addTask, expectRows, openSync, rename, whenWritable } from "./app-page.ts";
import { openCameraDevice, type CameraDevice } from "./camera-device.ts";
import { expect, test } from "./fixtures.ts";
import { DIST } from "./nearby-face.ts";
import { approve } from "./pairing-steps.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

/** The browser looks for a newer version of the page by itself; the app asks whether anybody is there, and nobody is. */
const IS_ANYBODY_THERE = /^GET \/(service-worker\.js|versions\.json|healthz|paired) /u;

/** Answers nobody, and notes what was asked of a server that is not there any more. */
async function openAbsence(port: number) {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      asked.push(bytes.toString("latin1").split("\r\n")[0] ?? "");
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { asked: () => asked.filter((line) => !IS_ANYBODY_THERE.test(line)), close: () => server.close() };
}

const code = (page: Page) => page.getByRole("img", { name: "The code of this device, to scan" });

async function beginNearby(page: Page): Promise<void> {
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "Connect nearby" }).click();
  await sheet.getByRole("button", { name: "Use the camera" }).click();
}

async function seeCode({ see }: CameraDevice, other: Page): Promise<void> {
  // Not while its sheet is still coming up.
  await code(other).click({ trial: true });
  await see(other);
}

/** Sees the other screen's present code. */
async function scan(device: CameraDevice, other: Page): Promise<void> {
  const { page } = device;
  await seeCode(device, other);
  // Not `check`: what it sees at once changes the view back.
  await page.getByRole("radio", { name: "Camera" }).click();
}

type Platform = { readonly shared: readonly string[]; readonly awake: number };

/** What the systems of phones have and this browser has not: a share sheet, a detector of codes, a screen that stays on when it is asked to. */
const bePhone = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const phone = { shared: [] as string[], awake: 0, seen: "" };
    Reflect.set(globalThis, "phone", phone);
    Object.defineProperty(navigator, "share", { value: async ({ text = "" }: ShareData) => void phone.shared.push(text) });
    const request = async () => {
      phone.awake += 1;
      return { release: async () => void (phone.awake -= 1) };
    };
    Object.defineProperty(navigator, "wakeLock", { value: { request } });
    class Detector {
      static getSupportedFormats = async () => ["qr_code"];
      detect = async () => (phone.seen === "" ? [] : [{ rawValue: phone.seen }]);
    }
    Reflect.set(globalThis, "BarcodeDetector", Detector);
  });

const platformOf = (page: Page): Promise<Platform> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as it was set above
  page.evaluate(() => Reflect.get(globalThis, "phone") as Platform);

/** The code as it leaves by the share sheet of the one comes before the camera of the other. */
async function showTo(from: Page, to: Page): Promise<void> {
  await from.getByRole("button", { name: "Send code" }).click();
  await expect.poll(async () => (await platformOf(from)).shared.length).toBe(1);
  const { shared } = await platformOf(from);
  expect(shared).toEqual([await from.getByRole("textbox", { name: "Code of this device" }).inputValue()]);
  await to.evaluate((text) => {
    const phone: unknown = Reflect.get(globalThis, "phone");
    if (typeof phone === "object" && phone !== null) Reflect.set(phone, "seen", text);
  }, shared[0]);
}

test("phones pair and sync by their cameras alone, and connect again later", LONG, async ({ newDevice }) => {
  const site = await serveFolder(DIST);
  const [a, b] = [await openCameraDevice(newDevice), await openCameraDevice(newDevice)];
  await a.page.goto(site.address);
  await whenWritable(a.page);
  await addTask(a.page, "made on A");
  await b.page.goto(site.address);
  for (const { page } of [a, b]) await page.evaluate(() => navigator.serviceWorker.ready.then(() => null));
  // What began before the service worker was there asks the server for its later parts.
  for (const { page } of [a, b]) await page.goto("about:blank");
  await site.close();
  const absence = await openAbsence(Number(new URL(site.address).port));
  for (const { page } of [a, b]) await page.goto(site.address);

  await beginNearby(a.page);
  await seeCode(b, a.page);
  await b.page.getByRole("button", { name: "I have Daybook elsewhere" }).click();
  await b.page.getByRole("button", { name: "Scan with the camera" }).click();
  await scan(a, b.page);
  await approve(a.page, b.page);
  await expectRows(b.page, ["made on A"]);
  await addTask(b.page, "live from B");
  await expectRows(a.page, ["live from B", "made on A"]);
  await rename(a.page, "made on A", "renamed on A");
  await expectRows(b.page, ["live from B", "renamed on A"]);

  // What was connected is not any more when one has closed.
  for (const { see } of [a, b]) await see(null);
  for (const { page } of [a, b]) {
    await bePhone(page);
    await page.reload();
  }
  await addTask(a.page, "while apart");
  await beginNearby(a.page);
  await expect(code(a.page)).toBeVisible();
  await beginNearby(b.page);
  await expect(code(b.page)).toBeVisible();
  await expect.poll(async () => [(await platformOf(a.page)).awake, (await platformOf(b.page)).awake]).toEqual([1, 1]);
  await showTo(a.page, b.page);
  await b.page.getByRole("radio", { name: "Camera" }).click();
  await expect(b.page.getByRole("dialog")).toContainText("Now let");
  await showTo(b.page, a.page);
  await a.page.getByRole("radio", { name: "Camera" }).click();
  for (const { page } of [a, b]) await expect(page.getByRole("dialog")).toContainText("Connected with");
  // The screens may go dark again.
  await expect.poll(async () => [(await platformOf(a.page)).awake, (await platformOf(b.page)).awake]).toEqual([0, 0]);
  await b.page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await b.page.keyboard.press("Escape");
  await expectRows(b.page, ["while apart", "live from B", "renamed on A"]);
  await addTask(b.page, "and live again");
  await expectRows(a.page, ["and live again", "while apart", "live from B", "renamed on A"]);
  // Whoever still looks at it is told when it is over.
  await b.page.goto("about:blank");
  await expect(a.page.getByRole("dialog")).toContainText("has ended. Everything is saved here.", { timeout: 60_000 });
  expect(absence.asked()).toEqual([]);
  absence.close();
});
