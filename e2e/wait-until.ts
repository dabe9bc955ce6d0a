// Waiting for something outside a page: a file, a port, a process.

import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 25;

/** Asks until `ask` gives something other than null; throws `what` when it has not after `timeoutMs`. */
export async function waitUntil<T>(what: string, ask: () => T | null | Promise<T | null>, timeoutMs = 15_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await pause(POLL_MS);
  }
}
