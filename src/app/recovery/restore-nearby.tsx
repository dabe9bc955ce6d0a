// The two devices side by side, of which this one restores: it reads the code that the other one shows, and shows its answer.

import { createSignal, Match, Show, Switch, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { CameraView } from "../nearby/camera-view.tsx";
import { NearbyExchange } from "../nearby/nearby-exchange.tsx";
import { NearbyFailed } from "../nearby/nearby-panel.tsx";
import { refusalText } from "../nearby/nearby-texts.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";

export function Meet(props: { readonly onCancel: () => void }): JSX.Element {
  const { client } = useApp();
  const failure = () => {
    const state = client.nearby();
    return state.kind === "failed" ? state.failure : null;
  };
  const again = (): void => void client.ask({ kind: "stop-nearby" });
  return (
    <Switch fallback={<TakeCode onCancel={() => props.onCancel()} />}>
      <Match when={failure()}>{(reason) => <NearbyFailed failure={reason()} onAgain={again} onBack={() => props.onCancel()} />}</Match>
      <Match when={client.nearby().kind === "connecting" || client.nearby().kind === "pairing"}>
        <p role="status">{t("nearby.connecting")}</p>
      </Match>
      <Match when={client.nearby().kind === "showing"}>
        <NearbyExchange withCamera={false} invite={null} onBack={() => props.onCancel()} onAgain={again} />
      </Match>
    </Switch>
  );
}

/** While the answer is made the camera stays open: having it decides which addresses the browser puts into it. */
function TakeCode(props: { readonly onCancel: () => void }): JSX.Element {
  const { client } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const [isScanning, setScanning] = createSignal(false);
  const take = async (code: string): Promise<void> => {
    const taken = await client.ask({ kind: "take-nearby-code", code });
    setError(taken.ok ? null : refusalText(taken.error));
  };
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("code");
    void take(typeof entered === "string" ? entered : "");
  };
  return (
    <form class={page["sections"]} onSubmit={onSubmit} autocomplete="off">
      <p>{t("restore.meetHow")}</p>
      <Show when={isScanning()}>
        <CameraView onText={(text) => void take(text)} />
      </Show>
      <TextField
        label={t("restore.meetField")}
        name="code"
        error={error()}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        translate="no"
        ref={(field) => queueMicrotask(() => field.focus())}
      />
      <p class={page["quiet"]} role="status">
        {client.nearby().kind === "preparing" ? t("nearby.preparing") : ""}
      </p>
      <div class={page["buttons"]}>
        <Button look="primary" type="submit">
          {t("restore.meetGo")}
        </Button>
        <Button look="plain" onClick={() => setScanning((present) => !present)}>
          {t(isScanning() ? "camera.stop" : "camera.scan")}
        </Button>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}
