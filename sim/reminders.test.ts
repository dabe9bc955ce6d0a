// Reminders from the task on one device to the message that wakes another: what a device tells the relay, when that wakes it, and what rings in its tab.

import { expect, test } from "vitest";
import { Waking } from "../relay/push/waking.ts";
import { openMemoryStore } from "../relay/memory-store.ts";
import type { ItemId } from "../src/base/ids.ts";
import { DUE_KEY, parseDue, type DueReminder } from "../src/model/due-reminder.ts";
import type { RemindersState } from "../src/replica/face/reminders.ts";
import { ReminderDesk } from "../src/replica/reminders/reminder-desk.ts";
import { act, makePairedWorld } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ENDPOINT = "https://push.test/";

/** The messages that a relay has sent: by the minute of its clock. */
function wakeDevices(world: World): string[] {
  const sent: string[] = [];
  const clock = world.time.clockWithSkew(0);
  world.relay.makeWaking = (disk) =>
    new Waking({
      store: openMemoryStore(disk),
      send: async (endpoint) => {
        sent.push(`${Math.floor(clock() / MINUTE_MS)} ${endpoint}`);
        return { kind: "sent" };
      },
      isServed: () => true,
      mostKept: 1_000,
      key: new Uint8Array(65).fill(4),
      clock,
      timers: world.time.stoppableTimers(),
      storeFailed: () => undefined,
      refused: () => undefined,
    });
  world.relay.kill();
  world.relay.start();
  return sent;
}

type Ringing = { readonly tab: Tab; readonly rung: DueReminder[]; readonly states: RemindersState[]; mark: number | null };

async function withReminders(device: Device): Promise<Ringing> {
  const tab = await device.use();
  const ringing: Ringing = { tab, rung: [], states: [], mark: null };
  tab.open.reminders = new ReminderDesk(
    tab.open,
    {
      zone: () => "UTC",
      readRung: async () => ringing.mark,
      noteRung: async (minute) => void (ringing.mark = minute),
    },
    (push) => {
      if (push.kind === "ring") ringing.rung.push(...push.due);
      else ringing.states.push(push.reminders);
    },
  );
  return ringing;
}

const minuteNow = (world: World): number => Math.floor(world.time.clockWithSkew(0)() / MINUTE_MS);

/** A task that is due so many minutes from now, and reminds then. */
async function remindIn(device: Device, minutes: number, title: string): Promise<ItemId> {
  const tab = await device.use();
  const at = new Date((minuteNow(device.world) + minutes) * MINUTE_MS).toISOString();
  const [day, time] = [at.slice(0, 10), at.slice(11, 16)];
  const id = device.makeItemId();
  const task = { id, title, day, time, zone: "UTC", reminders: ["b0"] };
  await act(tab, { kind: "create", tasks: [task], position: { at: "end", list: null } });
  return id;
}

const askWaking = async ({ tab }: Ringing, endpoint: string | null): Promise<void> => {
  const answer = tab.open.reminders?.answer({ kind: "ring-waking", endpoint, language: "de" }) ?? Promise.reject(new Error("no desk"));
  await tab.device.world.time.complete(answer, 60_000);
};

const minutesAtRelay = ({ relay }: World): readonly number[] => relay.disk.reminders.map(({ minute }) => minute);

test("a reminder set on one device wakes the other at its minute; the relay holds minute, endpoint and tag alone", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const sent = wakeDevices(world);
  const phone = await withReminders(devices[1] ?? devices[0]);
  await askWaking(phone, ENDPOINT);
  const minute = minuteNow(world) + 90;
  await remindIn(devices[0], 90, "Call Zoë");
  await world.until(() => minutesAtRelay(world).length > 0, "a registration");
  expect(minutesAtRelay(world)).toEqual([minute]);
  expect(Object.keys(world.relay.disk.reminders[0] ?? {}).toSorted()).toEqual(["endpoint", "minute", "tag"]);
  expect(phone.states.at(-1)).toMatchObject({ endpoint: ENDPOINT, ahead: 1, next: minute });
  const kept = await world.time.complete(phone.tab.open.ports.store.readMeta(DUE_KEY), 60_000);
  expect(parseDue(kept.ok ? kept.value : null)).toMatchObject({ language: "de", due: [{ title: "Call Zoë", minute }] });
  phone.tab.kill();
  await world.time.run(2 * HOUR_MS);
  expect(sent).toEqual([`${minute} ${ENDPOINT}`]);
  expect(minutesAtRelay(world)).toEqual([]);
});

test("a task that is done or moved on another device is taken back or moved at the relay with the next sync", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  wakeDevices(world);
  const [laptop] = devices;
  const phone = await withReminders(devices[1] ?? laptop);
  await askWaking(phone, ENDPOINT);
  const first = await remindIn(laptop, 90, "first");
  const due = minuteNow(world) + 120;
  const second = await remindIn(laptop, 120, "second");
  await world.until(() => minutesAtRelay(world).length === 2, "both registered");
  const tab = await laptop.use();
  await act(tab, { kind: "set-done", ids: [first], done: true });
  await world.until(() => minutesAtRelay(world).length === 1, "one taken back");
  await act(tab, { kind: "add-reminder", ids: [second], reminder: "b30" });
  await act(tab, { kind: "remove-reminder", ids: [second], reminder: "b0" });
  await world.until(() => minutesAtRelay(world)[0] === due - 30, "it moved");
  expect(minutesAtRelay(world)).toEqual([due - 30]);
  await askWaking(phone, null);
  await world.until(() => minutesAtRelay(world).length === 0, "all taken back");
});

test("where nothing wakes the device it rings in the tab, at its minute and once", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const laptop = await withReminders(devices[0]);
  const minute = minuteNow(world) + 30;
  await remindIn(devices[0], 30, "Tea");
  await world.until(() => minuteNow(world) >= minute - 1, "almost", HOUR_MS);
  expect(laptop.rung).toEqual([]);
  await world.time.run(HOUR_MS);
  expect(laptop.rung.map(({ title, minute: at }) => [title, at])).toEqual([["Tea", minute]]);
  expect(laptop.mark).toBe(minute);
  expect(minutesAtRelay(world)).toEqual([]);
});

test("where the service worker has rung, the tab is quiet; where no push came, it rings a little later", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  wakeDevices(world);
  const laptop = await withReminders(devices[0]);
  await askWaking(laptop, ENDPOINT);
  const minute = minuteNow(world) + 30;
  await remindIn(devices[0], 30, "by push");
  await remindIn(devices[0], 40, "by the tab");
  await world.until(() => laptop.states.at(-1)?.kept === "kept", "kept");
  await world.until(() => minuteNow(world) >= minute, "the minute", HOUR_MS);
  laptop.mark = minute;
  await world.time.run(HOUR_MS);
  expect(laptop.rung.map(({ title }) => title)).toEqual(["by the tab"]);
});

test("one that rings once more does so on this device alone, unless the task is done by then", async () => {
  const { world, devices } = await makePairedWorld("laptop");
  const laptop = await withReminders(devices[0]);
  const [kept, done] = [await remindIn(devices[0], 5, "kept"), await remindIn(devices[0], 5, "done")];
  await world.until(() => laptop.rung.length === 2, "both rung", HOUR_MS);
  for (const id of [kept, done]) {
    const later = laptop.tab.open.reminders?.answer({ kind: "ring-later", id, space: null, minutes: 10 });
    await world.time.complete(later ?? Promise.reject(new Error("no desk")), 60_000);
  }
  await act(laptop.tab, { kind: "set-done", ids: [done], done: true });
  const rungAt = laptop.mark ?? 0;
  await world.until(() => laptop.rung.length === 3, "once more", HOUR_MS);
  expect([laptop.rung.at(-1)?.title, laptop.mark]).toEqual(["kept", rungAt + 10]);
  await world.time.run(HOUR_MS);
  expect(laptop.rung).toHaveLength(3);
});
