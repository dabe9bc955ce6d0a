import { expect, test } from "vitest";
import { makeId, type ItemId } from "../base/ids.ts";
import {
  dueNow,
  encodeDue,
  MAX_DUE_MINUTES,
  parseDue,
  reminderTag,
  STALE_MINUTES,
  taskOfTag,
  type DueReminder,
} from "../model/due-reminder.ts";
import type { TaskRow } from "../model/task-row.ts";
import { minuteOf, minutesOf, nearest, remindersIn } from "./due-reminders.ts";

const BERLIN = "Europe/Berlin";
const utcMinute = (text: string): number => Date.parse(`${text}:00Z`) / 60_000;
const itemNumber = (number: number): ItemId => makeId("item", new Uint8Array(16).fill(number));

const row = (parts: Partial<TaskRow>): TaskRow =>
  // What reminders do not look at is not there.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  ({
    id: itemNumber(1),
    title: "Call",
    done: false,
    trashed: false,
    day: null,
    time: null,
    zone: null,
    reminders: [],
    ...parts,
  }) as TaskRow;

test("minutes before the time count in the zone that the time was written in", () => {
  const due = { day: "2026-07-01", time: "09:00", zone: BERLIN };
  expect(minuteOf("b0", due, "Asia/Tokyo")).toBe(utcMinute("2026-07-01T07:00"));
  expect(minuteOf("b15", due, "Asia/Tokyo")).toBe(utcMinute("2026-07-01T06:45"));
  expect(minuteOf("b1440", { ...due, day: "2026-03-29" }, BERLIN)).toBe(utcMinute("2026-03-28T07:00"));
});

test("a time so many days before is that of the zone, or of this device where the day has none", () => {
  expect(minuteOf("d1T09:00", { day: "2026-03-01", time: null, zone: null }, BERLIN)).toBe(utcMinute("2026-02-28T08:00"));
  expect(minuteOf("d0T09:00", { day: "2026-03-01", time: "10:00", zone: "UTC" }, BERLIN)).toBe(utcMinute("2026-03-01T09:00"));
});

test("without a day, or a time where it takes one, nothing rings; a zone that is not known here is this device's", () => {
  expect(minuteOf("b5", { day: null, time: null, zone: null }, BERLIN)).toBe(null);
  expect(minuteOf("b5", { day: "2026-03-01", time: null, zone: null }, BERLIN)).toBe(null);
  expect(minuteOf("x5", { day: "2026-03-01", time: "10:00", zone: BERLIN }, BERLIN)).toBe(null);
  expect(minuteOf("b0", { day: "2026-03-01", time: "10:00", zone: "Mars/Olympus" }, BERLIN)).toBe(utcMinute("2026-03-01T09:00"));
});

test("open tasks ring, each minute once, from a minute on", () => {
  const due = { day: "2026-03-01", time: "10:00", zone: "UTC" };
  const at = utcMinute("2026-03-01T10:00");
  const rows = [
    row({ ...due, reminders: ["b0", "b60", "d0T10:00"] }),
    row({ ...due, id: itemNumber(2), reminders: ["b0"], done: true }),
    row({ ...due, id: itemNumber(3), reminders: ["b0"], trashed: true }),
    row({ ...due, id: itemNumber(4) }),
  ];
  expect([...remindersIn(rows, null, at - 59, "UTC")]).toEqual([
    { minute: at, id: itemNumber(1), space: null, title: "Call", day: "2026-03-01", time: "10:00" },
  ]);
  expect(minutesOf(nearest(remindersIn(rows, null, at - 60, "UTC")))).toEqual([at - 60, at]);
});

const due = (minute: number, number = 1, title = "Call"): DueReminder => ({
  minute,
  id: itemNumber(number),
  space: null,
  title,
  day: null,
  time: null,
});

test("of many the nearest are kept, as many minutes as a relay keeps, with all that ring in them", () => {
  const many = Array.from({ length: 200 }, (_, n) => [due(1_000 - n, 1), due(1_000 - n, 2)]).flat();
  const kept = nearest(many);
  expect(minutesOf(kept)).toEqual(Array.from({ length: MAX_DUE_MINUTES }, (_, n) => 801 + n));
  expect(kept).toHaveLength(2 * MAX_DUE_MINUTES);
});

test("what is kept for the service worker comes back as it was, and what is damaged as nothing", () => {
  const kept = { language: "de", due: [{ ...due(5), title: "Zürich", day: "2026-03-01", time: "10:00" }, due(6, 2)] };
  expect(parseDue(encodeDue(kept))).toEqual(kept);
  expect(parseDue(encodeDue({ language: "", due: [due(5, 1, "x".repeat(1_000))] })).due[0]?.title).toHaveLength(300);
  expect(parseDue(null)).toEqual({ language: "", due: [] });
  expect(parseDue(Uint8Array.of(123, 34))).toEqual({ language: "", due: [] });
  const mixed = new TextEncoder().encode(JSON.stringify({ due: [{ minute: 5, id: "no id", title: "" }, due(7)] }));
  expect(parseDue(mixed)).toEqual({ language: "", due: [due(7)] });
});

test("what is due now has not rung yet and is not too old to mean anything", () => {
  const all = [due(10), due(20), due(21), due(1_000)];
  expect(minutesOf(dueNow(all, 10, 21))).toEqual([20, 21]);
  expect(minutesOf(dueNow(all, 0, STALE_MINUTES + 20))).toEqual([20, 21]);
});

test("a notification's tag names its task, and others name none", () => {
  const space = makeId("space", new Uint8Array(32).fill(7));
  expect(taskOfTag(reminderTag(due(5, 3)))).toEqual({ id: itemNumber(3), space: null });
  expect(taskOfTag(reminderTag({ ...due(5, 3), space }))).toEqual({ id: itemNumber(3), space });
  for (const tag of ["", "r/5", "x/5/" + itemNumber(3), "r/5/xyz", `r/5/${itemNumber(3)}/xyz`]) expect(taskOfTag(tag)).toBe(null);
});
