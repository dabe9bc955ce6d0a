// By a finger, on a narrow screen: what has keys elsewhere is there too.

import { addLines, openApp, row } from "./app-page.ts";
import { useFinger } from "./finger.ts";
import { expect, test } from "./fixtures.ts";

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
