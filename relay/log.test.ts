import { expect, test } from "vitest";
import { makeRelayLog, type LogLine } from "./log.ts";
import { ManualTime } from "./scripted-device.suite.ts";

const COUNTS = { links: 2, members: 1, spaces: 1, meetings: 0 };

function openLog() {
  const lines: LogLine[] = [];
  const time = new ManualTime();
  return { lines, time, log: makeRelayLog((line) => lines.push(line), time.clock, time) };
}

test("links that end are counted by class and summed up now and then", () => {
  const { lines, time, log } = openLog();
  log.summarise(() => COUNTS);
  for (const error of ["idle", "idle", null] as const) log.report({ kind: "link-ended", error });
  expect(lines).toEqual([]);
  time.pass(600_000);
  expect(lines).toEqual([{ at: "1970-01-01T00:26:40.000Z", event: "summary", ...COUNTS, ended: { idle: 2, none: 1 } }]);
  time.pass(1_200_000);
  expect(lines).toHaveLength(1);
  log.close();
});

test("a failing store is said at once, and not at every try", () => {
  const { lines, time, log } = openLog();
  for (let i = 0; i < 5; i++) log.report({ kind: "store-failed", error: { kind: "failed", reason: "SQLITE_IOERR" } });
  log.report({ kind: "store-failed", error: { kind: "full" } });
  time.pass(10_000);
  log.report({ kind: "store-failed", error: { kind: "full" } });
  expect(lines.map(({ event, kind }) => [event, kind])).toEqual([
    ["store-failed", "failed"],
    ["store-failed", "full"],
    ["store-failed", "full"],
  ]);
});

test("a defect is said by its place, without its message, which might quote a device", () => {
  const { lines, log } = openLog();
  log.report({ kind: "defect", error: new TypeError("secret words") });
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).toMatch(/TypeError at log\.test\.ts:\d+/);
  expect(JSON.stringify(lines)).not.toContain("secret");
});
