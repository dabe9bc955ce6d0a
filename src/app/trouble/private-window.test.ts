import { expect, test } from "vitest";
import { isPrivateWindow } from "./private-window.ts";

const refusing = (error: unknown) => ({
  async getDirectory() {
    throw error;
  },
});

test("a file system that is there and refused is a private window", async () => {
  expect(await isPrivateWindow(refusing(new DOMException("no", "SecurityError")), true)).toBe(true);
  expect(await isPrivateWindow(refusing(new DOMException("transient", "UnknownError")), true)).toBe(true);
});

test("nothing is said where it is not sure", async () => {
  expect(await isPrivateWindow(undefined, true)).toBe(false);
  expect(await isPrivateWindow({}, true)).toBe(false);
  expect(await isPrivateWindow({ getDirectory: async () => ({}) }, true)).toBe(false);
  expect(await isPrivateWindow(refusing(new DOMException("full", "QuotaExceededError")), true)).toBe(false);
  expect(await isPrivateWindow(refusing(new Error("a bug")), true)).toBe(false);
  expect(await isPrivateWindow(refusing(new DOMException("no", "SecurityError")), false)).toBe(false);
});
