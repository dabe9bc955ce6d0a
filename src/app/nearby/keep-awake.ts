// Keeps the screen on while something on it is to be read by another device, in browsers that let a page ask for that.

import { onCleanup } from "solid-js";

export function keepAwake(): void {
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async (): Promise<void> => {
    const asked = await navigator.wakeLock.request("screen").catch(() => null);
    if (isOver) await asked?.release();
    else lock = asked;
  };
  // The browser takes it back when the page is hidden.
  const onVisibility = (): void => {
    if (document.visibilityState === "visible") void ask();
  };
  if (!("wakeLock" in navigator)) return;
  void ask();
  document.addEventListener("visibilitychange", onVisibility);
  onCleanup(() => {
    isOver = true;
    document.removeEventListener("visibilitychange", onVisibility);
    void lock?.release();
  });
}
