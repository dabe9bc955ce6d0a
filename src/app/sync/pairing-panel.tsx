// A pairing under way, on either side: what to do now, the number to compare, and how it ended. Every end has a way on.

import { createMemo, createSignal, Match, Show, Switch, untrack, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { PairingState } from "../../replica/face.ts";
import type { SharedPlace } from "../../replica/face/spaces.ts";
import { Button } from "../../ui/button/button.tsx";
import { QrCode } from "../../ui/qr-code/qr-code.tsx";
import { createSecondsClock } from "../client/page-clock.ts";
import { useApp } from "../shell/app-context.ts";
import { pairingFailureText } from "../texts/error-texts.ts";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import { spanText } from "../trouble/span-text.ts";
import { replaceable, ReplaceChoice } from "./replace-choice.tsx";
import { isOnlyHere } from "./app-address.ts";
import { Copyable } from "./copyable.tsx";
import page from "../shell/page.module.css";
import styles from "./sync.module.css";
import { askerLabel } from "./sync-summary.ts";
import { remainingText } from "./sync-texts.ts";

/** A difference of clocks that is worth a word. */
const NOTABLE_SKEW_MS = 120_000;

/** With the relay there it is done in a moment. */
const LONG_ADMITTING_MS = 5_000;

type StateOf<Kind extends PairingState["kind"]> = Extract<PairingState, { kind: Kind }>;

export type PairingPanelProps = {
  readonly pairing: PairingState;
  /** Ends it, or leaves what has ended. */
  readonly onBack: () => void;
  readonly onAgain: () => void;
};

/** The state when it is of this kind; null otherwise. */
function stateOf<Kind extends PairingState["kind"]>(pairing: PairingState, kind: Kind): StateOf<Kind> | null {
  // The kind has just been compared.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return pairing.kind === kind ? (pairing as StateOf<Kind>) : null;
}

export function PairingPanel(props: PairingPanelProps): JSX.Element {
  return (
    <div class={page["sections"]} aria-live="polite">
      <Switch>
        <Match when={stateOf(props.pairing, "inviting")}>
          {(state) => <Inviting state={state()} onCancel={props.onBack} onAgain={props.onAgain} />}
        </Match>
        <Match when={stateOf(props.pairing, "calling")}>
          <p>{t("pair.reaching")}</p>
          <CancelButton onCancel={props.onBack} />
        </Match>
        <Match when={stateOf(props.pairing, "asked")}>{(state) => <Asked state={state()} />}</Match>
        <Match when={stateOf(props.pairing, "admitting")}>
          {(state) => <Admitting name={askerLabel(state().deviceName)} onLeave={props.onBack} />}
        </Match>
        <Match when={stateOf(props.pairing, "admitted")}>
          {(state) => <Ended text={admittedText(state())} namesDevice onBack={props.onBack} />}
        </Match>
        <Match when={stateOf(props.pairing, "joining")}>{(state) => <Joining state={state()} onCancel={props.onBack} />}</Match>
        <Match when={stateOf(props.pairing, "fetching")}>{(state) => <Fetching state={state()} onCancel={props.onBack} />}</Match>
        <Match when={stateOf(props.pairing, "joined")}>
          {(state) => <Ended text={joinedText(state())} namesDevice onBack={props.onBack} />}
        </Match>
        <Match when={stateOf(props.pairing, "failed")}>
          {(state) => <Ended text={pairingFailureText(state().reason)} onBack={props.onBack} onAgain={props.onAgain} />}
        </Match>
      </Switch>
    </div>
  );
}

const inviterLabel = (name: string): string => (name === "" ? t("sync.otherDevice") : name);

const sharedName = ({ name }: SharedPlace): string => name || t("spaces.unnamed");

function admittedText({ deviceName, shared }: StateOf<"admitted">): string {
  const asker = askerLabel(deviceName);
  return shared === null ? t("pair.admitted", asker) : t("pair.admittedShared", asker, sharedName(shared));
}

/** Into which space somebody is let, and what they may do there. */
function IntoSpace(props: { readonly shared: SharedPlace | null }): JSX.Element {
  return (
    <Show when={props.shared}>
      {(shared) => <p translate="no">{t("pair.intoAs", sharedName(shared()), t(`spaces.role.${shared().role}`))}</p>}
    </Show>
  );
}

function joinedText({ inviterName, keptItems, shared }: StateOf<"joined">): string {
  if (shared !== null) return t("pair.joinedShared", sharedName(shared));
  const joined = t("pair.joined", inviterLabel(inviterName));
  return keptItems === 0 ? joined : `${joined} ${t("pair.kept", keptItems)}`;
}

type InvitingProps = { readonly state: StateOf<"inviting">; readonly onCancel: () => void; readonly onAgain: () => void };

function Inviting(props: InvitingProps): JSX.Element {
  const now = createSecondsClock();
  const remaining = (): string | null => remainingText(props.state.expiresAtMs, now());
  return (
    <>
      <IntoSpace shared={props.state.shared} />
      <Show when={isOnlyHere(props.state.link)} fallback={<Scannable link={props.state.link} />}>
        <p>{t("pair.explain")}</p>
      </Show>
      <Copyable label={t("pair.link")} value={props.state.link} copyLabel={t("pair.copyLink")} />
      <Show when={isOnlyHere(props.state.link)}>
        <p class={page["quiet"]}>{t("pair.onlyHere")}</p>
      </Show>
      <Copyable label={t("pair.code")} value={props.state.code} copyLabel={t("pair.copyCode")} />
      <p class={page["quiet"]} role="timer" aria-live="off">
        {remaining() === null ? t("pair.expired") : t("pair.expires", remaining() ?? "")}
      </p>
      <div class={page["buttons"]}>
        <Show when={remaining() === null}>
          <Button look="primary" onClick={() => props.onAgain()}>
            {t("pair.again")}
          </Button>
        </Show>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("pair.cancel")}
        </Button>
      </div>
    </>
  );
}

/** A link that other devices can open, as a picture for their cameras. */
function Scannable(props: { readonly link: string }): JSX.Element {
  return (
    <>
      <p>{t("pair.scan")}</p>
      <div class={styles["scannable"]}>
        <QrCode text={props.link} label={t("pair.scanLabel")} />
      </div>
    </>
  );
}

function ComparisonCode(props: { readonly code: string }): JSX.Element {
  return (
    <p class={styles["comparison"]} aria-label={`${t("pair.comparisonCode")} ${props.code.split("").join(" ")}`} translate="no">
      {props.code.slice(0, 3)}
      <span class={styles["gap"]} />
      {props.code.slice(3)}
    </p>
  );
}

function Asked(props: { readonly state: StateOf<"asked"> }): JSX.Element {
  const { client } = useApp();
  const [replaces, setReplaces] = createSignal<DeviceId | null>(null);
  const candidates = createMemo(() => replaceable(client.status()?.devices ?? [], props.state.deviceName));
  return (
    <>
      <IntoSpace shared={props.state.shared} />
      <p>{t("pair.compare")}</p>
      <ComparisonCode code={props.state.comparisonCode} />
      <ClockNote skewMs={props.state.clockSkewMs} />
      <Show when={candidates().length > 0}>
        <ReplaceChoice devices={candidates()} chosen={replaces()} onChoose={setReplaces} />
      </Show>
      <CompareButtons approve="pair.approve" decline="pair.decline" replaces={replaces()} />
    </>
  );
}

/** Pairing goes by the inviter's clock, so that two clocks that differ are no obstacle. */
function ClockNote(props: { readonly skewMs: number }): JSX.Element {
  return (
    <Show when={Math.abs(props.skewMs) >= NOTABLE_SKEW_MS}>
      <p class={page["quiet"]}>{t("clock.pairing", spanText(Math.abs(props.skewMs)))}</p>
    </Show>
  );
}

function Joining(props: { readonly state: StateOf<"joining">; readonly onCancel: () => void }): JSX.Element {
  const { client } = useApp();
  const waitingText = (): string => {
    const { inviterName, comparisonCode, confirmed } = props.state;
    if (inviterName === null) return t("pair.reaching");
    const name = inviterLabel(inviterName);
    return comparisonCode === null || confirmed ? t("pair.waitingFor", name) : t("pair.compareHere", name);
  };
  return (
    <>
      <IntoSpace shared={props.state.shared} />
      <p translate="no">{waitingText()}</p>
      <Show when={client.nearby().kind === "pairing" && !props.state.confirmed}>
        <p>{t("nearby.joins")}</p>
      </Show>
      <Show when={props.state.comparisonCode}>{(code) => <ComparisonCode code={code()} />}</Show>
      <ClockNote skewMs={props.state.clockSkewMs} />
      <Show when={props.state.comparisonCode !== null && !props.state.confirmed} fallback={<CancelButton onCancel={props.onCancel} />}>
        <CompareButtons approve="pair.same" decline="pair.different" replaces={null} />
      </Show>
    </>
  );
}

type CompareButtonsProps = { readonly approve: PlainMessageKey; readonly decline: PlainMessageKey; readonly replaces: DeviceId | null };

/** What is said of the number: on the inviting device it lets the other one in, on the newcomer it lets this one go in. */
function CompareButtons(props: CompareButtonsProps): JSX.Element {
  const { client } = useApp();
  return (
    <div class={page["buttons"]}>
      <Button look="primary" onClick={() => void client.ask({ kind: "answer-asker", approve: true, replaces: props.replaces })}>
        {t(props.approve)}
      </Button>
      <Button look="danger" onClick={() => void client.ask({ kind: "answer-asker", approve: false, replaces: null })}>
        {t(props.decline)}
      </Button>
    </div>
  );
}

/** It waits for the relay, which may be gone. */
function Admitting(props: { readonly name: string; readonly onLeave: () => void }): JSX.Element {
  const now = createSecondsClock();
  const beganMs = untrack(now);
  return (
    <>
      <p translate="no">{t("pair.admitting", props.name)}</p>
      <Show when={now() - beganMs >= LONG_ADMITTING_MS}>
        <p translate="no">{t("pair.admittingLong", props.name)}</p>
        <div class={page["buttons"]}>
          <Button look="plain" onClick={() => props.onLeave()}>
            {t("pair.leave")}
          </Button>
        </div>
      </Show>
    </>
  );
}

function Fetching(props: { readonly state: StateOf<"fetching">; readonly onCancel: () => void }): JSX.Element {
  return (
    <>
      <p>{t("pair.fetching")}</p>
      <progress class={styles["progress"]} value={props.state.heldRecords} max={Math.max(1, props.state.allRecords)}>
        {t("pair.fetched", props.state.heldRecords, props.state.allRecords)}
      </progress>
      <p class={page["quiet"]}>{t("pair.fetched", props.state.heldRecords, props.state.allRecords)}</p>
      <CancelButton onCancel={props.onCancel} />
    </>
  );
}

const CancelButton = (props: { readonly onCancel: () => void }): JSX.Element => (
  <div class={page["buttons"]}>
    <Button look="plain" onClick={() => props.onCancel()}>
      {t("pair.cancel")}
    </Button>
  </div>
);

type EndedProps = {
  readonly text: string;
  /** The text holds what the user called a device. */
  readonly namesDevice?: boolean;
  readonly onBack: () => void;
  readonly onAgain?: () => void;
};

function Ended(props: EndedProps): JSX.Element {
  return (
    <>
      <p translate={props.namesDevice === true ? "no" : undefined}>{props.text}</p>
      <div class={page["buttons"]}>
        <Show when={props.onAgain} fallback={<EndButton look="primary" onClick={() => props.onBack()} />}>
          {(again) => (
            <>
              <Button look="primary" onClick={() => again()()}>
                {t("pair.again")}
              </Button>
              <EndButton look="plain" onClick={() => props.onBack()} />
            </>
          )}
        </Show>
      </div>
    </>
  );
}

function EndButton(props: { readonly look: "primary" | "plain"; readonly onClick: () => void }): JSX.Element {
  return (
    <Button look={props.look} onClick={() => props.onClick()}>
      {t(props.look === "primary" ? "pair.done" : "app.close")}
    </Button>
  );
}
