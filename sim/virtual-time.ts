// Time that passes only when nothing is left to do: tasks run in the order of their due time, those due together in the order of asking, and
// after each one everything it has set off (microtasks, and work that is `busy` elsewhere) comes to rest before the next. The same program
// with the same seed runs the same way every time.

import { assert } from "../src/base/result.ts";
import type { Clock, Timers } from "../src/ports/time.ts";

/** 2026-01-01, so that days and stamps look like days and stamps. */
const START_MS = 1_767_225_600_000;

type Task = { readonly dueMs: number; readonly run: () => void; cancelled: boolean };

type BusyWork = { readonly settled: Promise<unknown>; readonly release: () => void };

/** Timers of something that may die: after `stop` none of them runs. */
export interface StoppableTimers extends Timers {
  stop(): void;
}

/** Past the microtasks, and those they set off; Node runs it before it looks for anything else, which saves a turn of its event loop. */
const macrotask = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export class VirtualTime implements Timers {
  #nowMs = START_MS;
  /** Descending: the next task is the last. */
  readonly #tasks: Task[] = [];
  readonly #busy: BusyWork[] = [];

  get nowMs(): number {
    return this.#nowMs;
  }

  /** How long it has been since the start. */
  get elapsedMs(): number {
    return this.#nowMs - START_MS;
  }

  /** A device's clock, which may be wrong by `skewMs`. */
  readonly clockWithSkew =
    (skewMs: number): Clock =>
    () =>
      Math.floor(this.#nowMs + skewMs);

  after(delayMs: number, task: () => void): () => void {
    const entry: Task = { dueMs: this.#nowMs + Math.max(0, delayMs), run: task, cancelled: false };
    this.#tasks.splice(this.#placeOf(entry.dueMs), 0, entry);
    return () => {
      entry.cancelled = true;
    };
  }

  stoppableTimers(): StoppableTimers {
    let isStopped = false;
    return {
      after: (delayMs, task) =>
        this.after(delayMs, () => {
          if (!isStopped) task();
        }),
      stop: () => {
        isStopped = true;
      },
    };
  }

  /**
   * For work that is done outside of virtual time, such as WebCrypto's: no time passes before it is done, and several are answered one after the
   * other in the order of asking. Such a promise settles only while time is being run.
   */
  busy<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve) => {
      this.#busy.push({ settled: Promise.allSettled([work]), release: () => resolve(work) });
    });
  }

  /** Lets `durationMs` pass. */
  async run(durationMs: number): Promise<void> {
    await this.runUntil(() => false, durationMs);
  }

  /** Until `isReached`, which is asked whenever all is at rest; false when that was not within `limitMs`. */
  async runUntil(isReached: () => boolean, limitMs: number): Promise<boolean> {
    const endMs = this.#nowMs + limitMs;
    await this.#rest();
    while (!isReached()) {
      const next = this.#nextTask(endMs);
      if (next === null) {
        if (Number.isFinite(endMs)) this.#nowMs = endMs;
        return false;
      }
      this.#nowMs = next.dueMs;
      next.run();
      await this.#rest();
    }
    return true;
  }

  /** Lets time pass until `work` is done; asserts that it is within `limitMs`. */
  async complete<T>(work: Promise<T>, limitMs: number): Promise<T> {
    let isDone = false;
    const finish = (): void => {
      isDone = true;
    };
    work.then(finish, finish);
    assert(await this.runUntil(() => isDone, limitMs), `done within ${limitMs} ms`);
    return work;
  }

  /** Until no task is left; asserts that this takes at most `maxTasks`. */
  async runUntilIdle(maxTasks: number): Promise<void> {
    let tasksRun = -1;
    const isStuck = (): boolean => ++tasksRun > maxTasks;
    assert(!(await this.runUntil(isStuck, Number.POSITIVE_INFINITY)), `idle after ${maxTasks} tasks`);
  }

  async #rest(): Promise<void> {
    await macrotask();
    for (let work = this.#busy.shift(); work !== undefined; work = this.#busy.shift()) {
      await work.settled;
      work.release();
      await macrotask();
    }
  }

  #nextTask(endMs: number): Task | null {
    for (let next = this.#tasks.at(-1); next !== undefined && next.dueMs <= endMs; next = this.#tasks.at(-1)) {
      this.#tasks.pop();
      if (!next.cancelled) return next;
    }
    return null;
  }

  /** Before all tasks that are due earlier or at the same time: those run first. */
  #placeOf(dueMs: number): number {
    let [low, high] = [0, this.#tasks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#tasks[middle]?.dueMs ?? 0) > dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
