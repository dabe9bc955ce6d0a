import { describe, expect, test } from "vitest";
import { createPersistence, isTimeToAsk, type PersistencePlatform } from "./persistence.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** A browser that keeps the data or not, and counts how often it is asked to. */
function makeBrowser({ keeps = false, grants = false } = {}) {
  const asked: number[] = [];
  let nowMs = 1_000_000;
  let isKept = keeps;
  const platform: PersistencePlatform = {
    persisted: async () => isKept,
    persist: async () => (isKept = grants),
  };
  const open = (browser: PersistencePlatform | null = platform) =>
    createPersistence({
      platform: browser,
      askedMs: () => asked.at(-1) ?? null,
      rememberAsked: (atMs) => void asked.push(atMs),
      nowMs: () => nowMs,
    });
  return { open, asked, wait: (durationMs: number) => (nowMs += durationMs) };
}

describe("keeping the data", () => {
  test("is not asked for before something was saved", async () => {
    const { open, asked } = makeBrowser({ grants: true });
    const { persistence } = open();
    await Promise.resolve();
    expect(persistence()).not.toBe("kept");
    expect(asked).toEqual([]);
  });

  test("is asked for after the first save, once, and the answer is there", async () => {
    const { open, asked } = makeBrowser({ grants: true });
    const { persistence, afterSave } = open();
    expect(await afterSave()).toBe("kept");
    expect(persistence()).toBe("kept");
    expect(await afterSave()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  test("is asked for once by two saves at the same time", async () => {
    const { open, asked } = makeBrowser();
    const { afterSave } = open();
    const answers = await Promise.all([afterSave(), afterSave()]);
    expect(answers.filter((answer) => answer !== null)).toEqual(["may-be-cleared"]);
    expect(asked).toHaveLength(1);
  });

  test("is not asked for where the browser keeps the data already", async () => {
    const { open, asked } = makeBrowser({ keeps: true });
    const { persistence, afterSave } = open();
    expect(await afterSave()).toBeNull();
    expect(persistence()).toBe("kept");
    expect(asked).toEqual([]);
  });

  test("is asked for again a month after a no, at a later visit too, and whenever the user wants", async () => {
    const { open, asked, wait } = makeBrowser();
    expect(await open().afterSave()).toBe("may-be-cleared");
    wait(29 * DAY_MS);
    expect(await open().afterSave()).toBeNull();
    expect(await open().askNow()).toBe("may-be-cleared");
    wait(30 * DAY_MS);
    expect(await open().afterSave()).toBe("may-be-cleared");
    expect(asked).toHaveLength(3);
  });

  test("stays unknown where the browser cannot be asked, or refuses to answer", async () => {
    const { open, asked } = makeBrowser();
    expect(await open(null).afterSave()).toBeNull();
    const silent = open({ persisted: () => Promise.reject(new Error("private")), persist: () => Promise.reject(new Error("private")) });
    expect(await silent.afterSave()).toBeNull();
    expect(silent.persistence()).toBe("unknown");
    expect(asked).toEqual([]);
  });
});

test("a clock that was set back, and a note that cannot be read, do not put the asking off for ever", () => {
  expect(isTimeToAsk(100 * DAY_MS, 10 * DAY_MS)).toBe(true);
  expect(isTimeToAsk(Number.NaN, DAY_MS)).toBe(true);
  expect(isTimeToAsk(DAY_MS, 2 * DAY_MS)).toBe(false);
});
