import { expect, test } from "vitest";
import { makeId, type DeviceId } from "../../base/ids.ts";
import type { Signal } from "../../members/sealed-signal.ts";
import { ManualTimers } from "../../sync/manual-timers.suite.ts";
import { Attempts } from "./attempts.ts";

const [phone, tablet] = [1, 2].map((n) => makeId("device", new Uint8Array(32).fill(n)));
if (phone === undefined || tablet === undefined) throw new Error("two devices");

const signalOf = (attempt: number, number: number): Signal => ({
  attempt: `0${attempt}`.repeat(16),
  answers: null,
  number,
  content: { kind: "candidate", candidate: "" },
});

function makeAttempts() {
  const timers = new ManualTimers();
  const startMs = timers.nowMs;
  const heard: string[] = [];
  const attempts = new Attempts({ clock: timers.clock, timers }, (device, { attempt, number }) => {
    heard.push(`${device === phone ? "phone" : "tablet"} ${attempt.slice(1, 2)}.${number}`);
  });
  /** What is heard at once of these, as attempt and number. */
  const say = (device: DeviceId, ...signals: readonly (readonly [number, number])[]): readonly string[] => {
    const before = heard.length;
    for (const [attempt, number] of signals) attempts.hear(device, signalOf(attempt, number));
    return heard.slice(before);
  };
  const passTo = (ms: number): Promise<void> => timers.pass(startMs + ms - timers.nowMs);
  return { attempts, heard, say, passTo };
}

test("signals of an attempt are heard once each and in their order", () => {
  const { say } = makeAttempts();
  expect(say(phone, [1, 1], [1, 1], [1, 3], [1, 2], [1, 3], [1, 4])).toEqual(["phone 1.1", "phone 1.3", "phone 1.4"]);
});

test("an attempt is its device's: another one cannot go on with it", () => {
  const { say } = makeAttempts();
  expect(say(phone, [1, 1])).toEqual(["phone 1.1"]);
  expect(say(tablet, [1, 2])).toEqual([]);
});

test("a minute after its last signal an attempt is over and does not begin again, unless it has come to a connection", async () => {
  const { attempts, say, passTo } = makeAttempts();
  say(phone, [1, 1], [2, 1]);
  attempts.keep(phone, signalOf(2, 1).attempt, true);
  await passTo(60_000);
  expect(say(phone, [1, 2])).toEqual([]);
  await passTo(3_600_000);
  expect(say(phone, [2, 2])).toEqual(["phone 2.2"]);
  attempts.keep(phone, signalOf(2, 1).attempt, false);
  await passTo(7_200_000);
  expect(say(phone, [2, 3], [1, 1])).toEqual([]);
});

test("what came to a connection without a signal may say some at any time", async () => {
  const { attempts, say, passTo } = makeAttempts();
  attempts.keep(phone, signalOf(1, 1).attempt, true);
  await passTo(3_600_000);
  expect(say(tablet, [1, 1])).toEqual([]);
  expect(say(phone, [1, 1], [1, 1], [1, 2])).toEqual(["phone 1.1", "phone 1.2"]);
});

test("of a device four attempts are heard at once, whatever others do, and those beyond them one every three seconds", async () => {
  const { heard, say, passTo } = makeAttempts();
  expect(say(phone, [1, 1], [2, 1], [3, 1], [4, 1], [5, 1])).toEqual(["phone 1.1", "phone 2.1", "phone 3.1", "phone 4.1"]);
  expect(say(tablet, [6, 1])).toEqual(["tablet 6.1"]);
  await passTo(2_999);
  expect(heard.at(-1)).toBe("tablet 6.1");
  await passTo(3_000);
  expect(heard.at(-1)).toBe("phone 5.1");
  expect(say(phone, [7, 1])).toEqual([]);
  await passTo(6_000);
  expect(heard.at(-1)).toBe("phone 7.1");
  await passTo(66_000);
  expect(say(phone, [8, 1], [9, 1])).toEqual(["phone 8.1", "phone 9.1"]);
});

test("a device that makes attempts without end is heard no more often than that", async () => {
  const { attempts, heard, passTo } = makeAttempts();
  for (let second = 0; second < 300; second++) {
    attempts.hear(phone, { ...signalOf(0, 1), attempt: second.toString(16).padStart(32, "0") });
    await passTo(1_000 * (second + 1));
  }
  expect(heard.length).toBeLessThanOrEqual(4 + 300 / 3);
});

test("an attempt that waits is heard with all that it has said meanwhile, and gives way to a newer one for good", async () => {
  const { heard, say, passTo } = makeAttempts();
  say(phone, [1, 1], [2, 1], [3, 1], [4, 1]);
  expect(say(phone, [5, 1], [5, 2], [6, 1], [5, 3], [6, 2], [6, 2])).toEqual([]);
  await passTo(3_000);
  expect(heard.slice(4)).toEqual(["phone 6.1", "phone 6.2"]);
  expect(say(phone, [6, 3], [5, 4])).toEqual(["phone 6.3"]);
  await passTo(120_000);
  expect(say(phone, [5, 5])).toEqual([]);
});

test("of an attempt that waits no more is kept than one can need", async () => {
  const { attempts, heard, say, passTo } = makeAttempts();
  say(phone, [1, 1], [2, 1], [3, 1], [4, 1]);
  for (let number = 1; number <= 1_000; number++) attempts.hear(phone, signalOf(5, number));
  await passTo(3_000);
  expect(heard.length).toBe(4 + 34);
});

test("attempts that came to a connection do not count: a page opened for the fifth time within a minute is heard", () => {
  const { attempts, say } = makeAttempts();
  for (const attempt of [1, 2, 3, 4]) {
    expect(say(phone, [attempt, 1])).toEqual([`phone ${attempt}.1`]);
    attempts.keep(phone, signalOf(attempt, 1).attempt, true);
    attempts.keep(phone, signalOf(attempt, 1).attempt, false);
  }
  expect(say(phone, [5, 1], [6, 1], [7, 1], [8, 1], [9, 1])).toHaveLength(4);
});
