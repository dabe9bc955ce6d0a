// Two devices of one user that are connected directly: the relay brings them together, and may then go.

import type { Locator, Page } from "@playwright/test";
import { addTask, expectRows, openApp, syncMark } from "./app-page.ts";
import { DIRECT } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { pair } from "./pairing-steps.ts";

/** Counts the direct connections of the page that are open, from its next load on. */
async function countConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = new Set<RTCPeerConnection>();
    const Native = globalThis.RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener("connectionstatechange", () => {
          if (this.connectionState === "connected") open.add(this);
          else open.delete(this);
        });
      }
    };
    Reflect.set(globalThis, "openConnections", open);
  });
  await page.reload();
}

const connectionsOf = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const open: unknown = Reflect.get(globalThis, "openConnections");
    return open instanceof Set ? open.size : 0;
  });

/** A server of one's own, mistyped at first, taken out and brought back. */
async function addServer(sheet: Locator): Promise<void> {
  await sheet.getByRole("button", { name: "Add a server" }).click();
  await sheet.getByLabel("Address of the server").fill("turn:turn.example:3478");
  await sheet.getByLabel("Address of the server").press("Enter");
  await expect(sheet.getByRole("alert")).toHaveText("A server that starts with turn: or turns: asks for a name.");
  await sheet.getByLabel("Name, if it asks for one").fill("me");
  await sheet.getByLabel("Password, if it asks for one").fill("secret: 1");
  await sheet.getByLabel("Address of the server").press("Enter");
  const remove = sheet.getByRole("button", { name: "Remove turn:turn.example:3478" });
  await remove.click();
  await expect(remove).toBeHidden();
  await sheet.getByRole("button", { name: "Undo" }).click();
  await expect(remove).toBeVisible();
  await expect(sheet).not.toContainText("secret");
}

test("what is written travels on when the relay is gone", async ({ relay, newDevice }) => {
  const [laptop, phone] = [await newDevice([DIRECT]), await newDevice([DIRECT])];
  const [a, b] = [await openApp(laptop, relay.address), await openApp(phone, relay.address)];
  await addTask(a, "with the relay");
  await pair(a, b);
  await expectRows(b, ["with the relay"]);
  await countConnections(a);
  await countConnections(b);
  await expect.poll(async () => [await connectionsOf(a), await connectionsOf(b)], { timeout: 60_000 }).toEqual([1, 1]);
  await syncMark(a).click();
  const sheet = a.getByRole("dialog");
  await expect(sheet).toContainText(/Connected directly since .+ sent and .+ received directly/u);
  await addServer(sheet);
  await a.keyboard.press("Escape");
  await relay.kill();
  await addTask(a, "without the relay");
  await expectRows(b, ["without the relay", "with the relay"]);
  await addTask(b, "and back");
  await expectRows(a, ["and back", "without the relay", "with the relay"]);
});
