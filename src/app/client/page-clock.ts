// The present as the page sees it: which day it is, and the time for countdowns while something shows one.

import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import { localDay } from "../texts/day-texts.ts";

/** A device may wake on another day, or be in another zone: neither is told, so it is looked at this often, and whenever somebody comes to the page. */
const DAY_CHECK_MS = 30_000;

const msToMidnight = (now: Date): number => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime();

/** Today on this device's calendar, in the zone that it is in; follows midnight, sleep and travel. */
export function createToday(): Accessor<PlainDay> {
  const [today, setToday] = createSignal(localDay(new Date()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    const now = new Date();
    setToday(localDay(now));
    clearTimeout(timer);
    timer = setTimeout(check, Math.min(DAY_CHECK_MS, msToMidnight(now)));
  };
  check();
  document.addEventListener("visibilitychange", check);
  window.addEventListener("focus", check);
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", check);
    window.removeEventListener("focus", check);
  });
  return today;
}

/** Milliseconds since 1970, every second while its owner lives. */
export function createSecondsClock(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  return now;
}
