// The code of this device and the camera for the other's: side by side where there is room, otherwise one at a time. Copying and pasting is always there
// too. The camera comes first: the code is made once it is known whether there is one, and it stays open until the code is shown.

import { createEffect, createSignal, on, onMount, Show, untrack, type Accessor, type JSX } from "solid-js";
import type { NearbyState } from "../../replica/face/nearby.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { QrCode } from "../../ui/qr-code/qr-code.tsx";
import { createMediaQuery } from "../client/media-query.ts";
import { createSecondsClock } from "../client/page-clock.ts";
import { useApp } from "../shell/app-context.ts";
import { Copyable } from "../sync/copyable.tsx";
import { invitationInText } from "../sync/join-code.ts";
import { remainingText } from "../sync/sync-texts.ts";
import { t } from "../texts/messages.ts";
import { CameraView } from "./camera-view.tsx";
import { keepAwake } from "./keep-awake.ts";
import { refusalText, stepText, type Refusal } from "./nearby-texts.ts";
import page from "../shell/page.module.css";
import styles from "./nearby.module.css";

/** Room for a code and a picture beside each other. */
const WIDE = "(min-width: 40rem)";

type Showing = Extract<NearbyState, { kind: "showing" }>;

export type NearbyExchangeProps = {
  readonly withCamera: boolean;
  /** What is offered here; null where the other device's offer was read already, and nothing is. */
  readonly invite: boolean | null;
  readonly onBack: () => void;
  readonly onAgain: () => void;
};

type Taking = { readonly refusal: Accessor<Refusal | null>; readonly take: (code: string) => Promise<void> };

/** Hands the other device's code on, and keeps why the last one was not taken. */
function createTaking(): Taking {
  const { client, say } = useApp();
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  return {
    refusal,
    async take(code) {
      const invitation = invitationInText(code);
      if (invitation !== null) {
        // Of a home device, say, which needs none of ours.
        await client.ask({ kind: "stop-nearby" });
        return void client.ask({ kind: "join", code: invitation });
      }
      const taken = await client.ask({ kind: "take-nearby-code", code });
      setRefusal(taken.ok ? null : taken.error);
      if (taken.ok) say(t("nearby.taken"));
    },
  };
}

export function NearbyExchange(props: NearbyExchangeProps): JSX.Element {
  const { client } = useApp();
  const isWide = createMediaQuery(WIDE);
  const [hasCamera, setHasCamera] = createSignal(untrack(() => props.withCamera));
  const [view, setView] = createSignal<"code" | "camera">("code");
  const { refusal, take } = createTaking();
  const showing = (): Showing | null => {
    const state = client.nearby();
    return state.kind === "showing" ? state : null;
  };
  const sees = (part: "code" | "camera"): boolean => !hasCamera() || isWide() || view() === part;
  const start = (): void => {
    const invite = untrack(() => props.invite);
    if (invite !== null && client.nearby().kind === "idle") void client.ask({ kind: "start-nearby", invite });
  };
  /** For whom the question about the camera stays unanswered. */
  const goOnByText = (): void => {
    setHasCamera(false);
    start();
  };
  // What was read has changed what is shown: it is the other device's turn to read.
  createEffect(
    on(
      () => showing()?.code,
      () => setView("code"),
      { defer: true },
    ),
  );
  onMount(() => {
    if (!props.withCamera) start();
  });
  return (
    <>
      <p translate="no">{stepText(client.nearby()) ?? t("nearby.preparing")}</p>
      <Show when={hasCamera() && !isWide() && showing() !== null}>
        <ViewChoice view={view()} onChoose={setView} />
      </Show>
      <div class={styles["exchange"]} data-single={!hasCamera() || !isWide()}>
        <Show when={sees("code") && showing()}>{(state) => <OwnCode state={state()} onAgain={() => props.onAgain()} />}</Show>
        <Show when={hasCamera() && (sees("camera") || showing() === null)}>
          <CameraView onText={(text) => void take(text)} onSettled={start} />
        </Show>
      </div>
      <Show when={refusal()}>{(reason) => <p role="alert">{refusalText(reason())}</p>}</Show>
      <Show when={showing()}>
        {(state) => <ByText code={state().code} takes={props.invite !== null} onTake={(text) => void take(text)} />}
      </Show>
      <WaysOn
        hasCamera={hasCamera()}
        isShowing={showing() !== null}
        offers={props.invite !== null}
        onCamera={() => setHasCamera(true)}
        onText={goOnByText}
        onBack={() => props.onBack()}
      />
    </>
  );
}

type WaysOnProps = {
  readonly hasCamera: boolean;
  readonly isShowing: boolean;
  /** The other device's code is expected here. */
  readonly offers: boolean;
  readonly onCamera: () => void;
  readonly onText: () => void;
  readonly onBack: () => void;
};

const WaysOn = (props: WaysOnProps): JSX.Element => (
  <div class={page["buttons"]}>
    <Show when={!props.hasCamera && props.offers}>
      <Button look="plain" onClick={() => props.onCamera()}>
        {t("nearby.camera")}
      </Button>
    </Show>
    <Show when={props.hasCamera && !props.isShowing}>
      <Button look="plain" onClick={() => props.onText()}>
        {t("nearby.text")}
      </Button>
    </Show>
    <Button look="plain" onClick={() => props.onBack()}>
      {t("nearby.stop")}
    </Button>
  </div>
);

type ViewChoiceProps = { readonly view: "code" | "camera"; readonly onChoose: (view: "code" | "camera") => void };

const ViewChoice = (props: ViewChoiceProps): JSX.Element => (
  <div class={styles["views"]}>
    <ChoiceField
      label={t("nearby.view")}
      choices={[
        { value: "code" as const, label: t("nearby.viewCode") },
        { value: "camera" as const, label: t("nearby.viewCamera") },
      ]}
      chosen={props.view}
      onChoose={(view) => props.onChoose(view)}
    />
  </div>
);

function OwnCode(props: { readonly state: Showing; readonly onAgain: () => void }): JSX.Element {
  const now = createSecondsClock();
  const remaining = (): string | null => remainingText(props.state.expiresAtMs, now());
  keepAwake();
  return (
    <div class={styles["own"]}>
      <QrCode text={props.state.code} label={t("nearby.codeLabel")} isLong />
      <p class={page["quiet"]} role="timer" aria-live="off">
        {remaining() === null ? t("nearby.expired") : t("pair.expires", remaining() ?? "")}
      </p>
      <Show when={remaining() === null}>
        <Button look="primary" onClick={() => props.onAgain()}>
          {t("nearby.again")}
        </Button>
      </Show>
    </div>
  );
}

type ByTextProps = {
  readonly code: string;
  /** Another code is expected here. */
  readonly takes: boolean;
  readonly onTake: (text: string) => void;
};

/** The way without a camera. */
function ByText(props: ByTextProps): JSX.Element {
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("code");
    props.onTake(typeof entered === "string" ? entered : "");
  };
  // What is refused or given up by the user is no error.
  const share = (): void => void navigator.share({ text: props.code }).catch(() => undefined);
  return (
    <div class={page["section"]}>
      <Copyable label={t("nearby.code")} value={props.code} copyLabel={t("nearby.copy")} />
      <Show when={"share" in navigator}>
        <div class={page["buttons"]}>
          <Button look="quiet" onClick={share}>
            {t("nearby.share")}
          </Button>
        </div>
      </Show>
      <Show when={props.takes}>
        <form class={styles["take"]} onSubmit={onSubmit}>
          <TextField label={t("nearby.otherCode")} name="code" autocomplete="off" autocapitalize="off" spellcheck={false} translate="no" />
          <Button look="plain" type="submit">
            {t("nearby.take")}
          </Button>
        </form>
      </Show>
    </div>
  );
}
