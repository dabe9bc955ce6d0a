// A page as a phone leaves it in the background: its process stops where it is, with its locks and its connection, until it is let go on.
// (DevTools' "frozen" state needs a hidden page, and under automation every page counts as seen.)

import type { Page } from "@playwright/test";
import type { Device } from "./device.ts";

const BUSY_MS = 500;

type RendererTimes = ReadonlyMap<number, number>;

async function rendererTimes(device: Device): Promise<RendererTimes> {
  const session = await device.browserSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return new Map(processInfo.filter(({ type }) => type === "renderer").map(({ id, cpuTime }) => [id, cpuTime]));
}

/** The process that works when the page is made to work. */
async function processOf(device: Device, page: Page): Promise<number> {
  const before = await rendererTimes(device);
  await page.evaluate((busyMs) => {
    for (const end = performance.now() + busyMs; performance.now() < end;);
  }, BUSY_MS);
  const after = await rendererTimes(device);
  const grown = [...after].map(([id, time]) => ({ id, by: time - (before.get(id) ?? 0) })).toSorted((a, b) => b.by - a.by);
  const [busiest] = grown;
  if (busiest === undefined) throw new Error("a page has a process");
  return busiest.id;
}

/** Returns what lets it go on. `others`: pages that must not stop with it. */
export async function freezePage(device: Device, page: Page, others: readonly Page[]): Promise<() => void> {
  const id = await processOf(device, page);
  for (const other of others) if ((await processOf(device, other)) === id) throw new Error("two pages share a process");
  process.kill(id, "SIGSTOP");
  return () => process.kill(id, "SIGCONT");
}
