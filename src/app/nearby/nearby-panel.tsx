// Two devices side by side that connect without a server: what it is and what it lasts, then the codes, then what came of it. What a pairing over the
// connection asks is the pairing panel's. Says each step to those who listen.

import { createEffect, createMemo, createSignal, For, Match, on, Show, Switch, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { NearbyState } from "../../replica/face/nearby.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { NearbyExchange } from "./nearby-exchange.tsx";
import { failureText, likelyReasons, nameText, stepText } from "./nearby-texts.ts";
import page from "../shell/page.module.css";

type Begun = { readonly withCamera: boolean; readonly invite: boolean };

export type NearbyPanelProps = {
  /** Ends it, or leaves what has ended. */
  readonly onBack: () => void;
  /** Puts away how it ended. */
  readonly onAgain: () => void;
};

type StateOf<Kind extends NearbyState["kind"]> = Extract<NearbyState, { kind: Kind }>;

export function NearbyPanel(props: NearbyPanelProps): JSX.Element {
  const { client, say } = useApp();
  const [begun, setBegun] = createSignal<Begun | null>(null);
  const kind = createMemo(() => client.nearby().kind);
  const failed = (): StateOf<"failed"> | null => {
    const state = client.nearby();
    return state.kind === "failed" ? state : null;
  };
  const connected = (): StateOf<"connected"> | null => {
    const state = client.nearby();
    return state.kind === "connected" ? state : null;
  };
  const isExchanging = (): boolean => kind() === "preparing" || kind() === "showing" || begun() !== null;
  createEffect(
    on(
      () => stepText(client.nearby()),
      (text) => text !== null && say(text),
    ),
  );
  const again = (): void => {
    setBegun(null);
    props.onAgain();
  };
  return (
    <div class={page["sections"]}>
      <Switch fallback={<Beginning onBegin={setBegun} onBack={() => props.onBack()} />}>
        <Match when={failed()}>{(state) => <NearbyFailed failure={state().failure} onAgain={again} onBack={() => props.onBack()} />}</Match>
        <Match when={connected()}>
          {(state) => <Connected device={state().device} name={state().name} onBack={() => props.onBack()} />}
        </Match>
        <Match when={kind() === "connecting" || kind() === "pairing"}>
          <p>{t("nearby.connecting")}</p>
          <Buttons onBack={() => props.onBack()} />
        </Match>
        <Match when={isExchanging()}>
          <NearbyExchange
            withCamera={begun()?.withCamera ?? false}
            invite={begun()?.invite ?? null}
            onBack={() => props.onBack()}
            onAgain={again}
          />
        </Match>
      </Switch>
    </div>
  );
}

const Buttons = (props: { readonly onBack: () => void }): JSX.Element => (
  <div class={page["buttons"]}>
    <Button look="plain" onClick={() => props.onBack()}>
      {t("nearby.stop")}
    </Button>
  </div>
);

type BeginningProps = { readonly onBegin: (begun: Begun) => void; readonly onBack: () => void };

/** The camera is asked for from here on, before a code is made: having it decides which addresses the browser puts into it. */
function Beginning(props: BeginningProps): JSX.Element {
  const { client, canWrite } = useApp();
  const hasOthers = (): boolean => client.status()?.devices.some(({ self, isReplaced }) => !self && !isReplaced) ?? false;
  const [chosen, setChosen] = createSignal<boolean | null>(null);
  const invite = (): boolean => chosen() ?? !hasOthers();
  return (
    <>
      <p>{t("nearby.explain")}</p>
      <Show when={hasOthers()}>
        <ChoiceField
          label={t("nearby.which")}
          choices={[
            { value: false, label: t("nearby.known") },
            { value: true, label: t("nearby.new") },
          ]}
          chosen={invite()}
          onChoose={setChosen}
        />
      </Show>
      <p>{t(invite() ? "nearby.newHow" : "nearby.knownHow")}</p>
      <p class={page["quiet"]}>{t("nearby.lasts")}</p>
      <div class={page["buttons"]}>
        <Button look="primary" disabled={!canWrite()} onClick={() => props.onBegin({ withCamera: true, invite: invite() })}>
          {t("nearby.camera")}
        </Button>
        <Button look="plain" disabled={!canWrite()} onClick={() => props.onBegin({ withCamera: false, invite: invite() })}>
          {t("nearby.text")}
        </Button>
        <Button look="plain" onClick={() => props.onBack()}>
          {t("nearby.stop")}
        </Button>
      </div>
    </>
  );
}

type FailedProps = { readonly failure: StateOf<"failed">["failure"]; readonly onAgain: () => void; readonly onBack: () => void };

export function NearbyFailed(props: FailedProps): JSX.Element {
  return (
    <>
      <p>{failureText(props.failure)}</p>
      <Show when={likelyReasons(props.failure).length > 0}>
        <ul class={page["reasons"]}>
          <For each={likelyReasons(props.failure)}>{(reason) => <li>{reason}</li>}</For>
        </ul>
      </Show>
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => props.onAgain()}>
          {t("nearby.again")}
        </Button>
        <Button look="plain" onClick={() => props.onBack()}>
          {t("app.close")}
        </Button>
      </div>
    </>
  );
}

type ConnectedProps = { readonly device: DeviceId; readonly name: string | null; readonly onBack: () => void };

/** Until it has ended: the other device has closed Daybook, or another tab here has taken the connections. */
function Connected(props: ConnectedProps): JSX.Element {
  const { client, say } = useApp();
  const isDirect = (): boolean => client.status()?.devices.find(({ id }) => id === props.device)?.connection.kind === "direct";
  const hasEnded = createMemo<"not-yet" | "no" | "yes">((before) => (isDirect() ? "no" : before === "not-yet" ? before : "yes"), "not-yet");
  createEffect(() => hasEnded() === "yes" && say(t("nearby.ended", nameText(props.name))));
  return (
    <>
      <Show
        when={hasEnded() === "yes"}
        fallback={
          <>
            <p translate="no">{t("nearby.connected", nameText(props.name))}</p>
            <p class={page["quiet"]}>{t("nearby.lasts")}</p>
          </>
        }
      >
        <p translate="no">{t("nearby.ended", nameText(props.name))}</p>
      </Show>
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => props.onBack()}>
          {t("nearby.done")}
        </Button>
      </div>
    </>
  );
}
