// Reminders that ring while the app is closed. The browser's own delivery is simulated (its service worker gets the message by the debugging protocol), and so
// is the subscription, which a browser without its maker's service cannot have; a stand-in is the push service to which the relay sends.

import { createServer, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import type { CDPSession, Locator, Page } from "@playwright/test";
import Database from "libsql";
import { addTask, expectRows, goTo, lastAction, openApp, row, whenKept } from "./app-page.ts";
import type { Device } from "./device.ts";
import { expect, test } from "./fixtures.ts";
import { lockField, setLock } from "./lock-steps.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";
import { LONG } from "./size.ts";
import { waitUntil } from "./wait-until.ts";

type PushService = { readonly origin: string; readonly heard: IncomingMessage[]; readonly close: () => void };

async function openPushService(): Promise<PushService> {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    response.writeHead(201).end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    heard,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A browser that subscribes, at the stand-in. */
function subscribeAt(endpoint: string): void {
  let subscription: object | null = null;
  Object.assign(PushManager.prototype, {
    getSubscription: () => Promise.resolve(subscription),
    subscribe: (options: object) => {
      subscription = { endpoint, options, unsubscribe: () => Promise.resolve(true) };
      return Promise.resolve(subscription);
    },
  });
}

const details = (page: Page): Locator => page.getByRole("complementary", { name: /^Details of/u });

/** A task that is due in the minute after the next one, and reminds then: so early a message may come. */
async function remindSoon(page: Page, title: string, inMs = 120_000): Promise<void> {
  await addTask(page, title);
  await row(page, title).press("i");
  const panel = details(page);
  const [day = "", time = ""] = await page.evaluate((ms) => {
    const at = new Date(Date.now() + ms);
    // As Swedes write a day and a time.
    return at.toLocaleString("sv-SE").slice(0, 16).split(" ");
  }, inMs);
  await expect(panel.getByText("A reminder needs a day.")).toBeVisible();
  await panel.getByLabel("Day", { exact: true }).fill(day);
  const field = panel.getByLabel("Time", { exact: true });
  await expect(field).toBeEnabled();
  await field.fill(time);
  await field.press("Enter");
  await panel.getByRole("button", { name: "Add a reminder" }).click();
  await page.getByRole("button", { name: "At the time" }).click();
  await expect(panel.getByRole("button", { name: "Remove the reminder: At the time" })).toBeVisible();
}

/** All that the relay's database holds of reminders. */
function remindersAt(relay: RelayProcess): readonly unknown[] {
  const database = new Database(join(relay.dataFolder, "relay.db"), { readonly: true });
  const rows: unknown[] = database.prepare("SELECT * FROM reminders").all();
  database.close();
  return rows;
}

/** Has the service worker of the app get an empty message. */
async function deliverPush(device: Device, address: string): Promise<void> {
  const page = await device.newPage();
  const session: CDPSession = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${address}/` && !isDeleted);
      if (found !== undefined) resolve(found.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.deliverPushMessage", { origin: `${address}/`, registrationId: await registered, data: "" });
  await page.close();
}

type Shown = { readonly title: string; readonly body: string; readonly tag: string };

const notifications = (page: Page): Promise<readonly Shown[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });

/** As if an action of the one notification had been chosen: a browser without a desktop has no other way. What needs a person's touch, it does not do. */
async function clickNotification(device: Device, address: string, action: string): Promise<void> {
  const worker = device
    .context()
    .serviceWorkers()
    .find((one) => one.url().startsWith(address));
  await worker?.evaluate(async (chosen) => {
    const registration: unknown = Reflect.get(globalThis, "registration");
    if (!(registration instanceof ServiceWorkerRegistration)) return;
    const [notification] = await registration.getNotifications();
    if (notification !== undefined) globalThis.dispatchEvent(new NotificationEvent("notificationclick", { notification, action: chosen }));
  }, action);
}

type World = { readonly service: PushService; readonly relay: RelayProcess; readonly device: Device; readonly page: Page };

async function openWorld(newDevice: () => Promise<Device>): Promise<World> {
  const service = await openPushService();
  const relay = await openRelay({ DAYBOOK_PUSH_SERVICES: service.origin });
  const device = await newDevice();
  await device.context().grantPermissions(["notifications"], { origin: relay.address });
  await device.context().addInitScript(subscribeAt, `${service.origin}/here`);
  const page = await openApp(device, relay.address);
  await whenKept(page);
  return { service, relay, device, page };
}

test("a message with nothing in it has the closed app show what is due, from its own store, and what is clicked is done", async ({
  newDevice,
}) => {
  const { service, relay, device, page } = await openWorld(newDevice);
  try {
    await remindSoon(page, "Call Zoë");
    await expect(details(page).getByText("also while Daybook is closed")).toBeVisible();
    const [kept] = remindersAt(relay);
    expect(Object.keys(kept ?? {}).toSorted()).toEqual(["endpoint", "minute", "tag"]);
    expect(kept).toMatchObject({ endpoint: `${service.origin}/here` });
    await page.close();
    await deliverPush(device, relay.address);
    const again = await openApp(device, relay.address);
    await expect
      .poll(() => notifications(again))
      .toMatchObject([{ title: "Call Zoë", body: expect.stringMatching(/^(Today|Tomorrow), /u) }]);
    const [shown] = await notifications(again);
    // As the service worker opens the app when "Done" is clicked.
    await again.goto(`${relay.address}/#ring/done/${shown?.tag}`);
    await expect(lastAction(again)).toContainText("Undo");
    await expectRows(again, []);
    // What stands of a task that is done goes, whoever did it.
    await expect.poll(() => notifications(again)).toEqual([]);
    await goTo(again, "Done");
    await expect(again.getByRole("row", { name: /^Call Zoë/u })).toBeVisible();
  } finally {
    await relay.close();
    service.close();
  }
});

test("at the minute the relay sends a message that says nothing, and the closed app rings once", LONG, async ({ newDevice }) => {
  test.setTimeout(300_000);
  const { service, relay, device, page } = await openWorld(newDevice);
  try {
    await remindSoon(page, "Water the lemon tree");
    await expect(details(page).getByText("also while Daybook is closed")).toBeVisible();
    await page.close();
    // Up to two minutes until the reminder's, and what the relay takes beside others.
    const sent = await waitUntil("the relay to wake the device", async () => service.heard[0] ?? null, 180_000);
    expect([sent.method, sent.url, sent.headers["content-length"], sent.headers["topic"]]).toEqual(["POST", "/here", "0", "daybook"]);
    expect(sent.headers.authorization).toMatch(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/u);
    await deliverPush(device, relay.address);
    await deliverPush(device, relay.address);
    const again = await openApp(device, relay.address);
    expect((await notifications(again)).map(({ title }) => title)).toEqual(["Water the lemon tree"]);
    expect(remindersAt(relay)).toEqual([]);
    await expect(again.getByRole("row", { name: /^Water the lemon tree/u })).toBeVisible();
    await clickNotification(device, relay.address, "done");
    await expect(lastAction(again)).toContainText("Undo");
    await expectRows(again, []);
    expect(await notifications(again)).toEqual([]);
  } finally {
    await relay.close();
    service.close();
  }
});

test("under an app lock a notification says that there is a reminder, and nothing of it", LONG, async ({ newDevice }) => {
  const { service, relay, device, page } = await openWorld(newDevice);
  try {
    await remindSoon(page, "Call the lawyer");
    await expect(details(page).getByText("also while Daybook is closed")).toBeVisible();
    await page.keyboard.press("Escape");
    await setLock(page, "seven geese in a row");
    await expect(lockField(page)).toBeVisible();
    await page.close();
    await deliverPush(device, relay.address);
    const again = await device.newPage();
    await again.goto(relay.address);
    await expect(lockField(again)).toBeVisible();
    expect(await notifications(again)).toEqual([{ title: "A reminder", body: "Open Daybook to see it.", tag: "locked" }]);
  } finally {
    await relay.close();
    service.close();
  }
});

test("without notifications a reminder is shown in the page, which says so where it is set", LONG, async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await remindSoon(page, "Tea is ready", 0);
  await expect(details(page).getByText("this browser has to allow Daybook notifications")).toBeVisible();
  await expect(lastAction(page)).toContainText("Reminder: Tea is ready");
  await page.keyboard.press("Escape");
  await expect(details(page)).toHaveCount(0);
  await lastAction(page).getByRole("button", { name: "Show" }).click();
  await expect(details(page)).toBeVisible();
});
