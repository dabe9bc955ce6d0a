// The present as the page sees it: which day it is, and the time for countdowns while something shows one.

import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import { localDay } from "../texts/day-texts.ts";

const DAY_CHECK_MS = 30_000;

/** Today on this device's calendar; follows midnight, and a device that wakes on another day. */
export function createToday(): Accessor<PlainDay> {
  const [today, setToday] = createSignal(localDay(new Date()));
  const check = (): void => {
    setToday(localDay(new Date()));
  };
  const timer = setInterval(check, DAY_CHECK_MS);
  document.addEventListener("visibilitychange", check);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", check);
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
