// What must be known before beginning in a browser that looks new: that its data was cleared and how to get it back, or that this is a private window.
// Also tells the relay to remember that there is data here, once another device has it too.

import { createEffect, createMemo, createSignal, on, Show, type Accessor, type JSX } from "solid-js";
import { Banner } from "../../ui/notice/banner.tsx";
import type { ReplicaClient } from "../client/replica-client.ts";
import { longDayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
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

export function FirstNotice(props: { readonly past: Past }): JSX.Element {
  return (
    <>
      <Show when={props.past.clearedAfter()}>{(day) => <Banner tone="plain" text={t("evicted.text", longDayText(day()))} />}</Show>
      <Show when={props.past.isPrivate()}>
        <Banner tone="plain" text={t("private.text")} />
      </Show>
    </>
  );
}
