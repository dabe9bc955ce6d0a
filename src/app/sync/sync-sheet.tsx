// The sync centre: which devices have everything, how the relay is, what is worth knowing, and adding a device. While a pairing is under way the
// sheet shows only that. Loaded on first use.

import Settings from "lucide-solid/icons/settings";
import { createMemo, createSignal, Match, onCleanup, Show, Switch, untrack, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { DeviceState, PairingState, SyncStatus } from "../../replica/face.ts";
import type { NearbyState } from "../../replica/face/nearby.ts";
import { Button, IconButton } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { SyncMark } from "../../ui/sync-mark/sync-mark.tsx";
import { useApp } from "../shell/app-context.ts";
import { NearbyPanel } from "../nearby/nearby-panel.tsx";
import { FileSection } from "../files/file-section.tsx";
import { DevicePanel } from "../members/device-panel.tsx";
import { mayManage } from "../members/member-texts.ts";
import { t } from "../texts/messages.ts";
import { findAppAddress } from "./app-address.ts";
import { BeginAnew } from "./begin-anew.tsx";
import { DeviceList } from "./device-list.tsx";
import { IceSection } from "./ice-section.tsx";
import { JoinForm } from "./join-form.tsx";
import { hasEnded } from "./pairing-end.ts";
import { PairingPanel } from "./pairing-panel.tsx";
import { RelaySection } from "./relay-section.tsx";
import page from "../shell/page.module.css";
import styles from "./sync.module.css";
import { bytesText, problemTexts } from "./sync-texts.ts";
import { askerLabel, deviceLabel, syncSummary } from "./sync-summary.ts";

/** What the user has turned to; a pairing under way goes before it. */
type Turn = "overview" | "inviting" | "join" | "nearby" | "device";

export type SyncSheetProps = {
  /** What it is opened for. */
  readonly turn: "overview" | "join";
  /** A code the page was opened with, to be confirmed. */
  readonly joinCode: string | null;
  readonly build: string;
  readonly onClose: () => void;
  readonly onSettings: () => void;
  readonly onRecovery: () => void;
  readonly onDiagnosis: () => void;
  readonly returnFocus: () => void;
};

/** Of no more use to anybody once the sheet is closed: nobody sees the code, or has read how it ended. A connection that is there stays. */
const isOverWithSheet = ({ kind }: NearbyState): boolean => kind !== "connecting" && kind !== "pairing" && kind !== "idle";

const TITLES = {
  overview: "sync.title",
  inviting: "pair.add",
  join: "pair.joinTitle",
  nearby: "nearby.title",
  device: "members.manage",
} as const;

function titleOf(turn: Turn, pairing: PairingState): string {
  if (isIntoShared(pairing) && pairing.kind !== "asked")
    return t(pairing.kind.startsWith("join") ? "pair.joinSharedTitle" : "spaces.invite");
  switch (pairing.kind) {
    case "idle":
      return t(TITLES[turn]);
    case "joining":
    case "fetching":
    case "joined":
      return t("pair.joinTitle");
    case "asked":
      return t("pair.asks", askerLabel(pairing.deviceName));
    case "calling":
    case "admitting":
    case "admitted":
      return t("pair.add");
    default:
      return t(turn === "join" ? "pair.joinTitle" : "pair.add");
  }
}

const isIntoShared = (pairing: PairingState): boolean => "shared" in pairing && pairing.shared !== null;

type Turns = {
  /** Where the user is, or what is under way has taken them. */
  readonly turn: () => Turn;
  readonly code: () => string | null;
  readonly go: (turn: Turn) => void;
  readonly back: () => void;
  readonly invite: () => void;
  /** After a failure: from where it began. */
  readonly again: () => void;
};

function createTurns(props: Pick<SyncSheetProps, "turn" | "joinCode" | "onClose">): Turns {
  const { client } = useApp();
  const [chosen, setChosen] = createSignal<Turn>(untrack(() => props.turn));
  const [code, setCode] = createSignal(untrack(() => props.joinCode));
  const turn = (): Turn => {
    const { kind } = client.nearby();
    if (chosen() === "join") return kind === "idle" || kind === "preparing" ? "join" : "nearby";
    return kind === "idle" ? chosen() : "nearby";
  };
  const putAway = (): void => {
    if (client.pairing().kind !== "idle") void client.ask({ kind: "cancel-pairing" });
    if (client.nearby().kind !== "idle") void client.ask({ kind: "stop-nearby" });
  };
  const invite = (): void => {
    setChosen("inviting");
    const address = client.profile()?.appAddress ?? null;
    void findAppAddress(address, location, fetch).then((found) => client.ask({ kind: "invite", ...found }));
  };
  // What has ended has been read when the sheet closes; what is under way goes on.
  onCleanup(() => {
    if (hasEnded(client.pairing())) putAway();
    else if (isOverWithSheet(client.nearby())) void client.ask({ kind: "stop-nearby" });
  });
  return {
    turn,
    code,
    go: setChosen,
    back() {
      putAway();
      if (props.turn === "join") props.onClose();
      else setChosen("overview");
    },
    invite,
    again() {
      if (chosen() === "inviting") return invite();
      // With a code to be put in: the one the page came with has had its turn.
      setCode(null);
      if (chosen() !== "join") setChosen("nearby");
      putAway();
    },
  };
}

export function SyncSheet(props: SyncSheetProps): JSX.Element {
  const { client } = useApp();
  const { turn, code, go, back, invite, again } = createTurns(props);
  const [managed, setManaged] = createSignal<DeviceId | null>(null);
  const managedDevice = (): DeviceState | null => client.status()?.devices.find(({ id }) => id === managed()) ?? null;
  // It is gone from the list when it was removed.
  const managedName = createMemo<string>((before) => {
    const device = managedDevice();
    return device === null ? before : deviceLabel(device);
  }, "");
  const isManaging = (): boolean => turn() === "device" && client.pairing().kind === "idle";
  return (
    <Sheet
      title={isManaging() ? managedName() : titleOf(turn(), client.pairing())}
      titleIsUserText={isManaging() || client.pairing().kind === "asked"}
      closeLabel={t("app.close")}
      wide
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    >
      <Switch
        fallback={
          <Overview
            build={props.build}
            onInvite={invite}
            onGo={go}
            onManage={(device) => {
              setManaged(device);
              go("device");
            }}
            onSettings={() => props.onSettings()}
            onRecovery={() => props.onRecovery()}
            onDiagnosis={() => props.onDiagnosis()}
          />
        }
      >
        <Match when={client.pairing().kind !== "idle"}>
          <PairingPanel pairing={client.pairing()} onBack={back} onAgain={again} />
          <Show when={client.nearby().kind === "connected"}>
            <p class={`${page["quiet"]} ${styles["lasts"]}`}>{t("nearby.lasts")}</p>
          </Show>
        </Match>
        <Match when={turn() === "join"}>
          <JoinForm code={code()} onCancel={back} />
        </Match>
        <Match when={turn() === "device" ? client.status() : null}>
          {(status) => <DevicePanel device={managedDevice()} status={status()} onBack={back} />}
        </Match>
        <Match when={turn() === "nearby"}>
          <NearbyPanel onBack={back} onAgain={again} />
        </Match>
        <Match when={turn() === "inviting"}>
          <p class={page["quiet"]}>{t("pair.making")}</p>
        </Match>
      </Switch>
    </Sheet>
  );
}

type OverviewProps = {
  readonly build: string;
  readonly onInvite: () => void;
  readonly onGo: (turn: "join" | "nearby") => void;
  readonly onManage: (device: DeviceId) => void;
  readonly onSettings: () => void;
  readonly onRecovery: () => void;
  readonly onDiagnosis: () => void;
};

function Overview(props: OverviewProps): JSX.Element {
  const { client, canWrite, spaces } = useApp();
  const summary = () => syncSummary(client.status(), client.storage(), spaces.all());
  return (
    <div class={page["sections"]}>
      <p class={styles["summary"]}>
        <SyncMark shape={summary().shape} />
        <span translate="no">{summary().sentence}</span>
      </p>
      <Show when={client.status()}>
        {(status) => (
          <>
            <Problems status={status()} />
            <section class={page["section"]}>
              <h3 class={page["heading"]}>{t("sync.devices")}</h3>
              <DeviceList devices={status().devices} onManage={mayManage(status()) ? (device) => props.onManage(device) : null} />
              <Show when={status().relayAddress !== null && isAlone(status())}>
                <p class={page["quiet"]}>{t("lastCopy.relayAlone")}</p>
              </Show>
              <Show when={spaces.shared() === null} fallback={<p class={page["quiet"]}>{t("spaces.ownDevices")}</p>}>
                <div class={page["buttons"]}>
                  <Button look="primary" disabled={!canWrite()} onClick={() => props.onInvite()}>
                    {t("pair.add")}
                  </Button>
                  <Button look="plain" disabled={!canWrite()} onClick={() => props.onGo("join")}>
                    {t("pair.have")}
                  </Button>
                  <Button look="plain" disabled={!canWrite()} onClick={() => props.onGo("nearby")}>
                    {t("nearby.title")}
                  </Button>
                  <Show when={status().recoveryPhrases === 0}>
                    <Button look="quiet" onClick={() => props.onRecovery()}>
                      {t("recovery.make")}
                    </Button>
                  </Show>
                </div>
              </Show>
            </section>
            <Show when={spaces.shared() === null}>
              <BeginAnew isAlone={isAlone(status())} />
              <RelaySection status={status()} />
            </Show>
            <IceSection />
            <FileSection devices={status().devices} />
            <Foot status={status()} build={props.build} onSettings={() => props.onSettings()} onDiagnosis={() => props.onDiagnosis()} />
          </>
        )}
      </Show>
    </div>
  );
}

/** No other device holds anything: what a relay keeps, nobody else can open. */
const isAlone = ({ devices }: SyncStatus): boolean => devices.every(({ self, isReplaced }) => self || isReplaced);

function Problems(props: { readonly status: SyncStatus }): JSX.Element {
  const { troubles } = useApp();
  const texts = () => problemTexts(props.status, troubles.clockText());
  return (
    <Show when={texts().length > 0}>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("sync.problems")}</h3>
        <ul class={styles["problems"]}>
          {texts().map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      </section>
    </Show>
  );
}

type FootProps = Pick<OverviewProps, "build" | "onSettings" | "onDiagnosis"> & { readonly status: SyncStatus };

function Foot(props: FootProps): JSX.Element {
  const { client } = useApp();
  const figures = () => props.status.statistics;
  return (
    <footer class={styles["foot"]}>
      <div class={styles["fine"]}>
        <p>{t("sync.statistics", bytesText(figures().bytesSent), bytesText(figures().bytesReceived), figures().connects)}</p>
        <p>{t("sync.version", props.build)}</p>
      </div>
      <div class={page["buttons"]}>
        <Button look="plain" disabled={props.status.relayAddress === null} onClick={() => void client.ask({ kind: "sync-now" })}>
          {t("sync.now")}
        </Button>
        <Button look="quiet" onClick={() => props.onDiagnosis()}>
          {t("diagnosis.title")}
        </Button>
        <IconButton icon={Settings} label={t("settings.title")} onClick={() => props.onSettings()} />
      </div>
    </footer>
  );
}
