// The address that goes into invitation links: where this page came from, or another for those who hand the app out elsewhere.

import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { parseAppAddress } from "../sync/app-address.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

/** Where this page came from. */
const ownAddress = (): string => location.origin + location.pathname;

export function AppAddressSection(): JSX.Element {
  const { client, canStore } = useApp();
  const [isEditing, setEditing] = createSignal(false);
  const address = (): string => client.profile()?.appAddress ?? ownAddress();
  return (
    <SettingsSection title={t("settings.appAddress")}>
      <p class={page["quiet"]}>{t("settings.appAddressExplain")}</p>
      <Show when={isEditing()} fallback={<ShownAddress address={address()} canWrite={canStore()} onChange={() => setEditing(true)} />}>
        <AddressForm address={address()} onClose={() => setEditing(false)} />
      </Show>
    </SettingsSection>
  );
}

function ShownAddress(props: { readonly address: string; readonly canWrite: boolean; readonly onChange: () => void }): JSX.Element {
  return (
    <div class={page["line"]}>
      <p class={page["value"]} translate="no">
        {props.address}
      </p>
      <Button look="quiet" disabled={!props.canWrite} onClick={() => props.onChange()}>
        {t("settings.change")}
      </Button>
    </div>
  );
}

function AddressForm(props: { readonly address: string; readonly onClose: () => void }): JSX.Element {
  const { client } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const set = async (value: string | null): Promise<void> => {
    const outcome = await client.ask({ kind: "set-profile", setting: "appAddress", value });
    setError(outcome.ok ? null : storeErrorText(outcome.error.error));
    if (outcome.ok) props.onClose();
  };
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget).get("address");
    const address = parseAppAddress(typeof entered === "string" ? entered : "");
    if (address === null) setError(t("settings.appAddressBad"));
    else void set(address === ownAddress() ? null : address);
  };
  return (
    <form class={page["form"]} onSubmit={onSubmit}>
      <TextField
        label={t("settings.appAddress")}
        hint={t("settings.appAddressHint")}
        name="address"
        inputMode="url"
        value={props.address}
        error={error()}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        ref={(field) => queueMicrotask(() => field.select())}
      />
      <div class={page["buttons"]}>
        <Button look="plain" type="submit">
          {t("sync.save")}
        </Button>
        <Button look="quiet" onClick={() => void set(null)}>
          {t("settings.appAddressOwn")}
        </Button>
        <Button look="quiet" onClick={() => props.onClose()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}
