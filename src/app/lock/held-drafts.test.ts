import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WorkerMessage } from "../../replica/face.ts";
import { createReplicaClient, type ReplicaClient, type ReplicaPort } from "../client/replica-client.ts";
import { keepDraftOverLoad } from "../update/unsaved.ts";
import { holdDrafts, takeHeldDrafts } from "./held-drafts.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

function makeStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** What the profile holds: as the worker does it. */
let held: Map<string, string>;

function openClient(): ReplicaClient {
  const ears: ((message: WorkerMessage) => void)[] = [];
  const hear = (message: WorkerMessage): void => ears.forEach((ear) => ear(message));
  const port: ReplicaPort = {
    send({ id, request }) {
      if (request.kind === "hold-text") {
        held.set(request.name, request.text);
        hear({ kind: "answer", id, answer: true });
      } else if (request.kind === "take-text") {
        const text = held.get(request.name) ?? null;
        held.delete(request.name);
        hear({ kind: "answer", id, answer: text });
      }
    },
    listen: (onMessage) => void ears.push(onMessage),
  };
  return createReplicaClient(port, "b1");
}

beforeEach(() => {
  held = new Map();
  vi.stubGlobal("localStorage", makeStorage());
  vi.stubGlobal("sessionStorage", makeStorage());
  vi.useFakeTimers();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** In a tab in which that stands in a field, which is gone afterwards. */
const hold = (text: string): Promise<boolean> =>
  createRoot(async (leave) => {
    keepDraftOverLoad("add", () => text);
    const isKept = await holdDrafts(openClient());
    leave();
    return isKept;
  });

/** What the field begins with. */
const fieldAfterLoad = async (): Promise<string> => {
  await takeHeldDrafts(openClient());
  return createRoot((leave) => {
    const text = keepDraftOverLoad("add", () => "");
    leave();
    return text;
  });
};

test("what stood in a field is there again after the lock, once, and nothing of it is left in the browser's own storage", async () => {
  expect(await hold("half of a task")).toBe(true);
  const kept = [localStorage, sessionStorage].map((storage) =>
    Array.from({ length: storage.length }, (_, index) => storage.getItem(storage.key(index) ?? "")).join(" "),
  );
  expect(kept.join(" ")).not.toContain("half");
  expect(await fieldAfterLoad()).toBe("half of a task");
  expect([held.size, await fieldAfterLoad()]).toEqual([0, ""]);
});

test("where nothing is typed nothing is held", async () => {
  expect(await hold("")).toBe(true);
  expect([held.size, localStorage.length, sessionStorage.length]).toEqual([0, 0, 0]);
});

test("what a tab held that was closed meanwhile is kept for long, and then goes", async () => {
  await hold("of a tab that is closed");
  vi.stubGlobal("sessionStorage", makeStorage());
  vi.advanceTimersByTime(89 * DAY_MS);
  await hold("of this tab");
  expect(await fieldAfterLoad()).toBe("of this tab");
  expect([...held.values()]).toEqual([JSON.stringify([["add", "of a tab that is closed"]])]);
  vi.advanceTimersByTime(DAY_MS);
  expect(await fieldAfterLoad()).toBe("");
  expect(held.size).toBe(0);
});

test("where the browser keeps nothing the lock waits", async () => {
  vi.stubGlobal("localStorage", {
    length: 0,
    getItem: () => null,
    removeItem: () => {},
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  expect(await hold("half of a task")).toBe(false);
  expect(held.size).toBe(0);
});
