// Rounds of a browser that is killed, all its processes at once, at a random moment of a write load, and opened again on the same profile: the app
// opens, everything that it had called saved is there, and the log has no gap. Every so many rounds the profile is a new one. The seed settles the moments and
// what is written; what the machine makes of them differs from run to run.

import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { allRowNames, expectSynced, goTo, openApp, total } from "../app-page.ts";
import type { Device } from "../device.ts";
import { expect } from "../fixtures.ts";
import { pair } from "../pairing-steps.ts";
import type { RelayProcess } from "../relay-process.ts";
import { storedBase, storedSeqs } from "../stored-records.ts";
import { SavedTasks, type SavedTask, type TaskPlace } from "./saved-tasks.ts";
import { lendHands, writeUntilKilled } from "./write-load.page.ts";

const SAVED = "saved: ";
/** Killed while the app opens, instead of while it is written in. */
const SHARE_AT_START = 0.2;
const START_MS = 1_500;

export type KillPlan = {
  readonly seed: number;
  readonly kills: number;
  /** Rounds that a profile lives. */
  readonly killsPerProfile: number;
  /** The latest moment of a kill, after the load began. */
  readonly longestLoadMs: number;
  readonly linesPerPaste: number;
  readonly pauseShare: number;
};

export type KillReport = {
  kills: number;
  killsAtStart: number;
  /** Tasks that were called saved, and how often the app called anything saved. */
  savedTasks: number;
  savings: number;
  /** Rounds after which the browser was found with another base than before: something had been compacted. */
  compactions: number;
};

type Stage = { readonly relay: RelayProcess; readonly newDevice: () => Promise<Device> };

/** mulberry32 */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const VIEWS = [
  ["All tasks", "open"],
  ["Done", "done"],
  ["Trash", "trash"],
] as const;

/** All tasks of the write load that the app shows. */
async function presentTasks(page: Page): Promise<ReadonlyMap<number, SavedTask>> {
  const present = new Map<number, SavedTask>();
  const look = async (view: (typeof VIEWS)[number][0], place: TaskPlace): Promise<void> => {
    await goTo(page, view);
    await expect(page.locator("main [role=grid]")).toHaveAttribute("aria-label", view);
    for (const name of await allRowNames(page)) {
      const [, task, edit] = /^task (\d+) edit (\d+)$/u.exec(name) ?? [];
      if (task !== undefined) present.set(Number(task), { edit: Number(edit), place });
    }
  };
  for (const [view, place] of VIEWS) await look(view, place);
  await goTo(page, "All tasks");
  return present;
}

async function expectAllThere(page: Page, saved: SavedTasks): Promise<ReadonlyMap<number, SavedTask>> {
  const present = await presentTasks(page);
  expect(saved.missingFrom(present)).toEqual([]);
  for (const seqs of await storedSeqs(page)) expect(seqs).toEqual(seqs.map((_seq, index) => (seqs[0] ?? 1) + index));
  return present;
}

/** Opens the app, looks for what was saved, writes, and kills the browser. Answers what was stored as the base before. */
async function killWhileWriting(
  device: Device,
  relay: RelayProcess,
  saved: SavedTasks,
  plan: KillPlan,
  random: () => number,
): Promise<string> {
  const page = await openApp(device, relay.address);
  const present = await expectAllThere(page, saved);
  const base = await storedBase(page);
  page.on("console", (message) => {
    if (message.text().startsWith(SAVED)) saved.note(message.text().slice(SAVED.length));
  });
  await page.evaluate(lendHands);
  const writing = page.evaluate(writeUntilKilled, {
    prefix: SAVED,
    seed: Math.floor(random() * 2 ** 32),
    firstTask: Math.max(0, ...present.keys()) + 1,
    linesPerPaste: plan.linesPerPaste,
    pauseShare: plan.pauseShare,
  });
  await Promise.race([pause(random() * plan.longestLoadMs), writing]);
  await device.kill();
  await expect(writing).rejects.toThrow();
  return base;
}

async function killWhileOpening(device: Device, relay: RelayProcess, random: () => number): Promise<void> {
  const page = await device.newPage();
  const opening = page.goto(relay.address).catch(() => null);
  await pause(random() * START_MS);
  await device.kill();
  await opening;
}

/** The kills of one profile, and in the end a second device that takes over everything. */
async function killProfile({ relay, newDevice }: Stage, kills: number, plan: KillPlan, random: () => number): Promise<KillReport> {
  const [device, saved] = [await newDevice(), new SavedTasks()];
  let killsAtStart = 0;
  const bases = new Set<string>();
  for (let kill = 0; kill < kills; kill++) {
    await device.open();
    if (kill > 0 && random() < SHARE_AT_START) {
      killsAtStart += 1;
      await killWhileOpening(device, relay, random);
    } else bases.add(await killWhileWriting(device, relay, saved, plan, random));
  }
  await device.open();
  const page = await openApp(device, relay.address);
  const present = await expectAllThere(page, saved);
  await expectSynced(page);
  const other = await newDevice();
  const elsewhere = await openApp(other, relay.address);
  await pair(page, elsewhere);
  await expect.poll(() => total(elsewhere)).toBe(await total(page));
  expect(await presentTasks(elsewhere)).toEqual(present);
  bases.add(await storedBase(page));
  await other.close();
  await device.close();
  return { kills, killsAtStart, savedTasks: saved.size, savings: saved.told, compactions: bases.size - 1 };
}

export async function killInRounds(
  stage: Stage,
  plan: KillPlan,
  onProfile: (report: KillReport) => void = () => undefined,
): Promise<KillReport> {
  const random = makeRandom(plan.seed);
  const sum: KillReport = { kills: 0, killsAtStart: 0, savedTasks: 0, savings: 0, compactions: 0 };
  while (sum.kills < plan.kills) {
    const report = await killProfile(stage, Math.min(plan.killsPerProfile, plan.kills - sum.kills), plan, random);
    sum.kills += report.kills;
    sum.killsAtStart += report.killsAtStart;
    sum.savedTasks += report.savedTasks;
    sum.savings += report.savings;
    sum.compactions += report.compactions;
    onProfile(sum);
  }
  return sum;
}
