import { onCleanup } from "solid-js";

/** Runs when the page may not come back: it is hidden, put away or frozen. */
export function whenLeaving(run: () => void): void {
  const onVisibility = (): void => {
    if (document.visibilityState === "hidden") run();
  };
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("pagehide", run);
  document.addEventListener("freeze", run);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("pagehide", run);
    document.removeEventListener("freeze", run);
  });
}
