// Whether reminders ring on this device, in words, and what a person can do about it.

import { createMemo, createSignal, onMount, Show, type Accessor, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import styles from "./remind-field.module.css";
import { words } from "./reminder-texts.ts";
import { askPermission, notWokenBecause, ringPermission, type RingPermission } from "./waking.ts";
import type { RemindersState } from "../../replica/face/reminders.ts";

/** What the replica says of it; asked for, since a tab that does not hold the links is not told. */
export function createRemindersState(): Accessor<RemindersState | null> {
  const { client } = useApp();
  const [asked, setAsked] = createSignal<RemindersState | null>(null);
  onMount(() => void client.ask({ kind: "ring-state" }).then((state) => state.ok && setAsked(state.value)));
  const state = createMemo(() => client.reminders() ?? asked());
  return state;
}

export function RingsHere(): JSX.Element {
  const { client, isTabOnIos } = useApp();
  const state = createRemindersState();
  const [permission, setPermission] = createSignal<RingPermission>(ringPermission());
  const because = () => notWokenBecause(state(), (client.status()?.relayAddress ?? null) !== null);
  const sentence = (): string => {
    const text = words();
    if (permission() === "none") return `${text["rings.shown"]} ${text[isTabOnIos ? "rings.ios" : "rings.none"]}`;
    if (permission() === "denied") return `${text["rings.shown"]} ${text["rings.denied"]}`;
    if (permission() === "default") return `${text["rings.ask"]} ${text["rings.learns"]}`;
    const reason = because();
    return reason === null ? text["rings.closed"] : `${text["rings.open"]} ${text[`rings.why.${reason}`]}`;
  };
  return (
    <div class={styles["rings"]}>
      <p role="status">{sentence()}</p>
      <Show when={permission() === "default"}>
        <Button look="plain" onClick={() => void askPermission(client).then(setPermission)}>
          {words()["rings.allow"]}
        </Button>
      </Show>
    </div>
  );
}
