/** Of a page that has just been opened, where the browser does not say when there is nothing to do. */
const OPENED_MS = 1_000;

/** Runs `task` once the page has nothing else to do; `orAfterMs`: where the browser does not say when that is. The returned function cancels it. */
export function whenIdle(task: () => void, orAfterMs = OPENED_MS): () => void {
  if ("requestIdleCallback" in window) {
    const asked = requestIdleCallback(task);
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(task, orAfterMs);
  return () => clearTimeout(timer);
}
