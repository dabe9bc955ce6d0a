import { expect, test } from "vitest";
import { healthAddress, skewFrom } from "./clock-check.ts";

const RELAY_DATE = "Wed, 25 Nov 2026 12:00:00 GMT";
const RELAY_MS = Date.UTC(2026, 10, 25, 12);
const HOUR_MS = 3_600_000;

test("a clock that is hours off is told by how much and which way", () => {
  expect(skewFrom(RELAY_DATE, RELAY_MS + 3 * HOUR_MS, RELAY_MS + 3 * HOUR_MS)).toBe(3 * HOUR_MS);
  expect(skewFrom(RELAY_DATE, RELAY_MS - 3 * HOUR_MS, RELAY_MS - 3 * HOUR_MS)).toBe(-3 * HOUR_MS);
});

test("a few minutes, and the time an answer takes, are no wrong clock", () => {
  expect(skewFrom(RELAY_DATE, RELAY_MS + 240_000, RELAY_MS + 240_000)).toBe(0);
  expect(skewFrom(RELAY_DATE, RELAY_MS, RELAY_MS + 9_000)).toBe(0);
});

test("an answer without a date, or across a change of the clock, says nothing", () => {
  expect(skewFrom(null, RELAY_MS, RELAY_MS)).toBeNull();
  expect(skewFrom("yesterday", RELAY_MS, RELAY_MS)).toBeNull();
  expect(skewFrom(RELAY_DATE, RELAY_MS + HOUR_MS, RELAY_MS)).toBeNull();
});

test("a relay tells its time where it serves the web", () => {
  expect(healthAddress("wss://r.example")).toBe("https://r.example/healthz");
  expect(healthAddress("ws://127.0.0.1:8787")).toBe("http://127.0.0.1:8787/healthz");
});
