// Bringing everything back with a recovery sheet, on the first screen: what stands on the sheet, how it goes, which devices are still there, and how it
// ended. Loaded when somebody asks for it. The form stays while all that goes on, unseen: after a try that failed the words are still in it.

import { createEffect, createSignal, For, Match, onCleanup, onMount, Show, Switch, untrack, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { RestoreState } from "../../replica/face/recovery.ts";
import { Button } from "../../ui/button/button.tsx";
import type { ReplicaClient } from "../client/replica-client.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import styles from "./recovery.module.css";
import { createPlaceFields, WhereFrom, type From, type PlaceFields } from "./restore-from.tsx";
import type { RestorePlace } from "./restore-link.ts";
import { Meet } from "./restore-nearby.tsx";
import { RestorePasskey } from "./restore-passkey.tsx";
import { WordsForm } from "./words-form.tsx";

type StateOf<Kind extends RestoreState["kind"]> = Extract<RestoreState, { kind: Kind }>;

/** The state when it is of this kind; null otherwise. */
function stateOf<Kind extends RestoreState["kind"]>(state: RestoreState, kind: Kind): StateOf<Kind> | null {
  // The kind has just been compared.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return state.kind === kind ? (state as StateOf<Kind>) : null;
}

export type RestoreProps = {
  /** Of the link that the page was opened with. */
  readonly place: RestorePlace | null;
  /** It is under way. */
  readonly onBegun: () => void;
  readonly onBack: () => void;
  /** It has come back: the app is to be seen. */
  readonly onDone: () => void;
};

export function Restore(props: RestoreProps): JSX.Element {
  const { client } = useApp();
  const state = client.restoring;
  const fields = createPlaceFields(untrack(() => props.place));
  const putAway = (): void => {
    void client.ask({ kind: "cancel-restore" });
    stopCodes(client);
  };
  createEffect(() => state().kind === "failed" && untrack(() => stopCodes(client)));
  onCleanup(() => {
    if (state().kind !== "idle" && state().kind !== "restored") putAway();
  });
  const back = (): void => {
    putAway();
    props.onBack();
  };
  const done = (): void => {
    putAway();
    props.onDone();
  };
  const isReaching = (): boolean => state().kind === "reaching";
  const isAsking = (): boolean => state().kind === "idle" || state().kind === "failed" || (isReaching() && fields.from() !== "nearby");
  const hasEnded = (): boolean => state().kind === "restored";
  return (
    <div class={page["sections"]}>
      <Show when={!hasEnded()}>
        <div hidden={!isAsking()}>
          <SheetForm fields={fields} state={state()} onStart={() => props.onBegun()} onBack={back} />
        </div>
      </Show>
      <Switch>
        <Match when={isReaching() && !isAsking()}>
          <p role="status">{t(`restore.reaching.${fields.from()}`)}</p>
        </Match>
        <Match when={state().kind === "meeting"}>
          <StepHead>{t("restore.meet")}</StepHead>
          <Meet onCancel={putAway} />
        </Match>
        <Match when={stateOf(state(), "fetching")}>
          {(fetching) => <Fetching state={fetching()} from={fields.from()} onCancel={putAway} />}
        </Match>
        <Match when={stateOf(state(), "confirm")} keyed>
          {(confirm) => <Confirm state={confirm} />}
        </Match>
        <Match when={state().kind === "finishing"}>
          <p role="status">{t("restore.finishing")}</p>
        </Match>
        <Match when={stateOf(state(), "restored")}>
          {(restored) => <Restored state={restored()} from={fields.from()} onDone={done} />}
        </Match>
      </Switch>
    </div>
  );
}

/** What is not connected: a connection that has come about stays. */
function stopCodes(client: Pick<ReplicaClient, "ask" | "nearby">): void {
  const { kind } = client.nearby();
  if (kind !== "idle" && kind !== "connected") void client.ask({ kind: "stop-nearby" });
}

type SheetFormProps = {
  readonly fields: PlaceFields;
  readonly state: RestoreState;
  readonly onStart: () => void;
  readonly onBack: () => void;
};

function SheetForm(props: SheetFormProps): JSX.Element {
  const { client } = useApp();
  const [isByPasskey, setByPasskey] = createSignal(false);
  const problem = (): string | null => (props.state.kind === "failed" ? t(`restore.failed.${props.state.failure}`) : null);
  const startByPasskey = (): void => {
    setByPasskey(true);
    props.fields.setFrom("relay");
    props.onStart();
  };
  const start = (entropy: Uint8Array): void => {
    const place = props.fields.read();
    if (place === null) return;
    setByPasskey(false);
    props.onStart();
    stopCodes(client);
    void client.ask({ kind: "restore", entropy, ...place });
  };
  return (
    <div class={page["sections"]}>
      <RestorePasskey
        relay={props.fields.relay()}
        isBusy={props.state.kind === "reaching"}
        problem={isByPasskey() ? problem() : null}
        onStart={startByPasskey}
      />
      <p>{t("restore.what")}</p>
      <WordsForm
        action={t("restore.start")}
        problem={isByPasskey() ? null : problem()}
        isBusy={props.state.kind === "reaching"}
        onEntropy={start}
        onCancel={() => props.onBack()}
      >
        <WhereFrom fields={props.fields} />
        <p class={page["quiet"]} role="status">
          {props.state.kind === "reaching" ? t(`restore.reaching.${props.fields.from()}`) : ""}
        </p>
      </WordsForm>
    </div>
  );
}

function Fetching(props: { readonly state: StateOf<"fetching">; readonly from: From; readonly onCancel: () => void }): JSX.Element {
  return (
    <>
      <p role="status">{t(`restore.fetching.${props.from}`)}</p>
      <progress class={styles["progress"]} value={props.state.heldRecords} max={Math.max(1, props.state.allRecords)}>
        {t("pair.fetched", props.state.heldRecords, props.state.allRecords)}
      </progress>
      <p class={page["quiet"]}>{t("pair.fetched", props.state.heldRecords, props.state.allRecords)}</p>
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </>
  );
}

/** A heading that takes the focus, so that a step is read from its start. */
function StepHead(props: { readonly children: JSX.Element }): JSX.Element {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  return (
    <h2 ref={(element) => (heading = element)} class={page["heading"]} tabIndex={-1}>
      {props.children}
    </h2>
  );
}

function Confirm(props: { readonly state: StateOf<"confirm"> }): JSX.Element {
  const { client } = useApp();
  const [lost, setLost] = createSignal<ReadonlySet<DeviceId>>(new Set());
  const mark = (device: DeviceId, isLost: boolean): void => {
    setLost(new Set([...lost()].filter((id) => id !== device).concat(isLost ? [device] : [])));
  };
  const { devices, records, missing } = untrack(() => props.state);
  return (
    <>
      <section class={page["section"]}>
        <p>{records === 0 ? t("restore.foundNothing") : t("restore.found", records)}</p>
        <Show when={missing > 0}>
          <p>{t("restore.missing", missing)}</p>
        </Show>
      </section>
      <section class={page["section"]}>
        <StepHead>{t("restore.devicesTitle")}</StepHead>
        <p>{t(devices.length === 0 ? "restore.noDevices" : "restore.devices")}</p>
        <ul class={styles["phrases"]}>
          <For each={devices}>
            {({ id, name }) => (
              <li>
                <label class={page["option"]}>
                  <input type="checkbox" checked={lost().has(id)} onChange={(event) => mark(id, event.currentTarget.checked)} />
                  <span translate="no">{t("restore.lost", name ?? t("restore.unnamed"))}</span>
                </label>
              </li>
            )}
          </For>
        </ul>
        <div class={page["buttons"]}>
          <Button look="primary" onClick={() => void client.ask({ kind: "confirm-devices", lost: [...lost()] })}>
            {t("restore.confirm")}
          </Button>
          <Button look="plain" onClick={() => void client.ask({ kind: "cancel-restore" })}>
            {t("sync.cancel")}
          </Button>
        </div>
      </section>
    </>
  );
}

function Restored(props: { readonly state: StateOf<"restored">; readonly from: From; readonly onDone: () => void }): JSX.Element {
  return (
    <>
      <StepHead>{t(`restore.done.${props.from}`)}</StepHead>
      <Show when={props.state.keptItems > 0}>
        <p>{t("restore.kept", props.state.keptItems)}</p>
      </Show>
      <p class={page["quiet"]}>{t("restore.next")}</p>
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => props.onDone()}>
          {t("restore.open")}
        </Button>
      </div>
    </>
  );
}
