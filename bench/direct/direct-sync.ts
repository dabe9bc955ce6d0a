// `webrtc.rateRatio50MB` and `webrtc.connectMs`: two browsers, each with a profile and processes of its own, connected directly; a relay brings them together
// and has no room for what they write. One has 2,000 notes of 25 kB, the other has none of them: how fast they come, counted until that one has said that it
// holds them all durably, beside what a bare channel between the same browsers carries.

import { expect, type Page } from "@playwright/test";
import { addField, openApp } from "../../e2e/app-page.ts";
import { DIRECT, openDevice, type Device } from "../../e2e/device.ts";
import type { HomeProcess } from "../../e2e/home-process.ts";
import { pair } from "../../e2e/pairing-steps.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { assert } from "../../src/base/result.ts";
import { notes, VERSION } from "../bench-data.mjs";
import { openFacePage } from "../face-page.ts";
import { makeTasksInPage } from "../interactions.page.ts";
import { percentile, type Measured } from "../measured.ts";
import { untilCompacted } from "../start/prepared-profile.ts";
import { measureBareChannel } from "./bare-channel.ts";
import { listenToWorker, readSlowly, type SaidOfSync } from "./direct.page.ts";
import { openFullRelay } from "./full-relay.ts";
import { joinHome, watchHome } from "./home-receiver.ts";
import { grownMiB, usesLine, watchMemory, type ProcessUse } from "./memory.ts";

const SEED = 2;
const NOTES = 2_000;
const NOTE_BYTES = 25_000;
const BYTES = NOTES * NOTE_BYTES;
const NOTES_AT_ONCE = 2;
const CONNECTS = 5;
const WAIT_MS = 300_000;

export type Pair = {
  readonly address: string;
  readonly from: Device;
  readonly to: Device;
  readonly home: HomeProcess;
  readonly close: () => Promise<void>;
};

/** Two browsers and a home device of one user that have nothing yet, with no page open and the home device at rest. */
export async function openPair(): Promise<Pair> {
  const relay = await openFullRelay();
  const [from, to] = [await openDevice([DIRECT]), await openDevice([DIRECT])];
  for (const device of [from, to]) await device.context().addInitScript(listenToWorker);
  const pages = [await openApp(from, relay.address), await openApp(to, relay.address)] as const;
  await pair(...pages);
  const home = await joinHome(pages[0]);
  for (const page of pages) await page.close();
  return {
    address: relay.address,
    from,
    to,
    home,
    async close() {
      await home.close();
      for (const device of [from, to]) await device.close();
      await relay.close();
    },
  };
}

/** False where it was not compacted in time. */
async function fill({ from, address }: Pair): Promise<boolean> {
  const page = await openFacePage(from, address);
  const made = [...notes(NOTES, NOTE_BYTES, SEED)].map(({ title, text }) => ({ title, day: null, done: false, notes: text }));
  await page.evaluate(makeTasksInPage, { tasks: made, tasksAtOnce: NOTES_AT_ONCE });
  await page.close();
  const worker = await openFacePage(from, address);
  await worker.evaluate(() => globalThis.daybookFace?.ask({ kind: "sync-now" }));
  const isCompacted = await untilCompacted(worker);
  await worker.close();
  return isCompacted;
}

/** With so many notes it takes longer than usual where the machine is busy. */
export async function openFilled(device: Device, address: string): Promise<Page> {
  const page = await device.newPage();
  await page.goto(address);
  await expect(addField(page)).toBeEnabled({ timeout: WAIT_MS });
  return page;
}

export const saidIn = (page: Page): Promise<readonly SaidOfSync[]> => page.evaluate(() => globalThis.saidOfSync ?? []);

export const firstSaid = (page: Page, what: string, isMeant: (said: SaidOfSync) => boolean): Promise<SaidOfSync> =>
  waitUntil(what, async () => (await saidIn(page)).find(isMeant) ?? null, WAIT_MS);

type FirstSync = { readonly ms: number; readonly from: readonly ProcessUse[]; readonly to: readonly ProcessUse[] };

/** From the moment at which both have let each other in until the other device has said that it holds all of it. */
async function timeFirstSync({ address, from, to }: Pair, isSlow: boolean): Promise<FirstSync> {
  const sender = await openFilled(from, address);
  const receiver = await openApp(to, address);
  // Whatever of it has come by now is little.
  const [endFrom, endTo] = [await watchMemory(await from.browserSession()), await watchMemory(await to.browserSession())];
  if (isSlow) await receiver.evaluate(readSlowly);
  const { directSinceMs } = await firstSaid(receiver, "a direct connection", (said) => said.directSinceMs !== null);
  const { recordsHeld } = (await saidIn(sender)).at(-1) ?? { recordsHeld: 0 };
  assert(directSinceMs !== null && recordsHeld >= NOTES / NOTES_AT_ONCE, "one is connected and the other has notes");
  const { atMs } = await firstSaid(sender, "all of it there", (said) => said.directSinceMs !== null && said.holders > 0);
  const uses = { from: await endFrom(), to: await endTo() };
  await sender.close();
  await receiver.close();
  return { ms: atMs - directSinceMs, ...uses };
}

const rateText = (bytesPerSecond: number): string => `${(bytesPerSecond / 1e6).toFixed(1)} MB/s`;

type Run = FirstSync & {
  readonly rate: number;
  readonly bare: readonly number[];
  readonly isCompacted: boolean;
};

async function measureOnce(isSlow: boolean): Promise<Run> {
  const devices = await openPair();
  try {
    const isCompacted = await fill(devices);
    const { from, to, address } = devices;
    const before = await measureBareChannel(from, to, address, BYTES);
    const sync = await timeFirstSync(devices, isSlow);
    const after = await measureBareChannel(from, to, address, BYTES);
    return { ...sync, rate: (BYTES / sync.ms) * 1_000, bare: [before, after], isCompacted };
  } finally {
    await devices.close();
  }
}

export async function measureDirectRate(): Promise<Measured> {
  const usual = await measureOnce(false);
  const slow = await measureOnce(true);
  const bare = percentile(usual.bare, 100);
  return {
    value: usual.rate / bare,
    samples: 1,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [
      `first sync ${rateText(usual.rate)}; bare channel before and after it ${usual.bare.map(rateText).join(", ")}`,
      usesLine("sender", usual.from),
      usesLine("receiver", usual.to),
      `to a window that is busy four fifths of the time: ${rateText(slow.rate)}; bare channel ${slow.bare.map(rateText).join(", ")}`,
      usesLine("sender", slow.from),
      usesLine("receiver", slow.to),
      `the sender ${usual.isCompacted && slow.isCompacted ? "had compacted before" : "compacted MEANWHILE"}`,
    ],
  };
}

/** `direct.homeGrowth50MB`: the same notes, brought to a home device; the other browser is not there. */
export async function measureHomeGrowth(): Promise<Measured> {
  const devices = await openPair();
  try {
    const isCompacted = await fill(devices);
    const use = await watchHome(devices.home, async () => {
      const sender = await openFilled(devices.from, devices.address);
      await firstSaid(sender, "all of it in the home device", ({ holders }) => holders > 0);
      await sender.close();
    });
    return {
      value: grownMiB(use),
      samples: 1,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [usesLine("receiver", [use]), `the sender ${isCompacted ? "had compacted before" : "compacted MEANWHILE"}`],
    };
  } finally {
    await devices.close();
  }
}

/** From the moment at which both are known to be at the relay until each has let the other in. */
export async function measureDirectConnect(): Promise<Measured> {
  const devices = await openPair();
  try {
    const stays = await openApp(devices.from, devices.address);
    await firstSaid(stays, "the relay", ({ isOnline }) => isOnline);
    const times: number[] = [];
    for (let connect = 0; connect < CONNECTS; connect++) {
      const comes = await openApp(devices.to, devices.address);
      const { directSinceMs } = await firstSaid(comes, "a direct connection", (said) => said.directSinceMs !== null);
      const { atMs } = await firstSaid(comes, "the relay", ({ isOnline }) => isOnline);
      times.push((directSinceMs ?? Number.NaN) - atMs);
      await comes.close();
    }
    return {
      value: percentile(times, 50),
      samples: CONNECTS,
      data: "no data",
      details: [`each: ${times.join(", ")} ms`],
    };
  } finally {
    await devices.close();
  }
}
