import { describe, expect, test } from "vitest";
import type { LinkClosed, LinkEvents } from "../ports/link.ts";
import { testLinks } from "./link.suite.ts";
import { makeMemoryPair, type LinkSide } from "./memory-link.ts";

describe("a memory link", () => {
  testLinks(() => {
    const pair = makeMemoryPair();
    return {
      open: pair.open,
      breakBoth: () => {
        pair.breakSide("a", "test");
        pair.breakSide("b", "test");
      },
    };
  });
});

function makeRecorder(log: string[]): LinkEvents {
  return {
    opened: () => void log.push("opened"),
    frame: (bytes) => void log.push(`frame ${bytes.join(",")}`),
    closed: (reason: LinkClosed) => void log.push(reason.kind),
  };
}

describe("what lies between the ends", () => {
  test("decides when deliveries happen, and what waits counts as buffered", async () => {
    const waiting: { deliver: () => void; to: LinkSide; bytes: number }[] = [];
    const pair = makeMemoryPair({ binding: "test", carry: (deliver, to, bytes) => void waiting.push({ deliver, to, bytes }) });
    const deliverAll = (): void => {
      for (const { deliver } of waiting.splice(0)) deliver();
    };
    const log: string[] = [];
    const a = pair.open("a", makeRecorder([]));
    pair.open("b", makeRecorder(log));
    await Promise.resolve();
    expect(log).toEqual([]);
    deliverAll();
    expect(log).toEqual(["opened"]);
    a.send(Uint8Array.of(1, 2));
    expect(waiting.map(({ to, bytes }) => ({ to, bytes }))).toEqual([{ to: "b", bytes: 2 }]);
    expect(a.bufferedBytes()).toBe(2);
    deliverAll();
    expect(a.bufferedBytes()).toBe(0);
    expect(log).toEqual(["opened", "frame 1,2"]);
    expect(a.binding).toBe("test");
  });

  test("may break one side only, which hears nothing of what comes later", async () => {
    const waiting: (() => void)[] = [];
    const pair = makeMemoryPair({ carry: (deliver) => void waiting.push(deliver) });
    const [logOfA, logOfB]: [string[], string[]] = [[], []];
    const a = pair.open("a", makeRecorder(logOfA));
    pair.open("b", makeRecorder(logOfB));
    for (const deliver of waiting.splice(0)) deliver();
    a.send(Uint8Array.of(1));
    pair.breakSide("b", "cable");
    for (const deliver of waiting.splice(0)) deliver();
    await Promise.resolve();
    expect(logOfA).toEqual(["opened"]);
    expect(logOfB).toEqual(["opened", "failed"]);
  });
});
