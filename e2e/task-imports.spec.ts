// Tasks of other programs: seen first, taken in, taken back, and found again by a second run.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { strToU8, zipSync } from "fflate";
import { addTask, expectSynced, openApp, whenWritable } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { watchTasks } from "./long-tasks.ts";
import { LONG } from "./size.ts";

const samplePath = (name: string): string => fileURLToPath(new URL(`../src/imports/tasks/samples/${name}`, import.meta.url));

async function openImport(page: Page): Promise<Locator> {
  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  return page.getByRole("dialog", { name: "Import", exact: true });
}

const chooseSample = (sheet: Locator, name: string): Promise<void> => sheet.locator('input[type="file"]').setInputFiles(samplePath(name));

const chooseText = (sheet: Locator, name: string, text: string): Promise<void> =>
  sheet.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

const taskRow = (page: Page, title: string): Locator => page.getByRole("main").getByText(title, { exact: true });

test("a project of Todoist is seen first and imported, taken back, and known by a second run", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  const sheet = await openImport(page);
  await chooseText(sheet, "photo.csv", "\u0089PNG\r\n");
  await expect(sheet.getByRole("alert")).not.toBeEmpty();
  await chooseSample(sheet, "todoist-household.csv");
  await expect(sheet.getByText("A project of Todoist: todoist-household.csv")).toBeVisible();
  await expect(sheet.getByText("8 tasks found, 2 of them parts of others.")).toBeVisible();
  await expect(sheet.getByText("One entry without a title")).toBeVisible();
  await sheet.getByRole("button", { name: "Import 8 tasks" }).click();
  await expect(sheet.getByText("8 tasks imported.")).toBeVisible();
  await sheet.getByRole("button", { name: "Show the tasks" }).click();
  await expect(taskRow(page, "Repot the basil")).toBeVisible();
  await page
    .getByRole("link", { name: /^todoist-household/ })
    .first()
    .click();
  await expect(page.getByText("Weekly", { exact: true })).toBeVisible();

  await page.keyboard.press("Control+z");
  await expect(page.getByRole("region", { name: "Last action" }).getByText("Undone: importing 8 tasks")).toBeVisible();
  const again = await openImport(page);
  await chooseSample(again, "todoist-household.csv");
  await expect(again.getByText("8 of them are here, in the trash.")).toBeVisible();
  await again.getByRole("checkbox", { name: "Bring these back from the trash" }).check();
  await again.getByRole("button", { name: "Bring 8 tasks back" }).click();
  await expect(again.getByText("8 tasks brought back from the trash.")).toBeVisible();
  await again.getByRole("button", { name: "Import something else" }).click();
  await chooseSample(again, "todoist-household.csv");
  await expect(again.getByText("8 of them are here already, and stay as they are.")).toBeVisible();
  await expect(again.getByRole("button", { name: "Nothing in it is new" })).toBeDisabled();
});

test("backups, calendars, tables and text become what they say", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  const sheet = await openImport(page);
  const take = async (count: string): Promise<void> => {
    await sheet.getByRole("button", { name: `Import ${count}` }).click();
    await expect(sheet.getByText(`${count} imported.`)).toBeVisible();
    await sheet.getByRole("button", { name: "Import something else" }).click();
  };
  await chooseSample(sheet, "super-productivity.json");
  await expect(sheet.getByRole("checkbox", { name: "With the 4 completed ones" })).toBeChecked();
  await take("10 tasks");
  await chooseSample(sheet, "reminders.ics");
  await expect(sheet.getByText("One event: the calendar is on its way")).toBeVisible();
  await take("7 tasks");
  await chooseSample(sheet, "aufgaben-windows-1252.csv");
  await expect(sheet.getByText("It is read as Windows-1252", { exact: false })).toBeVisible();
  await take("3 tasks");
  await chooseText(sheet, "dates.csv", "Name,When,Extra\nBuy stamps,3/4/2027,blue\n");
  await sheet.getByRole("combobox", { name: "“Extra”" }).selectOption({ label: "Tags" });
  await expect(sheet.getByRole("button", { name: "Choose which comes first in its dates" })).toBeDisabled();
  await sheet.getByRole("radio", { name: "The month" }).check();
  await expect(sheet.getByText("#blue")).toBeVisible();
  await take("1 task");
  await sheet.getByRole("textbox", { name: "Or paste text" }).fill("# Trip\nPack:\n- [ ] passport\n  - copy of it\n- [x] shoes");
  await sheet.getByRole("button", { name: "Read the text" }).click();
  await sheet.getByRole("button", { name: "Import 3 tasks" }).click();
  await sheet.getByRole("button", { name: "Show the tasks" }).click();
  for (const title of ["Paint the fence 🎨", "Bake a cake, for real", "Steuererklärung", "Buy stamps", "copy of it"]) {
    await expect(async () => {
      await page.keyboard.press("PageDown");
      await expect(taskRow(page, title)).toBeVisible({ timeout: 500 });
    }).toPass();
  }
  await page.getByRole("link", { name: /^Trip/ }).first().click();
  await expect(page.getByText("Pack", { exact: true })).toBeVisible();
});

/** As a spreadsheet would have it. */
function manyRows(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `Task number ${index},2027-01-${String((index % 28) + 1).padStart(2, "0")},List ${index % 20},"some, tags"`,
  );
  return ["Title,Due,List,Tags", ...rows].join("\n");
}

test(
  "ten thousand tasks come with progress, the window stays free, and what was taken is taken back",
  LONG,
  async ({ relay, newDevice }, info) => {
    test.setTimeout(180_000);
    const page = await openApp(await newDevice(), relay.address);
    const sheet = await openImport(page);
    const session = await page.context().newCDPSession(page);
    // From the disk, as a person chooses it: what a test hands over itself comes through the page's own thread.
    const choose = async (name: string, text: string): Promise<void> => {
      writeFileSync(info.outputPath(name), text);
      const { result } = await session.send("Runtime.evaluate", {
        expression: `document.querySelector('[role="dialog"] input[type="file"]')`,
      });
      const { objectId = "" } = result;
      await session.send("DOM.setFileInputFiles", { files: [info.outputPath(name)], objectId });
    };
    const endWatch = await watchTasks(page);
    await choose("many.csv", manyRows(10_000));
    await sheet.getByRole("button", { name: "Import 10,000 tasks" }).click();
    await expect(sheet.getByRole("progressbar")).toBeVisible();
    await expect(sheet.getByText("10,000 tasks imported.")).toBeVisible({ timeout: 60_000 });
    // By the processor's time: by the clock a task is as long as the others on the machine make it.
    expect((await endWatch()).busiestMs).toBeLessThan(50);

    await sheet.getByRole("button", { name: "Import something else" }).click();
    await choose("more.csv", manyRows(12_000).replaceAll("Task number", "Another"));
    await sheet.getByRole("button", { name: "Import 12,000 tasks" }).click();
    await sheet.getByRole("button", { name: "Stop" }).click();
    await expect(sheet.getByText(/^Stopped\. [\d,]+ tasks are here by now\./)).toBeVisible();
    await sheet.getByRole("button", { name: "Take them back" }).click();
    await expect(sheet.getByText("They are in the trash.")).toBeVisible({ timeout: 60_000 });
  },
);

/** As it falls from the desktop. */
async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([called, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], called, { type: "text/csv" }));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

test("a file that is dropped on the app is imported, on a phone as well", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await page.setViewportSize({ width: 390, height: 844 });
  await dropFile(page, "dropped.csv", readFileSync(samplePath("todoist-household.csv"), "utf8"));
  const sheet = page.getByRole("dialog", { name: "Import", exact: true });
  await sheet.getByRole("combobox", { name: "“dropped”, 8 tasks" }).selectOption({ label: "Inbox" });
  await sheet.getByRole("button", { name: "Import 8 tasks" }).click();
  await sheet.getByRole("button", { name: "Show the tasks" }).click();
  await expect(taskRow(page, "Repot the basil")).toBeVisible();
});

test("a full disk ends an import with a sentence, and says what is here", LONG, async ({ relay, newDevice }) => {
  const device = await newDevice();
  const before = await openApp(device, relay.address);
  await addTask(before, "before");
  await expectSynced(before);
  // A browser asks for its quota when it first writes.
  await device.shut();
  await device.open();
  const page = await device.newPage();
  await page.goto(`${relay.address}/robots.txt`);
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: relay.address, quotaSize: 1 });
  await page.goto(relay.address);
  await whenWritable(page);
  const sheet = await openImport(page);
  await chooseSample(sheet, "todoist-household.csv");
  await sheet.getByRole("button", { name: "Import 8 tasks" }).click();
  await expect(sheet.getByRole("alert")).toContainText("0 tasks are here by now. The same file goes on from there.");
  await expect(sheet.getByRole("alert")).toContainText("storage is full");
  await session.send("Storage.overrideQuotaForOrigin", { origin: relay.address });
  await expect(async () => {
    await sheet.getByRole("button", { name: "Go on" }).click({ timeout: 1_000 });
    await expect(sheet.getByText("8 tasks imported.")).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
});

test(
  "the first screen leads to an import; a file dropped on the sheet is read, and an archive with all projects as well",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await (await newDevice()).newPage();
    await page.goto(`${relay.address}/#tasks`);
    await page.getByRole("button", { name: "Bring tasks from another app" }).click();
    const sheet = page.getByRole("dialog", { name: "Import", exact: true });
    await expect(sheet).toBeVisible();
    // Behind the sheet, where no reader looks.
    await expect(page.locator('main input[aria-label="Add a task"]')).toBeEnabled();
    await dropFile(page, "first.csv", "TYPE,CONTENT,INDENT\ntask,From the first,1\n");
    await expect(sheet.getByText("A project of Todoist: first.csv")).toBeVisible();
    await dropFile(page, "second.csv", "TYPE,CONTENT,INDENT\ntask,From the second,1\n");
    await expect(sheet.getByText("A project of Todoist: second.csv")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
    // Where nothing is yet it is offered again.
    await page.getByRole("main").getByRole("button", { name: "Bring tasks from another app" }).click();
    const choose = (name: string, files: Readonly<Record<string, string>>): Promise<void> =>
      sheet.locator('input[type="file"]').setInputFiles({
        name,
        mimeType: "application/zip",
        buffer: Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))),
      });
    await choose("photos.zip", { "a.png": "x" });
    await expect(sheet.getByRole("alert")).toContainText("nothing in this ZIP archive");
    await choose("todoist.zip", {
      "Home [220].csv": "TYPE,CONTENT,INDENT\nsection,Kitchen,\ntask,Fix the tap,1\ntask,Buy a washer,2\n",
      "Work [221].csv": "TYPE,CONTENT,INDENT\ntask,Write the report,1\n",
    });
    await expect(sheet.getByText("Projects of Todoist: todoist.zip")).toBeVisible();
    await sheet.getByRole("button", { name: "Import 3 tasks" }).click();
    await sheet.getByRole("button", { name: "Show the tasks" }).click();
    await expect(taskRow(page, "Fix the tap")).toBeVisible();
    await expect(page.getByRole("link", { name: /^Work/ }).first()).toBeVisible();
  },
);
