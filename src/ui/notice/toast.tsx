// What has just been done, with the one step back. Shows the newest only; stays while it is pointed at or holds the focus. It is not a live
// region itself: what is said aloud is said by the page's one live region.

import { createEffect, createSignal, onCleanup, Show, type JSX } from "solid-js";
import styles from "./notice.module.css";

export type Toast = {
  /** Read where it is shown, so that it changes with the language. */
  readonly text: () => string;
  readonly action?: { readonly label: () => string; readonly run: () => void } | undefined;
};

const SHOWN_MS = 8000;

export function ToastArea(props: { readonly toast: Toast | null; readonly label: string; readonly onGone: () => void }): JSX.Element {
  const [isHeld, setHeld] = createSignal(false);
  /** What had the focus before the toast took it. */
  let cameFrom: HTMLElement | null = null;
  createEffect(() => {
    if (props.toast === null || isHeld()) return;
    const timer = setTimeout(() => props.onGone(), SHOWN_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const onFocusOut = (event: FocusEvent & { currentTarget: HTMLElement }): void => {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setHeld(false);
  };
  const runAndLeave = (run: () => void): void => {
    if (cameFrom?.isConnected === true) cameFrom.focus({ preventScroll: true });
    setHeld(false);
    run();
  };
  return (
    <section
      class={styles["toasts"]}
      aria-label={props.label}
      // Where it stands above a sheet, that leaves it in reach.
      data-kb-top-layer=""
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocusIn={(event) => {
        if (event.relatedTarget instanceof HTMLElement) cameFrom = event.relatedTarget;
        setHeld(true);
      }}
      onFocusOut={onFocusOut}
    >
      <Show when={props.toast} keyed>
        {(toast) => (
          <div class={styles["toast"]}>
            <p class={styles["toastText"]} translate="no" dir="auto">
              {toast.text()}
            </p>
            <Show when={toast.action}>
              {(action) => (
                <button type="button" class={styles["action"]} onClick={() => runAndLeave(action().run)}>
                  {action().label()}
                </button>
              )}
            </Show>
          </div>
        )}
      </Show>
    </section>
  );
}
