import { once } from "node:events";
import { createRoot } from "solid-js";
import { describe, expect, test } from "vitest";
import type { VersionFacts } from "../../versions/version-messages.ts";
import { createUpdateClient, type UpdateClient } from "./update-client.ts";
import type { Readiness, TabEvents } from "./version-tabs.ts";

const facts = (build: string): VersionFacts => ({ build, hash: `hash of ${build}` });

/** A window of version 1 in a browser where anything may happen. */
class Window {
  inCharge: string | null = "1";
  waiting: string | null = null;
  canTakeOver = true;
  isFetching = false;
  isServerReached = true;
  own: Readiness = "ready";
  others: Readiness = "ready";
  otherBuilds: string[] = [];
  nowMs = 0;
  /** How long the others take to be known. */
  othersKnown: Promise<unknown> = Promise.resolve();
  /** What happened, in order. */
  readonly log: string[] = [];
  readonly events: { tabs?: TabEvents; workers?: { changed: () => void; takenOver: () => void } } = {};
  readonly update: UpdateClient = createRoot(() => this.#open());

  #open(): UpdateClient {
    const workers = {
      inCharge: () => Promise.resolve(this.inCharge === null ? null : facts(this.inCharge)),
      waiting: () => Promise.resolve(this.waiting === null ? null : facts(this.waiting)),
      takeOver: () => {
        this.log.push(`${this.waiting} takes over`);
        if (this.canTakeOver) [this.inCharge, this.waiting] = [this.waiting, null];
        return Promise.resolve(this.canTakeOver);
      },
      check: () => {
        this.log.push("check");
        return Promise.resolve(this.isServerReached);
      },
      isFetching: () => this.isFetching,
      dropUnused: () => undefined,
      forgetAll: () => {
        this.log.push("forget all");
        return Promise.resolve();
      },
      listen: (events: { changed: () => void; takenOver: () => void }) => void (this.events.workers = events),
    };
    const prepare = (): Promise<Readiness> => {
      this.log.push("save here");
      return Promise.resolve(this.own);
    };
    const untilBegun = async (): Promise<void> => void this.log.push("the other has begun");
    const ports = { workers, build: "1", clock: () => this.nowMs, prepare, reload: () => void this.log.push("reload"), untilBegun };
    return createUpdateClient(ports, (events) => {
      this.events.tabs = events;
      return {
        otherBuilds: () => this.othersKnown.then(() => this.otherBuilds),
        prepareOthers: () => {
          this.log.push("save elsewhere");
          return Promise.resolve(this.others);
        },
        moveOthersOver: () => void this.log.push("move others"),
      };
    });
  }

  /** The browser tells that something has changed, and the window has looked. */
  async changed(): Promise<void> {
    this.events.workers?.changed();
    await settled();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const windowWith = (state: Partial<Window>): Window => Object.assign(new Window(), state);

describe("an update", () => {
  test("is offered when another version waits, and changes nothing by itself", async () => {
    const window = windowWith({ waiting: "2" });
    await window.changed();
    expect(window.update.waiting()?.build).toBe("2");
    expect(window.log).toEqual([]);
  });

  test("stays offered where an answer from before it came arrives late", async () => {
    const window = windowWith({});
    const answers = new EventTarget();
    window.othersKnown = once(answers, "now");
    await window.changed();
    Object.assign(window, { waiting: "2", othersKnown: Promise.resolve() });
    await window.changed();
    answers.dispatchEvent(new Event("now"));
    await settled();
    expect(window.update.waiting()?.build).toBe("2");
  });

  test("that is put off is not offered again, but the next one is", async () => {
    const window = windowWith({ waiting: "2" });
    await window.changed();
    window.update.putOff();
    expect(window.update.isPutOff()).toBe(true);
    window.waiting = "3";
    await window.changed();
    expect(window.update.isPutOff()).toBe(false);
  });

  test("takes over only after everything is saved in all windows", async () => {
    const window = windowWith({ waiting: "2" });
    await window.update.apply();
    expect(window.log).toEqual(["save here", "save elsewhere", "2 takes over", "move others", "reload"]);
  });

  test.each([
    ["here", { own: "unsaved" as const }, ["save here"], "unsaved"],
    ["in another window", { others: "pairing" as const }, ["save here", "save elsewhere"], "pairing"],
  ])("does not happen while something stands in the way %s, and says what", async (_where, state, log, problem) => {
    const window = windowWith({ waiting: "2", ...state });
    await window.update.apply();
    expect([window.log, window.update.problem(), window.update.isApplying()]).toEqual([log, problem, false]);
  });

  test("that does not start leaves everything as it was", async () => {
    const window = windowWith({ waiting: "2", canTakeOver: false });
    await window.update.apply();
    expect([window.update.problem(), window.log.includes("reload")]).toEqual(["failed", false]);
  });
});

describe("a window that another one has updated", () => {
  test("moves over once it has saved", async () => {
    const window = windowWith({ inCharge: "2" });
    window.events.workers?.takenOver();
    await settled();
    expect(window.log).toEqual(["save here", "reload"]);
  });

  test("stays, and says so, while something in it cannot be saved; then goes when told", async () => {
    const window = windowWith({ inCharge: "2", own: "unsaved" });
    window.events.tabs?.moveOver();
    await settled();
    expect([window.log, window.update.isOvertaken()]).toEqual([["save here"], true]);
    window.own = "ready";
    await window.update.apply();
    expect(window.log.at(-1)).toBe("reload");
  });

  test("does nothing when it runs the version in charge already", async () => {
    const window = windowWith({});
    window.events.tabs?.moveOver();
    await settled();
    expect(window.log).toEqual([]);
  });

  test("whose database was upgraded changes by itself once the newer version is there and its window has begun, and does so once", async () => {
    const window = windowWith({ own: "unsaved" });
    await window.update.onDatabaseTaken();
    expect(window.log).toEqual(["check"]);
    window.waiting = "2";
    await window.changed();
    expect(window.log).toEqual(["check", "the other has begun", "save here"]);
    await window.changed();
    expect(window.log).toHaveLength(3);
  });
});

describe("windows of two versions", () => {
  test.each([
    ["newer", { otherBuilds: ["2"], waiting: "2" }],
    ["newer", { otherBuilds: ["2"], inCharge: "2" }],
    ["older", { otherBuilds: ["0"] }],
    ["older", { otherBuilds: ["0"], inCharge: "0", waiting: "1" }],
    ["other", { otherBuilds: ["2"], inCharge: null }],
    ["other", { otherBuilds: ["2"], waiting: "3" }],
    [null, { otherBuilds: [] }],
  ])("the other one is %s: %j", async (relation, state) => {
    const window = windowWith(state);
    window.events.tabs?.othersChanged();
    await settled();
    expect(window.update.otherVersion()).toBe(relation);
  });

  test("an older one is asked to move over; the newest stays as it is", async () => {
    const window = windowWith({ otherBuilds: ["0"] });
    await window.update.apply();
    expect(window.log).toEqual(["save here", "save elsewhere", "move others"]);
    expect(window.update.isApplying()).toBe(false);
  });
});

describe("looking for a newer version", () => {
  test("says what it found, and what became of it", async () => {
    const window = windowWith({});
    await window.update.check();
    expect(window.update.checkState()).toBe("current");
    window.isFetching = true;
    await window.update.check();
    expect(window.update.checkState()).toBe("fetching");
    Object.assign(window, { isFetching: false, waiting: "2" });
    await window.changed();
    expect([window.update.checkState(), window.update.waiting()?.build]).toEqual(["idle", "2"]);
    window.isServerReached = false;
    await window.update.check();
    expect(window.update.checkState()).toBe("unreachable");
  });

  test("by itself happens as often as is due, and says nothing", async () => {
    const window = windowWith({ isServerReached: false });
    window.update.checkIfDue("start");
    window.update.checkIfDue("online");
    window.nowMs = 60_000;
    window.update.checkIfDue("online");
    await settled();
    expect([window.log, window.update.checkState()]).toEqual([["check", "check"], "idle"]);
  });
});

test("parts that do not fit together are fetched anew, or replaced by the version that waits", async () => {
  const broken = windowWith({ inCharge: "2" });
  await broken.update.startAnew();
  expect(broken.log).toEqual(["forget all", "reload"]);
  const waiting = windowWith({ inCharge: "0", waiting: "1" });
  await waiting.update.startAnew();
  expect(waiting.log).toEqual(["1 takes over", "reload"]);
});
