// By a finger, on a narrow screen: what has keys elsewhere is there too.

import { addLines, expectRows, openApp, row } from "./app-page.ts";
import { dropLine } from "./drag-steps.ts";
import { useFinger } from "./finger.ts";
import { expect, test } from "./fixtures.ts";
import { LONG } from "./size.ts";

test("on a phone a tap opens a task, and search and settings are a tap away", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await page.setViewportSize({ width: 390, height: 844 });
  const finger = await useFinger(page);
  await addLines(page, ["Call the dentist", "Buy plums"]);

  await finger.tap(row(page, "Buy plums").getByText("Buy plums"));
  const details = page.getByRole("dialog", { name: "Details" });
  await expect(details.getByRole("textbox", { name: "Title" })).toHaveValue("Buy plums");
  await finger.tap(details.getByRole("button", { name: "Close the details" }));
  await expect(details).toBeHidden();

  const places = page.getByRole("navigation", { name: "Views" });
  await finger.tap(places.getByRole("link", { name: "Today" }));
  await finger.tap(page.getByRole("main").getByRole("button", { name: "Search" }));
  const field = page.getByRole("dialog", { name: "Go to or do something" }).getByRole("combobox");
  await expect(field).toBeFocused();
  await page.keyboard.type("dentist");
  await finger.tap(page.getByRole("option", { name: /dentist/ }));
  await expect(details.getByRole("textbox", { name: "Title" })).toHaveValue("Call the dentist");
  await finger.tap(details.getByRole("button", { name: "Close the details" }));
  await expect(details).toBeHidden();

  await finger.tap(places.getByRole("link", { name: "Lists" }));
  await finger.tap(page.getByRole("main").getByRole("button", { name: "Settings" }));
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
});

test("a finger drags a selected task by its handle, to another place and on to Today", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await page.setViewportSize({ width: 390, height: 844 });
  const finger = await useFinger(page);
  await addLines(page, ["one", "two", "three"]);
  await expectRows(page, ["one", "two", "three"]);
  const two = row(page, "two");
  await finger.putDown(two.getByText("two"));
  await expect(page.getByText("1 selected")).toBeVisible();
  await finger.lift();

  const handle = two.locator("[data-grip]");
  const below = await row(page, "three").boundingBox();
  const from = await finger.putDown(handle);
  await finger.moveTo({ x: from.x, y: (below?.y ?? 0) + (below?.height ?? 0) - 4 });
  await expect(dropLine(page)).toBeVisible();
  await finger.lift();
  await expectRows(page, ["one", "three", "two"]);
  await expect(dropLine(page)).toHaveCount(0);

  // Still selected, and nothing of a tap.
  const today = await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Today" }).boundingBox();
  await finger.putDown(handle);
  await finger.moveTo({ x: (today?.x ?? 0) + 20, y: (today?.y ?? 0) + 20 });
  await finger.lift();
  await expectRows(page, ["one", "three", "two, Today"]);
});

test("a finger that chooses from a menu does nothing to what lies under it", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await page.setViewportSize({ width: 390, height: 844 });
  const finger = await useFinger(page);
  await addLines(page, ["one", "two", "three", "four", "five", "six", "seven", "eight"]);
  await finger.tap(row(page, "one").getByRole("button", { name: /^Actions/ }));
  await finger.tap(page.getByRole("menuitem", { name: "Repeat" }));
  await expect(page.getByRole("dialog", { name: "one" })).toBeVisible();
  await expect(page.getByRole("dialog", { name: "Details" })).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(1);
  await finger.tap(page.getByRole("dialog", { name: "one" }).getByRole("button", { name: "Close" }));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // Nor is the next tap lost.
  await finger.tap(row(page, "two").getByText("two"));
  await expect(page.getByRole("dialog", { name: "Details" })).toBeVisible();
});
