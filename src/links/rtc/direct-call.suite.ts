// What calls by an address keep to, wherever they come from: run in Node and in browsers against one door in Node, which says its binding first and then gives
// back what it hears.

import { expect, test } from "vitest";
import { bytesToUtf8, utf8ToBytes } from "../../base/bytes.ts";
import type { AnswerDirect, DialDirect, DirectLink } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import type { DirectAddress } from "../../wire/direct-address.ts";

/** One frame of it makes the door close. */
const CLOSE = Uint8Array.of(0);
const LENGTHS = [2, 0, 65_535, 65_536, 524_288, 3];
const PATIENCE_MS = 5_000;

const isClose = (frame: Uint8Array): boolean => frame.length === 1 && frame[0] === CLOSE[0];

/** The door. */
export function echoCalls(answer: AnswerDirect): { readonly close: () => void } {
  return answer(({ dial, verified }) => {
    const link: DirectLink = dial(
      { first: false, polite: true, iceServers: [] },
      {
        signal: () => undefined,
        opened: () => {
          verified();
          link.send(utf8ToBytes(link.binding));
        },
        frame: (frame) => (isClose(frame) ? link.close() : link.send(frame)),
        closed: () => undefined,
      },
    );
  });
}

class Caller {
  readonly link: DirectLink;
  readonly frames: Uint8Array[] = [];
  isOpen = false;
  signals = 0;
  ended: LinkClosed | null = null;
  #wake: () => void = () => undefined;

  constructor(dial: DialDirect, at: DirectAddress) {
    this.link = dial(
      { first: true, polite: false, iceServers: [], patienceMs: PATIENCE_MS, at },
      {
        signal: () => this.#note(() => void (this.signals += 1)),
        opened: () => this.#note(() => void (this.isOpen = true)),
        frame: (frame) => this.#note(() => void this.frames.push(frame)),
        closed: (reason) => this.#note(() => void (this.ended = reason)),
      },
    );
  }

  #note(change: () => void): void {
    change();
    this.#wake();
  }

  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) await new Promise<void>((resolve) => void (this.#wake = resolve));
  }

  /** The binding as the door has it. */
  async theirBinding(): Promise<string | null> {
    await this.until(() => this.frames.length > 0 || this.ended !== null);
    return bytesToUtf8(this.frames[0] ?? new Uint8Array(0));
  }
}

export function testCalls(place: () => { readonly dial: DialDirect; readonly at: DirectAddress }): void {
  const call = (change: Partial<DirectAddress> = {}): Caller => {
    const { dial, at } = place();
    return new Caller(dial, { ...at, ...change });
  };

  test("a call opens without a signal, and both sides name the same two certificates", async () => {
    const [first, second] = [call(), call()];
    expect([await first.theirBinding(), await second.theirBinding()]).toEqual([first.link.binding, second.link.binding]);
    expect(first.link.binding.includes(place().at.fingerprint)).toBe(true);
    expect(first.link.binding).not.toBe(second.link.binding);
    expect([first.signals, second.signals]).toEqual([0, 0]);
    for (const { link } of [first, second]) link.close();
  });

  test("frames of any size come back as they were sent, in order", async () => {
    const caller = call();
    await caller.theirBinding();
    for (const [index, length] of LENGTHS.entries()) caller.link.send(new Uint8Array(length).fill(index + 1));
    await caller.until(() => caller.frames.length > LENGTHS.length);
    expect(caller.frames.slice(1).map((frame) => [frame.length, frame[0] ?? 0, frame.at(-1) ?? 0])).toEqual(
      LENGTHS.map((length, index) => (length === 0 ? [0, 0, 0] : [length, index + 1, index + 1])),
    );
    caller.link.close();
    await caller.until(() => caller.ended !== null);
    expect(caller.ended).toEqual({ kind: "local" });
  });

  test("that the door closes is heard, and it can be called again", async () => {
    const caller = call();
    await caller.theirBinding();
    caller.link.send(CLOSE);
    await caller.until(() => caller.ended !== null);
    expect(caller.ended).toEqual({ kind: "remote", error: null });
    const again = call();
    expect(await again.theirBinding()).toBe(again.link.binding);
    again.link.close();
  });

  test("another certificate than the one that was named is not taken", async () => {
    const caller = call({ fingerprint: "ab".repeat(32) });
    await caller.until(() => caller.ended !== null);
    expect(caller.isOpen).toBe(false);
    expect(caller.ended).toMatchObject({ kind: "failed" });
  });
}
