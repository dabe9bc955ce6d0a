// Two devices side by side: what is said before, and the code with the camera and what else stands beside it.

import { openApp, openSync } from "../app-page.ts";
import { DIRECT } from "../device.ts";
import { expect } from "../fixtures.ts";
import type { Stage } from "./stories.ts";

export async function storyOfNearby({ relay, newDevice, look }: Stage): Promise<void> {
  const flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const page = await openApp(await newDevice([DIRECT, ...flags]), relay.address);
  const sheet = await openSync(page);
  await sheet.getByRole("button", { name: "Connect nearby" }).click();
  await look(page, "nearby-before", { proof: page.getByRole("dialog") });
  await sheet.getByRole("button", { name: "Use the camera" }).click();
  const code = page.getByRole("dialog").locator("svg[role=img]");
  await expect(code).toBeVisible();
  await sheet.getByRole("textbox", { name: "Code of the other device" }).fill("no code at all");
  await sheet.getByRole("button", { name: "Use code" }).click();
  await expect(sheet.getByRole("alert")).toBeVisible();
  await look(page, "nearby-code", { proof: code });

  const blind = await openApp(await newDevice(), relay.address);
  await openSync(blind);
  await blind.getByRole("button", { name: "I have a code" }).click();
  await blind.getByRole("button", { name: "Scan with the camera" }).click();
  const alert = blind.getByRole("dialog").getByRole("alert");
  await expect(alert).toBeVisible();
  await look(blind, "camera-none", { proof: alert });
}
