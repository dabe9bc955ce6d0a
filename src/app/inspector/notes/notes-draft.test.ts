import { beforeEach, describe, expect, it } from "vitest";
import { IDLE_MS, LONGEST_MS, type Timers } from "../../../base/save-timer.ts";
import { NotesDraft, type DraftPart } from "./notes-draft.ts";

/** Timers that go off when the test says so. */
class HandTimers implements Timers {
  #nowMs = 0;
  readonly #waiting = new Map<number, { readonly atMs: number; readonly run: () => void }>();
  #last = 0;

  after(delayMs: number, run: () => void): () => void {
    this.#last += 1;
    const id = this.#last;
    this.#waiting.set(id, { atMs: this.#nowMs + delayMs, run });
    return () => this.#waiting.delete(id);
  }

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const [id, { atMs, run }] of this.#waiting) {
      if (atMs > this.#nowMs) continue;
      this.#waiting.delete(id);
      run();
    }
  }
}

class Writer {
  readonly timers = new HandTimers();
  readonly saves: (readonly [before: string, after: string])[] = [];
  readonly parts: DraftPart[] = [];
  isShared = false;
  toldLater = 0;
  readonly answers: ((error: string | null) => void)[] = [];
  shown = "";
  caret = 0;
  error: string | null = null;
  readonly draft: NotesDraft;

  constructor(text: string) {
    this.shown = text;
    this.draft = new NotesDraft({
      text,
      timers: this.timers,
      isShared: () => this.isShared,
      onSaved: () => (this.toldLater += 1),
      save: (before, after, part) => {
        this.saves.push([before, after]);
        this.parts.push(part);
        return new Promise((resolve) => this.answers.push(resolve));
      },
      onMerged: (merged, caretAfter) => {
        this.shown = merged;
        this.caret = caretAfter(this.caret);
      },
      onError: (error) => {
        this.error = error;
      },
    });
  }

  type(text: string): void {
    this.shown = text;
    this.caret = text.length;
    this.draft.typed(text);
  }

  answer(failure: string | null = null): void {
    this.answers.shift()?.(failure);
  }
}

/** What was started by a timer has come as far as it can without an answer. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

describe("writing notes", () => {
  let writer: Writer;
  beforeEach(() => {
    writer = new Writer("");
  });

  it("saves once, half a second after the last key", async () => {
    writer.type("a");
    writer.timers.pass(IDLE_MS - 1);
    writer.type("ab");
    writer.timers.pass(IDLE_MS - 1);
    await settle();
    expect(writer.saves).toEqual([]);
    writer.timers.pass(1);
    await settle();
    expect(writer.saves).toEqual([["", "ab"]]);
  });

  it("saves every second while typing goes on", async () => {
    for (let at = 0; at < LONGEST_MS; at += 250) {
      writer.type("x".repeat(1 + at / 250));
      writer.timers.pass(250);
    }
    await settle();
    expect(writer.saves).toHaveLength(1);
  });

  it("saves at once when flushed, and again what was typed while that went on", async () => {
    writer.type("a");
    const flushed = writer.draft.flush();
    await settle();
    writer.type("ab");
    writer.answer();
    await flushed;
    expect(writer.draft.isSaved).toBe(false);
    writer.timers.pass(IDLE_MS);
    await settle();
    expect(writer.saves).toEqual([
      ["", "a"],
      ["a", "ab"],
    ]);
  });

  it("writes nothing when nothing changed", async () => {
    await writer.draft.flush();
    expect(writer.saves).toEqual([]);
  });

  it("shows what was written elsewhere without losing what is being typed", async () => {
    writer = new Writer("milk");
    writer.type("milk and eggs");
    writer.draft.heard("buy:\nmilk");
    expect(writer.shown).toBe("buy:\nmilk and eggs");
    expect(writer.caret).toBe(writer.shown.length);
    writer.timers.pass(IDLE_MS);
    await settle();
    expect(writer.saves).toEqual([["buy:\nmilk", "buy:\nmilk and eggs"]]);
  });

  it("merges what is heard during a save only once the save has ended", async () => {
    writer.type("a");
    void writer.draft.flush();
    await settle();
    writer.type("ab");
    writer.draft.heard("a!");
    expect(writer.shown).toBe("ab");
    writer.answer();
    await settle();
    expect(writer.shown).toBe("ab!");
  });

  it("saves every key at once while somebody looks on, one save at a time, and tells of them when typing rests", async () => {
    writer.isShared = true;
    for (const text of ["a", "ab", "abc"]) writer.type(text);
    await settle();
    expect(writer.saves).toEqual([["", "a"]]);
    writer.answer();
    await settle();
    writer.answer();
    await settle();
    writer.type("abcd");
    await settle();
    writer.answer();
    await settle();
    expect(writer.saves).toEqual([
      ["", "a"],
      ["a", "abc"],
      ["abc", "abcd"],
    ]);
    expect(writer.toldLater).toBe(0);
    writer.timers.pass(IDLE_MS);
    await settle();
    expect(writer.parts).toEqual(Array.from({ length: 3 }, () => ({ number: 0, isTold: false })));
    expect(writer.toldLater).toBe(1);
    writer.type("abcde");
    await settle();
    expect(writer.parts.at(-1)).toEqual({ number: 1, isTold: false });
  });

  it("tells once of a last save that nobody looked on at", async () => {
    writer.isShared = true;
    writer.type("a");
    await settle();
    writer.answer();
    await settle();
    writer.isShared = false;
    writer.type("ab");
    writer.timers.pass(IDLE_MS);
    await settle();
    writer.answer();
    await settle();
    expect(writer.parts).toEqual([
      { number: 0, isTold: false },
      { number: 0, isTold: true },
    ]);
    expect(writer.toldLater).toBe(0);
  });

  it("keeps the text of a save that failed, says why, and tries again", async () => {
    writer.type("a");
    void writer.draft.flush();
    await settle();
    writer.answer("full");
    await settle();
    expect(writer.error).toBe("full");
    expect(writer.draft.isSaved).toBe(false);
    void writer.draft.flush();
    await settle();
    writer.answer();
    await settle();
    expect(writer.error).toBeNull();
    expect(writer.saves).toEqual([
      ["", "a"],
      ["", "a"],
    ]);
    expect(writer.draft.isSaved).toBe(true);
  });
});
