// Earlier months: none yet, the list of them, and one of them with what can be done in it.

import { addTask, closeSheet, goTo, makeList, openApp, rename, row } from "../app-page.ts";
import { monthButton, openMonths, openWithEarlierMonth } from "../earlier-month.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";
import { notesIn, writeNotes } from "../task-notes.ts";

const ROSES = `Roses of ${USER_MARK}`;
const LONG = `Everything that ${USER_MARK} ${"wanted to do before the spring comes ".repeat(5)}`.slice(0, 190).trim();

export async function storyOfMonths({ relay, newRelay, newDevice, look }: Stage): Promise<void> {
  const alone = await openApp(await newDevice(), relay.address);
  await openMonths(alone);
  await look(alone, "months-none", { proof: alone.getByRole("dialog") });

  const page = await openWithEarlierMonth(await newDevice(), (await newRelay()).address, {
    earlier: async (then) => {
      await makeList(then, `${USER_MARK}’s garden`);
      await addTask(then, ROSES);
      await row(then, ROSES).press("i");
      const panel = then.getByRole("complementary", { name: /^Details of/u });
      await writeNotes(panel, `Ask ${USER_MARK}: which ones?\n${"In March at the latest. ".repeat(4)}`);
      await notesIn(panel).blur();
      await then.keyboard.press("Escape");
      await goTo(then, "All tasks");
      for (const title of [LONG, `Rent of ${USER_MARK}`, `Letters to ${USER_MARK}`]) await addTask(then, title);
      await row(then, `Rent of ${USER_MARK}`).press(" ");
    },
    since: async (since) => {
      await rename(since, LONG, `Less for ${USER_MARK}`);
      await row(since, `Letters to ${USER_MARK}`).press("Delete");
    },
  });
  await openMonths(page);
  await look(page, "months", { proof: monthButton(page) });
  await monthButton(page).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("Show more")).toHaveCount(0);
  await look(page, "month", { proof: sheet.getByText(LONG) });
  await sheet.getByRole("checkbox", { name: `Select ${ROSES}` }).check();
  await sheet.getByRole("button", { expanded: false }).filter({ hasText: ROSES }).click();
  await expect(sheet.getByText("which ones?")).toBeVisible();
  await look(page, "month-selected");
  await sheet.getByRole("searchbox").fill("nothing like that");
  await look(page, "month-nothing");
  await closeSheet(page);
  await page.keyboard.press("Control+,");
  const past = sheet.getByRole("heading", { name: "The past" }).locator("..");
  await past.getByRole("button", { name: "Change" }).click();
  await past.getByRole("textbox", { name: "Months with a state kept" }).fill("0");
  await expect(past.getByRole("status").filter({ hasText: "The state of 1 earlier month goes" })).toBeVisible();
  await look(page, "settings-fewer-months");
}
