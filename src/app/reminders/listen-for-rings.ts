// What a page listens to for reminders: what rings now, clicks on notifications, and how waking stands. Loaded when the page has nothing else to do: what it
// would have heard before waits in the address and in what the replica has told.

import { createEffect, onCleanup } from "solid-js";
import type { Toast } from "../../ui/notice/toast.tsx";
import { clickedRing } from "../../versions/version-messages.ts";
import type { AppContextValue } from "../shell/app-context.ts";
import { words } from "./reminder-texts.ts";
import { RING_PREFIX } from "./ring-fragment.ts";
import { makeRinging } from "./ringing.ts";

/** Within an owner. */
export function listenForRings({ client, actions, say }: AppContextValue, showToast: (toast: Toast) => void): void {
  const toast = (text: () => string, show: (() => void) | null): void =>
    showToast(show === null ? { text } : { text, action: { label: () => words()["rings.show"], run: show } });
  const ringing = makeRinging({ client, actions, say, toast });
  const takeFragment = (): void => {
    const { hash } = location;
    if (!hash.startsWith(RING_PREFIX)) return;
    history.replaceState(history.state, "", `${location.pathname}${location.search}`);
    void ringing.click(hash);
  };
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    const fragment = clickedRing(data);
    if (fragment !== null) void ringing.click(fragment);
  };
  const workers = "serviceWorker" in navigator ? navigator.serviceWorker : null;
  workers?.addEventListener("message", onMessage);
  window.addEventListener("hashchange", takeFragment);
  onCleanup(() => {
    workers?.removeEventListener("message", onMessage);
    window.removeEventListener("hashchange", takeFragment);
  });
  takeFragment();
  createEffect(() => {
    const push = client.ringing();
    if (push !== null) void ringing.ring(push.due);
  });
  createEffect(() => {
    const state = client.reminders();
    if (state !== null) void ringing.changed();
    if (state !== null && (state.ahead > 0 || state.endpoint !== null)) void ringing.keep(state);
  });
}
