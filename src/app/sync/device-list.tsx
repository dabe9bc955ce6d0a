// The devices of the space: their names, whether each has confirmed that it has everything written here, how each is connected and what travels. This
// device's name can be changed.

import { createSignal, For, Show, untrack, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import { normaliseLine } from "../../model/normalise-line.ts";
import type { DeviceState } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { createSecondsClock } from "../client/page-clock.ts";
import { useApp } from "../shell/app-context.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import { roleNote } from "../members/member-texts.ts";
import page from "../shell/page.module.css";
import { detailText, travelShare, wayText } from "./connection-texts.ts";
import styles from "./sync.module.css";
import { deviceLabel } from "./sync-summary.ts";
import { TravelBar } from "./travel-bar.tsx";

/** In UTF-16 units; names are sealed into statements. */
const MAX_NAME_LENGTH = 40;

export type DeviceListProps = {
  readonly devices: readonly DeviceState[];
  /** Null where this device may not change what others are. */
  readonly onManage: ((device: DeviceId) => void) | null;
};

export function DeviceList(props: DeviceListProps): JSX.Element {
  // By id: every status brings new objects, and a name being typed must survive them.
  const ids = (): readonly DeviceId[] => props.devices.map((device) => device.id);
  return (
    <ul class={styles["devices"]}>
      <For each={ids()}>
        {(id) => (
          <Show when={props.devices.find((device) => device.id === id)}>
            {(device) => (
              <li class={styles["device"]}>
                <Show when={device().self} fallback={<OtherDevice device={device()} onManage={props.onManage} />}>
                  <OwnDevice device={device()} />
                </Show>
              </li>
            )}
          </Show>
        )}
      </For>
    </ul>
  );
}

function DeviceText(props: { readonly device: DeviceState; readonly note: string; readonly children?: JSX.Element }): JSX.Element {
  return (
    <div class={styles["deviceText"]}>
      <p class={styles["deviceName"]} translate="no" dir="auto">
        {deviceLabel(props.device)}
      </p>
      <p class={page["quiet"]}>{props.note}</p>
      {props.children}
    </div>
  );
}

function noteOf({ isReplaced, hasEverything }: DeviceState): PlainMessageKey {
  if (isReplaced) return "replace.note";
  return hasEverything ? "sync.hasEverything" : "sync.lacksSome";
}

function OtherDevice(props: Pick<DeviceListProps, "onManage"> & { readonly device: DeviceState }): JSX.Element {
  return (
    <>
      <DeviceText device={props.device} note={t(noteOf(props.device))}>
        <Show when={props.device.role !== "owner"}>
          <p class={page["quiet"]}>{roleNote(props.device.role)}</p>
        </Show>
        <Show when={!props.device.isReplaced}>
          <ConnectionText device={props.device} />
        </Show>
      </DeviceText>
      <Show when={props.onManage}>
        {(manage) => (
          <Button look="quiet" aria-label={t("members.manageDevice", deviceLabel(props.device))} onClick={() => manage()(props.device.id)}>
            {t("members.manage")}
          </Button>
        )}
      </Show>
    </>
  );
}

/** What is told below the way keeps its place when there is nothing to tell, so that nothing jumps while devices come and go; so does the bar. */
function ConnectionText(props: { readonly device: DeviceState }): JSX.Element {
  const now = createSecondsClock();
  return (
    <>
      <p class={page["quiet"]}>{wayText(props.device.connection, now())}</p>
      <p class={styles["travel"]}>{detailText(props.device.connection, now())}</p>
      <TravelBar share={travelShare(props.device.connection)} label={t("way.progress", deviceLabel(props.device))} />
    </>
  );
}

/** With a way to change its name. */
export function OwnDevice(props: { readonly device: DeviceState }): JSX.Element {
  const { client, canWrite } = useApp();
  const [isRenaming, setRenaming] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);

  const startRenaming = (): void => {
    setError(null);
    setRenaming(true);
  };
  const save = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("name");
    const name = normaliseLine(typeof entered === "string" ? entered : "");
    if (name === "") {
      setError(t("sync.badName"));
      return;
    }
    const outcome = await client.ask({ kind: "name-device", name });
    setError(outcome.ok ? null : storeErrorText(outcome.error.error));
    setRenaming(!outcome.ok);
  };

  return (
    <Show
      when={isRenaming()}
      fallback={
        <>
          <DeviceText device={props.device} note={t("sync.thisDevice")} />
          <Button look="quiet" disabled={!canWrite()} onClick={() => startRenaming()}>
            {t("sync.rename")}
          </Button>
        </>
      }
    >
      <form class={styles["nameForm"]} onSubmit={(event) => void save(event)}>
        <TextField
          label={t("sync.nameLabel")}
          name="name"
          value={untrack(() => props.device.name ?? "")}
          maxLength={MAX_NAME_LENGTH}
          error={error()}
          autocomplete="off"
          ref={(field) => queueMicrotask(() => field.select())}
        />
        <Button look="plain" type="submit">
          {t("sync.save")}
        </Button>
        <Button look="quiet" onClick={() => setRenaming(false)}>
          {t("sync.cancel")}
        </Button>
      </form>
    </Show>
  );
}
