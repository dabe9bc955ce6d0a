// The app lock: set, change and remove it, a passkey beside the passphrase, and when the app locks by itself.

import { createSignal, Match, Show, Switch, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { lockAfterMinutes, LOCK_AFTER_MINUTES, minutesToSetting } from "../lock/lock-after.ts";
import { LockForm, type LockTask } from "../lock/lock-form.tsx";
import { lockEverywhere } from "../lock/lock-tabs.ts";
import { canHavePasskey } from "../lock/passkey.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";

export function LockSection(): JSX.Element {
  const { client } = useApp();
  const [task, setTask] = createSignal<LockTask | null>(null);
  const ways = () => client.lock()?.ways ?? null;
  const canLock = (): boolean => {
    const lock = client.lock();
    return lock?.kind === "open" && lock.canLock;
  };
  return (
    <Show when={client.lock()?.kind === "open"}>
      <SettingsSection title={t("lock.title")}>
        <p class={page["quiet"]}>{t(ways() === null ? (canLock() ? "lock.none" : "lock.notCovered") : "lock.onIs")}</p>
        <Show when={ways()?.passkey}>
          <p class={page["quiet"]}>{t("lock.hasPasskey")}</p>
        </Show>
        <Switch>
          <Match when={task()}>{(chosen) => <LockForm task={chosen()} onDone={() => setTask(null)} />}</Match>
          <Match when={ways() === null && canLock()}>
            <div class={page["buttons"]}>
              <Button look="plain" onClick={() => setTask("set")}>
                {t("lock.set")}
              </Button>
            </div>
          </Match>
          <Match when={ways()}>{(present) => <LockChoices hasPasskey={present().passkey !== null} onTask={setTask} />}</Match>
        </Switch>
      </SettingsSection>
    </Show>
  );
}

function LockChoices(props: { readonly hasPasskey: boolean; readonly onTask: (task: LockTask) => void }): JSX.Element {
  const { client } = useApp();
  const [isHeld, setHeld] = createSignal(false);
  const minutes = (): (typeof LOCK_AFTER_MINUTES)[number] => lockAfterMinutes(client.profile());
  const lockNow = async (): Promise<void> => {
    setHeld(!(await lockEverywhere(client)));
  };
  const choose = (chosen: number): void => {
    void client.ask({ kind: "set-profile", setting: "lockAfterMs", value: minutesToSetting(chosen) });
  };
  return (
    <>
      <ChoiceField
        label={t("lock.after")}
        choices={LOCK_AFTER_MINUTES.map((choice) => ({ value: choice, label: t("lock.minutes", choice) }))}
        chosen={minutes()}
        onChoose={choose}
      />
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => void lockNow()}>
          {t("lock.now")}
        </Button>
        <Button look="plain" onClick={() => props.onTask("change")}>
          {t("lock.change")}
        </Button>
        <Show when={props.hasPasskey || canHavePasskey()}>
          <Button look="plain" onClick={() => props.onTask(props.hasPasskey ? "remove-passkey" : "add-passkey")}>
            {t(props.hasPasskey ? "lock.removePasskey" : "lock.addPasskey")}
          </Button>
        </Show>
        <Button look="plain" onClick={() => props.onTask("remove")}>
          {t("lock.remove")}
        </Button>
      </div>
      <p class={page["quiet"]} role="status">
        {isHeld() ? t("lock.unsavedFirst") : t("lock.nowHint")}
      </p>
    </>
  );
}
