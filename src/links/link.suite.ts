// What every kind of link keeps to, whatever carries it (ports/link.ts). Run by the test of each adapter.

import { expect, test } from "vitest";
import { EMPTY_BYTES, bytesEqual } from "../base/bytes.ts";
import type { Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import { MAX_FRAME_BYTES } from "../wire/limits.ts";
import { WIRE_ERRORS, isWireError } from "../wire/wire-error.ts";

/** A fresh pair of ends for each test. */
export type LinkPairUnderTest = {
  readonly open: (side: "a" | "b", events: LinkEvents) => Link;
  /** The connection fails under both. */
  readonly breakBoth: () => void;
};

type Happening =
  | { readonly kind: "opened" }
  | { readonly kind: "frame"; readonly bytes: Uint8Array }
  | { readonly kind: "closed"; readonly reason: LinkClosed };

/** Keeps what happened, and lets a test wait until it has. */
class RecordedEvents implements LinkEvents {
  readonly happenings: Happening[] = [];
  #wake: () => void = () => undefined;

  opened(): void {
    this.#record({ kind: "opened" });
  }

  frame(bytes: Uint8Array): void {
    this.#record({ kind: "frame", bytes });
  }

  closed(reason: LinkClosed): void {
    this.#record({ kind: "closed", reason });
  }

  get frames(): readonly Uint8Array[] {
    return this.happenings.flatMap((happening) => (happening.kind === "frame" ? [happening.bytes] : []));
  }

  /** The end of it: asserts that it came once and last. */
  async end(): Promise<LinkClosed> {
    await this.until(() => this.happenings.some(({ kind }) => kind === "closed"));
    const last = this.happenings.at(-1);
    if (last?.kind !== "closed") throw new Error("something happened after the end");
    return last.reason;
  }

  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #record(happening: Happening): void {
    this.happenings.push(happening);
    this.#wake();
  }
}

type Ends = { readonly a: Link; readonly b: Link; readonly eventsOfA: RecordedEvents; readonly eventsOfB: RecordedEvents };

const isUp = (events: RecordedEvents): boolean => events.happenings.length > 0;

function openEnds(pair: LinkPairUnderTest): Ends {
  const [eventsOfA, eventsOfB] = [new RecordedEvents(), new RecordedEvents()];
  return { a: pair.open("a", eventsOfA), b: pair.open("b", eventsOfB), eventsOfA, eventsOfB };
}

async function openPair(pair: LinkPairUnderTest): Promise<Ends> {
  const ends = openEnds(pair);
  await Promise.all([ends.eventsOfA.until(() => isUp(ends.eventsOfA)), ends.eventsOfB.until(() => isUp(ends.eventsOfB))]);
  return ends;
}

/** `makePair` is called once in each test. */
export function testLinks(makePair: () => LinkPairUnderTest | Promise<LinkPairUnderTest>): void {
  test("events come after the call that opens a link, the opening first", async () => {
    const ends = openEnds(await makePair());
    expect([...ends.eventsOfA.happenings, ...ends.eventsOfB.happenings]).toEqual([]);
    await Promise.all([ends.eventsOfA.until(() => isUp(ends.eventsOfA)), ends.eventsOfB.until(() => isUp(ends.eventsOfB))]);
    expect([ends.eventsOfA.happenings, ends.eventsOfB.happenings]).toEqual([[{ kind: "opened" }], [{ kind: "opened" }]]);
  });

  test("both ends have one binding", async () => {
    const { a, b } = await openPair(await makePair());
    expect(a.binding).toBe(b.binding);
    expect(a.binding).not.toBe("");
  });

  test("frames of every size arrive unchanged and in order, both ways", async () => {
    const { a, b, eventsOfA, eventsOfB } = await openPair(await makePair());
    const frames = [1, 0, 125, 126, 65_536, 3, MAX_FRAME_BYTES, 2].map((length, index) => new Uint8Array(length).fill(index + 1));
    for (const frame of frames) {
      a.send(frame);
      b.send(frame);
    }
    await Promise.all([eventsOfA, eventsOfB].map(async (events) => events.until(() => events.frames.length === frames.length)));
    for (const received of [eventsOfA.frames, eventsOfB.frames]) {
      expect(received.every((bytes, index) => bytesEqual(bytes, frames[index] ?? EMPTY_BYTES))).toBe(true);
    }
  });

  test("a view into a larger buffer is sent as the view", async () => {
    const { a, eventsOfB } = await openPair(await makePair());
    a.send(Uint8Array.of(9, 1, 2, 9).subarray(1, 3));
    await eventsOfB.until(() => eventsOfB.frames.length === 1);
    expect(eventsOfB.frames).toEqual([Uint8Array.of(1, 2)]);
  });

  test("nothing waits to be sent once everything has arrived", async () => {
    const { a, b, eventsOfA, eventsOfB } = await openPair(await makePair());
    a.send(new Uint8Array(100_000));
    await eventsOfB.until(() => eventsOfB.frames.length === 1);
    b.send(Uint8Array.of(1));
    await eventsOfA.until(() => eventsOfA.frames.length === 1);
    expect(a.bufferedBytes()).toBe(0);
  });

  test("what is sent before the opening goes nowhere", async () => {
    const { a, b, eventsOfA, eventsOfB } = openEnds(await makePair());
    a.send(Uint8Array.of(1));
    await Promise.all([eventsOfA.until(() => isUp(eventsOfA)), eventsOfB.until(() => isUp(eventsOfB))]);
    a.send(Uint8Array.of(2));
    await eventsOfB.until(() => eventsOfB.frames.length === 1);
    expect(eventsOfB.frames).toEqual([Uint8Array.of(2)]);
    b.close();
    expect(await eventsOfA.end()).toEqual({ kind: "remote", error: null });
  });

  test("what was sent before closing arrives before the end, what is sent after goes nowhere", async () => {
    const { a, eventsOfA, eventsOfB } = await openPair(await makePair());
    a.send(Uint8Array.of(1));
    a.send(Uint8Array.of(2));
    a.close("quota");
    a.send(Uint8Array.of(3));
    expect(await eventsOfB.end()).toEqual({ kind: "remote", error: "quota" });
    expect(eventsOfB.frames).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
    expect(await eventsOfA.end()).toEqual({ kind: "local" });
  });

  test.each(Object.keys(WIRE_ERRORS).filter(isWireError))("closing with %s tells the other side just that", async (error) => {
    const { a, eventsOfB } = await openPair(await makePair());
    a.close(error);
    expect(await eventsOfB.end()).toEqual({ kind: "remote", error });
  });

  test("closing is told once, after the call, and hears nothing more", async () => {
    const { a, b, eventsOfA, eventsOfB } = await openPair(await makePair());
    b.send(Uint8Array.of(1));
    a.close();
    a.close("internal");
    expect(eventsOfA.happenings).toEqual([{ kind: "opened" }]);
    expect(await eventsOfA.end()).toEqual({ kind: "local" });
    expect(await eventsOfB.end()).toEqual({ kind: "remote", error: null });
    expect(eventsOfA.happenings).toHaveLength(2);
  });

  test("both closing at once end as their own doing", async () => {
    const { a, b, eventsOfA, eventsOfB } = await openPair(await makePair());
    a.close("idle");
    b.close("rate");
    expect([await eventsOfA.end(), await eventsOfB.end()]).toEqual([{ kind: "local" }, { kind: "local" }]);
  });

  test("a link closed before it opened never opens", async () => {
    const { a, eventsOfA } = openEnds(await makePair());
    a.close();
    expect(await eventsOfA.end()).toEqual({ kind: "local" });
    expect(eventsOfA.happenings).toHaveLength(1);
  });

  test("a connection that breaks fails both ends, once", async () => {
    const pair = await makePair();
    const { a, eventsOfA, eventsOfB } = await openPair(pair);
    pair.breakBoth();
    expect(await eventsOfA.end()).toMatchObject({ kind: "failed" });
    expect(await eventsOfB.end()).toMatchObject({ kind: "failed" });
    a.close();
    a.send(Uint8Array.of(1));
    expect(eventsOfA.happenings).toHaveLength(2);
  });
}
