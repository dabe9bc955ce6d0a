// What was before in a browser that looks new: whether its data was cleared, which the relay remembers, and whether this is a private window. Also has the
// relay remember that there is data here, once another device has it too.

import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";
import { forgetHadData, readHadData, rememberHadData } from "./had-data.ts";
import { isPrivateWindow } from "./private-window.ts";

export type Past = {
  /** The day on which this browser last had data, when it has none now. */
  readonly clearedAfter: Accessor<string | null>;
  readonly isPrivate: Accessor<boolean>;
};

/** Finds out about the past of a profile that is new, and keeps what the next one should know. */
export function createPast(client: ReplicaClient): Past {
  const [clearedAfter, setClearedAfter] = createSignal<string | null>(null);
  const [isPrivate, setPrivate] = createSignal(false);
  const isNew = createMemo(() => client.profile()?.isNew ?? null);
  const isPaired = createMemo(() => (client.status()?.devices.length ?? 1) > 1);
  const isOwnRelay = createMemo(() => client.status()?.relayAddress === location.origin.replace(/^http/u, "ws"));
  createEffect(
    on(isNew, async (isNewNow, wasNew) => {
      if (isNewNow === true) {
        setClearedAfter(await readHadData());
        setPrivate(await isPrivateWindow("storage" in navigator ? navigator.storage : undefined, isSecureContext));
      } else if (wasNew === true && clearedAfter() !== null && !isPaired()) {
        // Beginning anew was chosen, knowing what was.
        void forgetHadData();
      }
    }),
  );
  createEffect(
    on(
      () => isPaired() && isOwnRelay(),
      (isWorthIt) => {
        if (isWorthIt) void rememberHadData();
      },
    ),
  );
  return { clearedAfter, isPrivate };
}
