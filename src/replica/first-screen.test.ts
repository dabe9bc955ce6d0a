import { describe, expect, test } from "vitest";
import { settle } from "../sync/manual-timers.suite.ts";
import type { ReplicaPush, ReplicaRequest, WorkerMessage } from "./face.ts";
import type { TaskQuery } from "./face/task-query.ts";
import { answerWithout } from "./answer-without.ts";
import { FaceServer } from "./face-server.ts";
import type { FirstScreen } from "./first-screen.ts";
import { portsOf } from "./lone-replica.suite.ts";
import { files } from "./files/files.ts";
import { imports } from "./imports/imports.ts";
import { months } from "./months/months.ts";
import { makeNearby } from "./nearby/nearby.ts";
import { notes } from "./notes/notes.ts";
import { Replica } from "./replica.ts";
import { makeSeedSigner } from "../crypto/ed25519.ts";
import { keepFirstScreen } from "./kept-screen.ts";
import { makeRecovery } from "./recovery/recovery.ts";
import { reports } from "./reports/reports.ts";
import { spaces } from "./spaces/spaces.ts";
import { createIntent, TestProfile, valueIn } from "./space.suite.ts";
import { itemNumber } from "./task-row.suite.ts";

const BUILD = "build";
const OPEN: TaskQuery = { view: "open" };

const watching = (query: TaskQuery): ReplicaRequest => ({ kind: "watch", watch: 1, query, window: { start: 0, count: 50 } });

const unheard = (): void => undefined;

/** A tab of the profile; `isHeld`: it opens as far as its first screen, and then no further. */
function openTab(profile: TestProfile, isHeld: boolean) {
  const pushes: ReplicaPush[] = [];
  const post = (message: WorkerMessage): void => void (message.kind === "push" && pushes.push(message.push));
  const server = new FaceServer({
    build: BUILD,
    databaseVersion: 1,
    unreadableRows: () => 0,
    loadRefusals: async () => answerWithout,
    loadReports: async () => reports,
    loadRecovery: async () => makeRecovery(makeSeedSigner),
    loadMonths: async () => months,
    loadImports: async () => imports,
    loadFiles: async () => files,
    loadNearby: async () => makeNearby({ compact: () => null, expand: () => null }),
    loadSpaces: async () => spaces,
    loadNotes: async () => notes,
    answerLock: async () => null,
    post,
    open: async (push, onFirstScreen) => {
      const defaultRelay = { origin: null, answers: null };
      const opened = Replica.open(portsOf(profile), { defaultRelay, push: isHeld ? unheard : push, onFirstScreen });
      return isHeld ? opened.then(() => new Promise(() => undefined)) : opened;
    },
  });
  let id = 0;
  const ask = async (request: ReplicaRequest): Promise<void> => {
    const asked = server.onMessage({ build: BUILD, id: ++id, request });
    if (isHeld) void asked;
    else await asked;
    await settle();
  };
  const titles = () => pushes.flatMap((push) => (push.kind === "rows" ? [push.changed.map(({ title }) => title)] : []));
  return { ask, titles, pushes };
}

/** A profile whose last tab has shown two open tasks for a while. */
async function usedProfile(): Promise<TestProfile> {
  const profile = new TestProfile(1);
  const { ask } = openTab(profile, false);
  await ask(watching(OPEN));
  await ask({ kind: "act", intent: createIntent(itemNumber(1), "one") });
  await ask({ kind: "act", intent: createIntent(itemNumber(2), "two") });
  await profile.timers.pass(10_000);
  return profile;
}

describe("the screen of the last time", () => {
  test("shows before the rows have been read, with lists, tags and profile", async () => {
    const { ask, titles, pushes } = openTab(await usedProfile(), true);
    await ask(watching(OPEN));
    expect(titles()).toEqual([["one", "two"]]);
    expect(pushes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["lists", "tags", "profile"]));
  });

  test("does not show for another query, nor for one that is not watched any more", async () => {
    const profile = await usedProfile();
    const other = openTab(profile, true);
    await other.ask(watching({ view: "done" }));
    expect(other.titles()).toEqual([]);
    const gone = openTab(profile, true);
    const asked = gone.ask(watching(OPEN));
    await Promise.all([asked, gone.ask({ kind: "unwatch", watch: 1 })]);
    expect(gone.titles()).toEqual([]);
  });

  test("does not show once the store has something else", async () => {
    const profile = await usedProfile();
    const { ask } = openTab(profile, false);
    await ask({ kind: "act", intent: createIntent(itemNumber(3), "three") });
    const next = openTab(profile, true);
    await next.ask(watching(OPEN));
    expect(next.titles()).toEqual([]);
  });

  test("is kept at once when the window goes out of sight", async () => {
    const profile = await usedProfile();
    const { ask } = openTab(profile, false);
    await ask(watching(OPEN));
    await ask({ kind: "act", intent: createIntent(itemNumber(3), "three") });
    await ask({ kind: "page-state", visible: false, online: true });
    const next = openTab(profile, true);
    await next.ask(watching(OPEN));
    expect(next.titles()).toEqual([["one", "two", "three"]]);
  });

  test("shows nothing of another space than the profile's own, which is shown first", async () => {
    const profile = await usedProfile();
    const { ask, titles } = openTab(profile, false);
    await ask(watching(OPEN));
    await ask({ kind: "found-space", name: "Household" });
    await ask({ kind: "act", intent: createIntent(itemNumber(3), "ours") });
    await ask({ kind: "page-state", visible: false, online: true });
    await profile.timers.pass(10_000);
    expect(titles().at(-1)).toEqual(["ours"]);
    const next = openTab(profile, true);
    await next.ask(watching(OPEN));
    expect(next.titles()).toEqual([["one", "two"]]);
  });

  test("of a day shows on that day alone, also where something else asks for no more than a number", async () => {
    const profile = await usedProfile();
    const { ask } = openTab(profile, false);
    const today: TaskQuery = { view: "today", today: "2026-01-01" };
    await ask({ kind: "act", intent: { kind: "set-day", ids: [itemNumber(2)], day: "2026-01-01" } });
    await ask(watching(today));
    await ask({ kind: "watch", watch: 2, query: { view: "done" }, window: { start: 0, count: 0 } });
    await profile.timers.pass(10_000);
    const [sameDay, nextDay] = [openTab(profile, true), openTab(profile, true)];
    await sameDay.ask(watching(today));
    await nextDay.ask(watching({ view: "today", today: "2026-01-02" }));
    expect([sameDay.titles(), nextDay.titles()]).toEqual([[["two"]], []]);
    expect(sameDay.pushes.find(({ kind }) => kind === "rows")).toMatchObject({ headings: [{ at: 0, kind: "today" }] });
  });

  test("gives way to the rows themselves", async () => {
    const { ask, titles } = openTab(await usedProfile(), false);
    await ask(watching(OPEN));
    expect(titles().at(-1)).toEqual(["one", "two"]);
    await ask({ kind: "act", intent: { kind: "rename", id: itemNumber(1), title: "renamed" } });
    expect(titles().at(-1)).toEqual(["renamed"]);
  });

  test("does not show any more once the replica is open: what that says is newer", async () => {
    const ports = portsOf(await usedProfile());
    const waiting: (() => void)[] = [];
    const { store } = ports;
    const readMeta = store.readMeta.bind(store);
    store.readMeta = async (key) => {
      if (key.startsWith("first-screen/")) await new Promise<void>((resolve) => void waiting.push(resolve));
      return readMeta(key);
    };
    const shown: FirstScreen[] = [];
    const onFirstScreen = (screen: FirstScreen): void => void shown.push(screen);
    await Replica.open(ports, { defaultRelay: { origin: null, answers: null }, push: unheard, onFirstScreen });
    for (const go of waiting) go();
    await settle();
    expect([waiting.length, shown]).toEqual([1, []]);
  });

  test("is gone with the next base, which may have deleted for good what it shows", async () => {
    const profile = await usedProfile();
    profile.limits = { ...profile.limits, tailRecords: 1 };
    const space = await profile.open();
    const keys = () => [...profile.disk.meta.keys()].filter((key) => key.startsWith("first-screen/"));
    expect(keys()).toHaveLength(1);
    space.core.fence = { number: valueIn(await space.core.ports.store.raiseFence()), overtaken: () => undefined };
    await space.upkeep.runNow();
    expect(keys()).toEqual([]);
  });

  test("is not kept when another base was committed while it was being wrapped", async () => {
    const profile = await usedProfile();
    profile.limits = { ...profile.limits, tailRecords: 1 };
    const space = await profile.open();
    const { core } = space;
    const screen: FirstScreen = { query: OPEN, rows: { kind: "rows", total: 0, start: 0, ids: [], changed: [] }, others: [] };
    const kept = () => [...profile.disk.meta.keys()].filter((key) => key.startsWith("first-screen/")).length;
    const before = { base: core.base.stored, digest: "00" };
    core.fence = { number: valueIn(await core.ports.store.raiseFence()), overtaken: () => undefined };
    await space.upkeep.runNow();
    await keepFirstScreen(core.ports, core.space, before, screen);
    expect(kept()).toBe(0);
    await keepFirstScreen(core.ports, core.space, { ...before, base: core.base.stored }, screen);
    expect(kept()).toBe(1);
  });
});
