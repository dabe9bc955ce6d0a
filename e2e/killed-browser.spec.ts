// What the app has shown as saved is on the disk: the browser may be killed (-9) at the same moment.

import { expectRows, openApp, row, rowNames } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { isFull, LONG } from "./size.ts";

const KILLS = isFull ? 4 : 2;
const TASKS_AT_ONCE = 5;
/** So tall that every row of the list is there. */
const ALL_ROWS = { width: 1280, height: 4000 };
/** What the page says on its console, with the titles after it, when enough tasks are shown. */
const SHOWN = "shown: ";

type Typing = { readonly batch: string; readonly tasks: number; readonly count: number; readonly prefix: string };

/** Runs in the page. */
function typeAndWatch({ batch, tasks, count, prefix }: Typing): void {
  const field = document.querySelector<HTMLInputElement>("main input");
  if (field === null) throw new Error("no field");
  const observer = new MutationObserver(() => {
    const names = Array.from(document.querySelectorAll("main [data-task]"), (element) => element.getAttribute("aria-label") ?? "");
    const ours = names.filter((name) => name.startsWith(batch));
    if (ours.length < count) return;
    observer.disconnect();
    console.log(prefix + ours.join("\n"));
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  for (let task = 0; task < tasks; task++) {
    field.value = `${batch} ${task}`;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  }
}

test("a browser killed as soon as a task shows has the task when it opens again", async ({ relay, newDevice }) => {
  const device = await newDevice();
  const shown: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    await device.open();
    const page = await openApp(device, relay.address);
    await page.setViewportSize(ALL_ROWS);
    await expect(row(page, shown[0] ?? "none").or(page.getByText("Nothing to do."))).toBeVisible();
    const present = await rowNames(page);
    expect(present).toEqual(expect.arrayContaining(shown));

    // Killed when so many of the tasks typed in one go are shown: a different number each time.
    const count = 1 + kill;
    const died = new Promise<readonly string[]>((resolve) => {
      page.on("console", (message) => {
        if (message.text().startsWith(SHOWN)) void device.kill().then(() => resolve(message.text().slice(SHOWN.length).split("\n")));
      });
    });
    await page.evaluate(typeAndWatch, { batch: `batch ${kill}, task`, tasks: TASKS_AT_ONCE, count, prefix: SHOWN });
    shown.push(...(await died));
  }
  await device.open();
  const page = await openApp(device, relay.address);
  await page.setViewportSize(ALL_ROWS);
  await expect.poll(() => rowNames(page)).toEqual(expect.arrayContaining(shown));
  // At least one more with each kill.
  expect(shown.length).toBeGreaterThanOrEqual((KILLS * (KILLS + 1)) / 2);
});

test("a profile that was never online keeps everything through a kill", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const page = await openApp(device, relay.address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await relay.kill();
  await page.reload();
  await page.getByRole("textbox", { name: "Add a task" }).fill("kept");
  await page.keyboard.press("Enter");
  await row(page, "kept").waitFor();
  await device.kill();
  await device.open();
  await expectRows(await openApp(device, relay.address), ["kept"]);
});
