import { describe, expect, test } from "vitest";
import { VirtualTime } from "./virtual-time.ts";

/** Runs through `count` microtasks. */
async function microtasks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

describe("tasks", () => {
  test("run in the order of their due time, together due ones in the order of asking", async () => {
    const time = new VirtualTime();
    const log: string[] = [];
    for (const [delayMs, name] of [
      [30, "c"],
      [10, "a1"],
      [20, "b"],
      [10, "a2"],
      [0, "first"],
      [10, "a3"],
    ] as const) {
      time.after(delayMs, () => void log.push(`${name} at ${time.elapsedMs}`));
    }
    await time.runUntilIdle(10);
    expect(log).toEqual(["first at 0", "a1 at 10", "a2 at 10", "a3 at 10", "b at 20", "c at 30"]);
  });

  test("a task sees everything the one before has set off at rest", async () => {
    const time = new VirtualTime();
    const log: string[] = [];
    time.after(1, () => void microtasks(200).then(() => log.push("set off")));
    time.after(1, () => void log.push("next"));
    await time.run(1);
    expect(log).toEqual(["set off", "next"]);
  });

  test("cancelled and stopped ones do not run", async () => {
    const time = new VirtualTime();
    const timers = time.stoppableTimers();
    const log: string[] = [];
    time.after(1, () => void log.push("cancelled"))();
    timers.after(1, () => void log.push("before the stop"));
    timers.after(3, () => void log.push("after the stop"));
    await time.run(2);
    timers.stop();
    await time.run(2);
    expect(log).toEqual(["before the stop"]);
  });

  test("what a task throws ends the run", async () => {
    const time = new VirtualTime();
    time.after(1, () => {
      throw new Error("a bug");
    });
    await expect(time.run(2)).rejects.toThrow("a bug");
  });
});

describe("running", () => {
  test("passes exactly the time asked for", async () => {
    const time = new VirtualTime();
    const startMs = time.nowMs;
    const log: number[] = [];
    time.after(1_000, () => void log.push(1));
    time.after(1_001, () => void log.push(2));
    await time.run(1_000);
    expect([log, time.nowMs - startMs, time.clockWithSkew(-5)() - startMs]).toEqual([[1], 1_000, 995]);
  });

  test("until something is reached, or not within the limit", async () => {
    const time = new VirtualTime();
    let ticks = 0;
    const tick = (): void => {
      ticks += 1;
      time.after(100, tick);
    };
    time.after(100, tick);
    expect(await time.runUntil(() => ticks === 3, 10_000)).toBe(true);
    expect(time.elapsedMs).toBe(300);
    expect(await time.runUntil(() => ticks === 1_000, 500)).toBe(false);
    expect(time.elapsedMs).toBe(800);
    await expect(time.runUntilIdle(100)).rejects.toThrow("idle after 100 tasks");
  });

  test("completes what needs time to pass, and says when it does not", async () => {
    const time = new VirtualTime();
    const later = new Promise<string>((resolve) => void time.after(50, () => resolve("done")));
    expect(await time.complete(later, 100)).toBe("done");
    expect(time.elapsedMs).toBe(50);
    await expect(time.complete(new Promise(() => undefined), 100)).rejects.toThrow("done within 100 ms");
    await expect(time.complete(Promise.reject(new Error("its own")), 100)).rejects.toThrow("its own");
  });
});

const really = async (turns: number, value: string): Promise<string> => {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => void setImmediate(resolve));
  return value;
};

describe("work done outside of virtual time", () => {
  test("takes no time and is answered in the order of asking, one at a time", async () => {
    const time = new VirtualTime();
    const log: string[] = [];
    const note = async (turns: number, name: string): Promise<void> => {
      log.push(`${await time.busy(really(turns, name))} at ${time.elapsedMs}`);
      await microtasks(50);
      log.push(`after ${name}`);
    };
    time.after(5, () => {
      void note(20, "slow");
      void note(1, "fast");
    });
    time.after(6, () => void log.push("later"));
    await time.run(10);
    expect(log).toEqual(["slow at 5", "after slow", "fast at 5", "after fast", "later"]);
  });

  test("that fails fails for who asked", async () => {
    const time = new VirtualTime();
    const failing = time.busy(really(2, "").then(() => Promise.reject(new Error("no"))));
    await expect(time.complete(failing, 1)).rejects.toThrow("no");
  });
});
