// The links for what only the tab that has them can do.

import type { Replica } from "./replica.ts";

const TRIES = 50;
const PAUSE_MS = 100;

/** Has them come to this tab, for which it waits some seconds; tells whether they did. */
export async function takeLinksHere(replica: Replica, isCancelled: () => boolean): Promise<boolean> {
  const { links, ports } = replica;
  // Given up by another tab before this one stands in line they would go back there.
  await links.load();
  if (!links.isHolder) replica.takeLinks();
  for (let tries = 0; tries < TRIES && !links.isHolder && !isCancelled(); tries++)
    await new Promise<void>((resolve) => void ports.timers.after(PAUSE_MS, resolve));
  return links.isHolder;
}
