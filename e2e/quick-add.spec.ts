// Quick add: a line in either language becomes a task with all that it says, from anywhere, offline, and by what other apps share.

import type { Locator, Page, Route } from "@playwright/test";
import { addField, announcement, expectRows, goTo, lastAction, makeList, openApp, row, whenKept, pressEntry } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";
import { expectNotes } from "./task-notes.ts";

const chips = (page: Page): Locator => page.getByRole("list", { name: /^(Understood|Verstanden)$/u });

const expectChips = (page: Page, texts: readonly (string | RegExp)[]): Promise<void> =>
  expect(chips(page).locator("li > [translate=no]")).toHaveText([...texts]);

const sheet = (page: Page): Locator => page.getByRole("dialog", { name: /^(New task|Neue Aufgabe)$/u });

test("a line says day, time, list, tag and priority, each shown and to be taken back before it is saved", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addField(page).focus();
  await page.keyboard.type("Call mum tomorrow at 5pm #Family @phone !1");
  await expectChips(page, ["Tomorrow", /^(5:00 pm|17:00)$/iu, "New list: Family", "phone", "High"]);
  await expect(announcement(page)).toContainText("Day: Tomorrow");
  // By its button; the field keeps the focus.
  await chips(page).getByRole("button", { name: "Leave as text: phone" }).click();
  await expectChips(page, ["Tomorrow", /^(5:00 pm|17:00)$/iu, "New list: Family", "High"]);
  await expect(announcement(page)).toHaveText("phone stays text.");
  await expect(addField(page)).toBeFocused();
  // By Backspace behind it, which takes no letter then.
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await expectChips(page, ["Tomorrow", /^(5:00 pm|17:00)$/iu, "New list: Family"]);
  await expect(addField(page)).toHaveValue("Call mum tomorrow at 5pm #Family @phone !1");
  await page.keyboard.press("Enter");
  await expect(lastAction(page)).toContainText("Task added to Family.");
  await expect(chips(page)).toHaveCount(0);
  await expect(row(page, /^Call mum @phone !1, Tomorrow .*, in Family$/u)).toBeVisible();
  // The list and the task go in one step.
  await page.keyboard.press("Control+z");
  await expectRows(page, []);
  await expect(page.getByRole("link", { name: /^Family/u })).toHaveCount(0);
  await page.keyboard.press("Control+Shift+z");
  await expect(row(page, /^Call mum @phone !1, Tomorrow .*, in Family$/u)).toBeVisible();
});

test(
  "a line names a section, a time from now and how often it comes, also under a section's heading",
  LONG,
  async ({ relay, newDevice }) => {
    const page = await openApp(await newDevice(), relay.address);
    await page.clock.setFixedTime(new Date(2026, 10, 27, 23, 30));
    await page.reload();
    await makeList(page, "Trip");
    await addField(page).fill('Sunscreen #Trip/"To pack"');
    await expectChips(page, ["New section: Trip / To pack"]);
    await addField(page).press("Enter");
    await expect(lastAction(page)).toContainText("Task added to Trip / To pack.");
    await expect(page.locator("main [data-heading] h2")).toHaveText(["To pack"]);
    // The section and the task go in one step.
    await page.keyboard.press("Control+z");
    await expect(page.locator("main [data-heading] h2")).toHaveCount(0);
    await page.keyboard.press("Control+Shift+z");
    await addField(page).fill("Socks /to pack in 45 minutes");
    await expectChips(page, ["Trip / To pack", /^Tomorrow, (12:15 am|0?0:15)$/iu]);
    await addField(page).press("Enter");
    await expect(row(page, /^Socks, Tomorrow /u)).toBeVisible();
    // Under the heading a line is read as anywhere.
    await page.getByRole("button", { name: "Actions for the section To pack" }).press("Enter");
    await pressEntry(page, "Add a task here");
    const field = page.getByRole("textbox", { name: "Add a task to To pack" });
    await expect(field).toBeFocused();
    await page.keyboard.type("Stretch tomorrow every day 5 times");
    await expectChips(page, ["Tomorrow", "Every day, first: Tomorrow", "5 times"]);
    await page.keyboard.press("Backspace");
    await expectChips(page, ["Tomorrow", "Every day, first: Tomorrow"]);
    // What is written is not gone with the key that leaves the field.
    await page.keyboard.press("Escape");
    await expect(field).toHaveValue("Stretch tomorrow every day 5 times");
    await page.getByRole("button", { name: "Leave as text: Tomorrow", exact: true }).click();
    await page.keyboard.press("Enter");
    await expect(row(page, /^Stretch tomorrow 5 times, Today.*repeats/iu)).toBeVisible();
  },
);

const PHONE = { width: 390, height: 844 };

/** The app in German from its next load on. */
async function inGerman(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem("daybook.language", "de"));
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Aufgabe hinzufügen" })).toBeEnabled();
}

test("in German, on a phone and offline, a line is read as on any other day", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await whenKept(page);
  await inGerman(page);
  await page.setViewportSize(PHONE);
  await relay.close();
  await page.reload();
  const field = page.getByRole("textbox", { name: "Aufgabe hinzufügen" });
  await expect(field).toBeEnabled();
  await field.fill("Miete überweisen jeden Monat am 1. um 9 Uhr !2");
  await expectChips(page, [/^Jeden Monat am 1\., zuerst: /u, /9:00|09:00/u, "Mittel"]);
  await field.press("Enter");
  await expect(field).toHaveValue("");
  await field.fill("Mama anrufen morgen um halb sechs");
  await expectChips(page, ["Morgen", /17:30|5:30/u]);
  // A finger reaches what takes it back.
  const button = chips(page).getByRole("button", { name: "Als Text lassen: Morgen" });
  const box = await button.boundingBox();
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await button.click();
  await expectChips(page, [/(17:30|5:30)/u]);
  await field.press("Enter");
  await expect(row(page, /^Mama anrufen morgen, (Heute|Morgen) /u)).toBeVisible();
  await field.fill("Dehnen täglich 5 mal, erste Runde in einer halben Stunde");
  await expectChips(page, [/^Jeden Tag, zuerst: /u, "5-mal", /^(Heute|Morgen), /u]);
  await field.press("Enter");
  await expect(row(page, /^Dehnen, erste Runde, (Heute|Morgen) /u)).toBeVisible();
  await page.reload();
  await expect(row(page, /^Miete überweisen, .*mittlere Priorität/u)).toBeVisible();
});

test("a task is written from anywhere by one key, in a sheet where the page has no field", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addField(page).press("Escape");
  await page.keyboard.press("q");
  await expect(addField(page)).toBeFocused();
  await page.keyboard.type("quit smoking in 3 weeks");
  await expect(chips(page)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(row(page, /^quit smoking, /u)).toBeVisible();

  await goTo(page, "Notes");
  await page.getByRole("link", { name: "Notes", exact: true }).focus();
  await page.keyboard.press("q");
  await expect(sheet(page).getByRole("textbox", { name: "Add a task" })).toBeFocused();
  await page.keyboard.type("Water plants every! 3 days @garden");
  await expectChips(page, [/, first: Today$/u, "garden"]);
  await page.keyboard.press("Enter");
  await expect(lastAction(page)).toContainText("Task added to Inbox.");
  await expect(sheet(page)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Notes", exact: true })).toBeFocused();
  // Nothing but a letter where letters are written.
  await page.getByRole("button", { name: "New note" }).first().click();
  await expect(page.getByRole("textbox", { name: "Title of the note" })).toBeFocused();
  await page.keyboard.type("quiet");
  await expect(page.getByRole("textbox", { name: "Title of the note" })).toHaveValue("quiet");
  await expect(sheet(page)).toHaveCount(0);
  await goTo(page, "All tasks");
  await expect(row(page, /^Water plants, Today.*, tags garden/u)).toBeVisible();
});

/** As the phone's share sheet posts it, from a page that is not the app's. */
async function share(page: Page, address: string, parts: Readonly<Record<string, string>>): Promise<void> {
  await page.goto("about:blank");
  await page.evaluate(
    ([action, shared]) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action, enctype: "multipart/form-data" });
      for (const [name, value] of Object.entries(shared)) {
        const input = document.createElement("textarea");
        Object.assign(input, { name, value });
        form.append(input);
      }
      document.body.append(form);
      form.submit();
    },
    [`${address}/share`, parts] as const,
  );
}

test("what another app shares waits in a sheet, offline too, and is saved when the user says so", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await whenKept(page);
  await relay.close();
  await page.setViewportSize(PHONE);
  await share(page, relay.address, { title: "Black Friday tomorrow?", text: "https://example.com/a?b=1&c=2", url: "" });
  const field = sheet(page).getByRole("textbox", { name: "Add a task" });
  await expect(field).toHaveValue("Black Friday tomorrow?");
  await expect(sheet(page).getByRole("textbox", { name: "Notes" })).toHaveValue("https://example.com/a?b=1&c=2");
  expect(page.url()).not.toContain("example.com");
  // Others' words are left alone, the user's own are read.
  await field.press("End");
  await page.keyboard.type(" on monday #Shop");
  await expectChips(page, [/./u, "New list: Shop"]);
  await page.keyboard.press("Escape");
  await expect(sheet(page)).toHaveCount(0);
  await expectRows(page, []);

  await share(page, relay.address, { title: "", text: "Two lines\nof text", url: "https://example.com/" });
  await expect(field).toHaveValue("Two lines");
  await sheet(page).getByRole("button", { name: "Add" }).click();
  await expect(lastAction(page)).toContainText("Task added to Inbox.");
  await goTo(page, "Inbox");
  await expect(row(page, /^Two lines, .*has notes$/u)).toBeVisible();
  await row(page, /^Two lines/u).press("i");
  await expectNotes(page.getByRole("dialog", { name: "Details" }), "Two lines\nof text\nhttps://example.com/");
});

test("the installed app's shortcut begins a task", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await page.goto("about:blank");
  await page.goto(`${relay.address}/#add`);
  await expect(sheet(page).getByRole("textbox", { name: "Add a task" })).toBeFocused();
  expect(new URL(page.url()).hash).not.toBe("#add");
  await page.keyboard.type("Buy milk");
  await page.keyboard.press("Enter");
  await expect(sheet(page)).toHaveCount(0);
  await goTo(page, "Inbox");
  await expect(row(page, /^Buy milk/u)).toBeVisible();
});

test("a line that is entered before what reads it has come waits for it", LONG, async ({ newRelay, newDevice }) => {
  const relay = await newRelay();
  const device = await newDevice();
  const page = await device.newPage();
  // Nothing but the network brings its parts: no service worker has been under this address, and none comes.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  const held: Route[] = [];
  let isHolding = true;
  await device.context().route("**/assets/understood-*.js", (route) => (isHolding ? void held.push(route) : route.continue()));
  await page.goto(`${relay.address}/#tasks`);
  await page.getByRole("button", { name: "Start new" }).click();
  await expect(addField(page)).toBeEnabled();
  await addField(page).fill("Call mum tomorrow");
  await addField(page).press("Enter");
  await addField(page).fill("Buy milk");
  await addField(page).press("Enter");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await expectRows(page, []);
  // It is asked for ahead and when it is wanted: on a busy machine once more from now on.
  isHolding = false;
  for (const route of held) await route.continue();
  await expectRows(page, ["Call mum, Tomorrow", "Buy milk"]);
});
