// Joining another device's space, before anything happens: with the code the page was opened with, or one put in or scanned here, which may also be that
// of a device nearby. While the answer to that is made the camera stays open: having it decides which addresses the browser puts into it.

import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { CameraView } from "../nearby/camera-view.tsx";
import { useApp } from "../shell/app-context.ts";
import { refusalText } from "../nearby/nearby-texts.ts";
import { t } from "../texts/messages.ts";
import { codeInText, isNearbyCode, isSharedCode } from "./join-code.ts";
import page from "../shell/page.module.css";

export function JoinForm(props: { readonly code: string | null; readonly onCancel: () => void }): JSX.Element {
  const { client, canStore } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const [isScanning, setScanning] = createSignal(false);
  const connect = async (code: string): Promise<void> => {
    const taken = await client.ask({ kind: "take-nearby-code", code });
    setError(taken.ok ? null : refusalText(taken.error));
  };
  const join = (text: string): void => {
    const code = codeInText(text);
    if (code === null) setError(t("pair.joinBad"));
    else if (canStore()) void (isNearbyCode(code) ? connect(code) : client.ask({ kind: "join", code }));
  };
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("code");
    join(props.code ?? (typeof entered === "string" ? entered : ""));
  };
  return (
    <form class={page["sections"]} onSubmit={onSubmit}>
      <Show when={props.code === null}>
        <p>{t("first.where")}</p>
      </Show>
      <p>{t(isSharedCode(props.code) ? "pair.joinShared" : "pair.joinExplain")}</p>
      <Show when={props.code === null}>
        <p class={page["quiet"]}>{t("home.code")}</p>
        <Show when={isScanning()}>
          <CameraView onText={join} />
        </Show>
        <TextField
          label={t("pair.joinField")}
          name="code"
          error={error()}
          data-kept
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          ref={(field) => queueMicrotask(() => field.focus())}
        />
      </Show>
      <p class={page["quiet"]} role="status">
        {client.nearby().kind === "preparing" ? t("nearby.preparing") : ""}
      </p>
      <div class={page["buttons"]}>
        <Button look="primary" type="submit" disabled={!canStore()}>
          {t("pair.join")}
        </Button>
        <Show when={props.code === null}>
          <Button look="plain" disabled={!canStore()} onClick={() => setScanning((present) => !present)}>
            {t(isScanning() ? "camera.stop" : "camera.scan")}
          </Button>
        </Show>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("pair.cancel")}
        </Button>
      </div>
    </form>
  );
}
