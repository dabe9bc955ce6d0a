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
    const waiting: { deliver: () => void; to: LinkSide; frame: Uint8Array | null }[] = [];
    const pair = makeMemoryPair({ binding: "test", carry: (deliver, to, frame) => void waiting.push({ deliver, to, frame }) });
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
    expect(waiting.map(({ to, frame }) => ({ to, frame }))).toEqual([{ to: "b", frame: Uint8Array.of(1, 2) }]);
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

  test("tells a side that comes late that the other has left", async () => {
    const pair = makeMemoryPair();
    const log: string[] = [];
    pair.open("a", makeRecorder([])).close("rate");
    pair.open("b", {
      ...makeRecorder(log),
      closed: (reason) => void log.push(reason.kind === "remote" ? `left with ${reason.error}` : reason.kind),
    });
    await new Promise((resolve) => void setImmediate(resolve));
    expect(log).toEqual(["opened", "left with rate"]);
  });
});
