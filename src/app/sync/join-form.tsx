// Joining another device's space, before anything happens: with the code the page was opened with, or one put in here.

import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { codeInText } from "./join-code.ts";
import page from "../shell/page.module.css";

export function JoinForm(props: { readonly code: string | null; readonly onCancel: () => void }): JSX.Element {
  const { client, canWrite } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("code");
    const code = props.code ?? codeInText(typeof entered === "string" ? entered : "");
    if (code === null) setError(t("pair.joinBad"));
    else void client.ask({ kind: "join", code });
  };
  return (
    <form class={page["sections"]} onSubmit={onSubmit}>
      <Show when={props.code === null}>
        <p>{t("first.where")}</p>
      </Show>
      <p>{t("pair.joinExplain")}</p>
      <Show when={props.code === null}>
        <TextField
          label={t("pair.joinField")}
          name="code"
          error={error()}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          ref={(field) => queueMicrotask(() => field.focus())}
        />
      </Show>
      <div class={page["buttons"]}>
        <Button look="primary" type="submit" disabled={!canWrite()}>
          {t("pair.join")}
        </Button>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("pair.cancel")}
        </Button>
      </div>
    </form>
  );
}
