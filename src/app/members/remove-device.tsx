// Taking a device away, which cannot be taken back: what that does is said before, above all what the device can still read.

import { createSignal, Show, type JSX } from "solid-js";
import type { DeviceState } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { deviceLabel } from "../sync/sync-summary.ts";
import { t } from "../texts/messages.ts";
import { changeErrorText } from "./member-texts.ts";
import styles from "./members.module.css";

export type RemoveDeviceProps = { readonly device: DeviceState; readonly onDone: () => void; readonly onCancel: () => void };

export function RemoveDevice(props: RemoveDeviceProps): JSX.Element {
  const { client, canWrite } = useApp();
  const [asksToWipe, setAsksToWipe] = createSignal(true);
  const [isRemoving, setIsRemoving] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  const remove = async (): Promise<void> => {
    setIsRemoving(true);
    setError(null);
    const change = { kind: "remove", device: props.device.id, asksToWipe: asksToWipe() } as const;
    const changed = await client.ask({ kind: "change-member", change });
    setIsRemoving(false);
    if (changed.ok) props.onDone();
    else setError(changeErrorText(changed.error));
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]} translate="no" tabindex="-1" ref={(heading) => queueMicrotask(() => heading.focus())}>
        {t("members.removeTitle", deviceLabel(props.device))}
      </h3>
      <ul class={page["reasons"]}>
        <li>{t("members.removeKeeps")}</li>
        <li>{t("members.removeLocked")}</li>
        <li>{t("members.removeCounts")}</li>
        <li>{t("members.removeAgain")}</li>
      </ul>
      <label class={page["option"]}>
        <input type="checkbox" checked={asksToWipe()} onChange={(event) => setAsksToWipe(event.currentTarget.checked)} />
        <span>
          {t("members.askWipe")}
          <span class={styles["explain"]}>{t("members.askWipeExplain")}</span>
        </span>
      </label>
      <Show when={error()}>{(text) => <p role="alert">{text()}</p>}</Show>
      <div class={page["buttons"]}>
        <Button look="danger" disabled={isRemoving() || !canWrite()} onClick={() => void remove()}>
          {t(isRemoving() ? "members.removing" : "members.removeNow")}
        </Button>
        <Button look="plain" disabled={isRemoving()} onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </section>
  );
}
