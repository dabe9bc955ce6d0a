// Asks for the token of a relay that has refused this device's space for want of it, and says when what was given was not the one. There is nothing
// to see while no token is missing.

import { createEffect, createSignal, Show, type JSX } from "solid-js";
import type { SyncStatus } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { isTokenNeeded } from "./sync-summary.ts";
import { setRelayFailureText } from "./sync-texts.ts";
import page from "../shell/page.module.css";

export function TokenForm(props: { readonly status: SyncStatus }): JSX.Element {
  const { client, canWrite } = useApp();
  const [failure, setFailure] = createSignal<string | null>(null);
  /** Of the token that was given: on its way to the worker, or shown to the relay, which has not let this device in since. The form stays meanwhile. */
  const [given, setGiven] = createSignal<"none" | "saving" | "shown">("none");
  const isMissing = (): boolean => isTokenNeeded(props.status);
  const error = (): string | null => failure() ?? (given() === "shown" && isMissing() ? t("token.wrong") : null);
  createEffect(() => {
    if (props.status.relay.kind === "online" || props.status.relay.kind === "none") setGiven("none");
  });
  const onSubmit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("token");
    const token = typeof entered === "string" ? entered.trim() : "";
    if (token === "") return;
    setGiven("saving");
    const outcome = await client.ask({ kind: "set-relay", address: props.status.relayAddress, token });
    setFailure(outcome.ok ? null : setRelayFailureText(outcome.error));
    setGiven(outcome.ok ? "shown" : "none");
  };
  const forget = (): void => {
    setFailure(null);
    setGiven("none");
  };
  return (
    <Show when={isMissing() || given() !== "none"}>
      <form class={page["form"]} onSubmit={(event) => void onSubmit(event)}>
        <TextField
          label={t("token.label")}
          hint={t("token.hint")}
          name="token"
          error={error()}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          onInput={forget}
        />
        <div class={page["buttons"]}>
          <Button look="plain" type="submit" disabled={!canWrite()}>
            {t("sync.save")}
          </Button>
        </div>
      </form>
    </Show>
  );
}
