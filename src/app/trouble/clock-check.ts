// How wrong this device's clock is: compared with the date in an answer of the relay, which is there anyway and whose clock is usually kept. It is asked
// seldom while all is well, and every minute while it is not, so that the word goes away soon after the clock was mended.

import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";

/** Below it nobody is misled; beyond it a stamp is not followed by others' clocks either. */
const NOTABLE_SKEW_MS = 300_000;

const TICK_MS = 60_000;
/** Ticks between two questions while the clock was right. */
const CALM_TICKS = 15;
const DEADLINE_MS = 10_000;

/** Where a relay tells its time, from its address for sockets. */
export const healthAddress = (relayAddress: string): string => `${relayAddress.replace(/^ws/u, "http")}/healthz`;

/** This clock minus the other one, from the Date header of an answer; null when that says nothing. The answer took from `askedMs` to `answeredMs`. */
export function skewFrom(dateHeader: string | null, askedMs: number, answeredMs: number): number | null {
  const relayMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(relayMs) || answeredMs < askedMs) return null;
  const skewMs = (askedMs + answeredMs) / 2 - relayMs;
  return Math.abs(skewMs) >= NOTABLE_SKEW_MS ? skewMs : 0;
}

async function askSkew(relayAddress: string): Promise<number | null> {
  try {
    const askedMs = Date.now();
    const answer = await fetch(healthAddress(relayAddress), {
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return skewFrom(answer.headers.get("date"), askedMs, Date.now());
  } catch {
    return null;
  }
}

/** `connectedRelay`: address of a relay that is connected; null: of none. 0 when the clock is right as far as known. */
export function createClockCheck(connectedRelay: Accessor<string | null>): Accessor<number> {
  // The status it is read from is another one after every change.
  const relayAddress = createMemo(connectedRelay);
  const [skewMs, setSkewMs] = createSignal(0);
  const check = async (): Promise<void> => {
    const address = relayAddress();
    const measured = address === null ? null : await askSkew(address);
    if (measured !== null) setSkewMs(measured);
  };
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
    if (skewMs() !== 0 || ticks % CALM_TICKS === 0) void check();
  }, TICK_MS);
  const onVisible = (): void => {
    if (document.visibilityState === "visible") void check();
  };
  document.addEventListener("visibilitychange", onVisible);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onVisible);
  });
  createEffect(on(relayAddress, () => void check()));
  return skewMs;
}
