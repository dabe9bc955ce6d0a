// Whether the device that asks to join is new, or one of the user's own that lost its data and comes back with new keys: then its old entry is marked as
// replaced. New is what is chosen first, since a device that is there must not be given up by a slip.

import { For, Show, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import type { DeviceState } from "../../replica/face.ts";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import styles from "./sync.module.css";
import { deviceLabel } from "./sync-summary.ts";

/** Those that the asker may be, of its own name first. */
export function replaceable(devices: readonly DeviceState[], askerName: string): readonly DeviceState[] {
  const others = devices.filter((device) => !device.self && !device.isReplaced);
  return others.toSorted((a, b) => Number(b.name === askerName) - Number(a.name === askerName));
}

export type ReplaceChoiceProps = {
  readonly devices: readonly DeviceState[];
  readonly chosen: DeviceId | null;
  readonly onChoose: (device: DeviceId | null) => void;
};

export function ReplaceChoice(props: ReplaceChoiceProps): JSX.Element {
  return (
    <fieldset class={styles["choice"]}>
      <legend class={styles["label"]}>{t("replace.question")}</legend>
      <label class={page["option"]}>
        <input type="radio" name="replaces" checked={props.chosen === null} onChange={() => props.onChoose(null)} />
        <span>{t("replace.new")}</span>
      </label>
      <For each={props.devices}>
        {(device) => (
          <label class={page["option"]}>
            <input type="radio" name="replaces" checked={props.chosen === device.id} onChange={() => props.onChoose(device.id)} />
            <span dir="auto">{t("replace.old", deviceLabel(device))}</span>
          </label>
        )}
      </For>
      <Show when={props.chosen}>
        <p class={page["quiet"]}>{t("replace.explain")}</p>
      </Show>
    </fieldset>
  );
}
