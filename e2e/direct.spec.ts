// Two devices of one user that are connected directly: the relay brings them together, and may then go.

import type { Locator, Page } from "@playwright/test";
import { addTask, expectRows, openApp, rowNames, syncMark, whenWritable } from "./app-page.ts";
import { countConnections, countedHere, type Counted } from "./counted-connections.ts";
import { DIRECT, UNUSED, type Device } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { freezePage } from "./frozen-page.ts";
import { pair } from "./pairing-steps.ts";
import { LONG } from "./size.ts";

const countConnectionsOf = (device: Device): Promise<unknown> => device.context().addInitScript(countConnections);

const countedOn = (page: Page): Promise<Counted> => page.evaluate(countedHere);

async function expectOpen(counts: readonly (readonly [Page, number])[]): Promise<void> {
  const open = (): Promise<readonly number[]> => Promise.all(counts.map(async ([page]) => (await countedOn(page)).open));
  await expect.poll(open, { timeout: 60_000 }).toEqual(counts.map(([, count]) => count));
}

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
  for (const device of [laptop, phone]) await countConnectionsOf(device);
  for (const page of [a, b]) await page.reload();
  await expectOpen([
    [a, 1],
    [b, 1],
  ]);
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

test("the direct connection goes over to another tab when its tab closes", LONG, async ({ relay, newDevice }) => {
  const [laptop, phone] = [await newDevice([DIRECT]), await newDevice([DIRECT])];
  for (const device of [laptop, phone]) await countConnectionsOf(device);
  const [first, b] = [await openApp(laptop, relay.address), await openApp(phone, relay.address)];
  await pair(first, b);
  const second = await laptop.newPage();
  await second.goto(relay.address);
  await whenWritable(second);
  await expectOpen([
    [first, 1],
    [second, 0],
    [b, 1],
  ]);

  await first.close();
  await expectOpen([
    [second, 1],
    [b, 1],
  ]);
  await relay.kill();
  await addTask(second, "from the other tab");
  await expectRows(b, ["from the other tab"]);
  await addTask(b, "and back");
  await expectRows(second, ["and back", "from the other tab"]);
});

test("the direct connection outlasts a tab that is frozen for a while", LONG, async ({ newRelay, newDevice }) => {
  const [relay, laptop, phone] = [await newRelay(), await newDevice([DIRECT, UNUSED]), await newDevice([DIRECT])];
  // It may live in the process that is about to stop.
  await laptop.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  for (const device of [laptop, phone]) await countConnectionsOf(device);
  const [a, b] = [await openApp(laptop, relay.address), await openApp(phone, relay.address)];
  await pair(a, b);
  await expectOpen([
    [a, 1],
    [b, 1],
  ]);
  // What another way takes goes by the relay; what is written then does not.
  const before = await countedOn(b);
  const thaw = await freezePage(laptop, a, []);
  await expect.poll(async () => (await countedOn(b)).restarts, { timeout: 60_000 }).toBeGreaterThan(before.restarts);
  await addTask(b, "while it is frozen");
  thaw();
  await expectOpen([
    [a, 1],
    [b, 1],
  ]);
  await relay.kill();
  await addTask(a, "after the thaw");
  const all = ["after the thaw", "while it is frozen"];
  for (const page of [a, b]) await expect.poll(async () => (await rowNames(page)).toSorted()).toEqual(all);
  expect((await countedOn(b)).made).toBe(before.made);
});
