import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { IDLE_MS, LONGEST_MS, type Timers } from "../base/save-timer.ts";
import { NoteSaver, type SavedState } from "./note-saver.ts";

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

/** An editor's document whose changes are saved. */
class Writer {
  readonly timers = new HandTimers();
  readonly doc = new Y.Doc();
  /** What the item holds by the saves so far. */
  readonly item = new Y.Doc();
  saves = 0;
  isShared = false;
  state: SavedState = { isSaved: true, error: null };
  readonly answers: ((error: string | null) => void)[] = [];
  readonly saver: NoteSaver;

  constructor() {
    this.saver = new NoteSaver({
      timers: this.timers,
      isShared: () => this.isShared,
      save: (update) => {
        this.saves += 1;
        return new Promise((resolve) => {
          this.answers.push((error) => {
            if (error === null) Y.applyUpdate(this.item, update);
            resolve(error);
          });
        });
      },
      onState: (state) => {
        this.state = state;
      },
    });
    this.doc.on("update", (update: Uint8Array) => this.saver.changed(update));
  }

  /** By a binding. */
  tidy(text: string): void {
    this.doc.getText("body").insert(0, text);
  }

  type(text: string): void {
    this.saver.input();
    const body = this.doc.getText("body");
    body.insert(body.length, text);
  }

  get saved(): string {
    return this.item.getText("body").toJSON();
  }

  async answer(failure: string | null = null): Promise<void> {
    this.answers.shift()?.(failure);
    await settle();
  }
}

/** What was started by a timer has come as far as it can without an answer. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};

describe("saving what an editor does", () => {
  let writer: Writer;
  beforeEach(() => {
    writer = new Writer();
  });

  it("is one save, half a second after the last change, and one a second while they go on", async () => {
    writer.type("a");
    writer.timers.pass(IDLE_MS - 1);
    writer.type("b");
    await settle();
    expect([writer.saves, writer.state.isSaved]).toEqual([0, false]);
    writer.timers.pass(IDLE_MS);
    await settle();
    await writer.answer();
    expect([writer.saves, writer.saved, writer.state.isSaved]).toEqual([1, "ab", true]);
    for (let at = 0; at < LONGEST_MS; at += 250) {
      writer.type("x");
      writer.timers.pass(250);
    }
    await settle();
    expect(writer.saves).toBe(2);
  });

  it("keeps back what the binding did before the user, and takes it along with what the user does first", async () => {
    writer.tidy("tidied ");
    writer.timers.pass(10 * LONGEST_MS);
    await writer.saver.flush();
    expect([writer.saves, writer.saver.isSaved, writer.saver.unsaved]).toEqual([0, true, null]);
    writer.type("typed");
    void writer.saver.flush();
    await settle();
    await writer.answer();
    expect([writer.saves, writer.saved]).toEqual([1, "tidied typed"]);
  });

  it("is a save with every change while somebody looks on, one at a time", async () => {
    writer.isShared = true;
    for (const letter of ["a", "b", "c"]) writer.type(letter);
    await settle();
    expect(writer.saves).toBe(1);
    await writer.answer();
    await writer.answer();
    expect([writer.saves, writer.saved]).toEqual([2, "abc"]);
  });

  it("keeps what could not be saved, says why, and saves it with the next change or flush", async () => {
    writer.type("a");
    void writer.saver.flush();
    await settle();
    await writer.answer("full");
    expect([writer.state, writer.saved]).toEqual([{ isSaved: false, error: "full" }, ""]);
    expect(writer.saver.unsaved).not.toBeNull();
    writer.type("b");
    void writer.saver.flush();
    await settle();
    await writer.answer();
    expect([writer.state, writer.saved]).toEqual([{ isSaved: true, error: null }, "ab"]);
  });

  it("does not lose what is typed while a save is under way", async () => {
    writer.type("a");
    void writer.saver.flush();
    await settle();
    writer.type("b");
    await writer.answer();
    expect(writer.saver.isSaved).toBe(false);
    void writer.saver.flush();
    await settle();
    await writer.answer();
    expect([writer.saved, writer.saver.isSaved]).toEqual(["ab", true]);
  });
});
