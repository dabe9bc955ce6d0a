// The relay: its address, how the connection is, and what to do about either.

import { createSignal, Show, untrack, type JSX } from "solid-js";
import type { SyncStatus } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { createSecondsClock } from "../client/page-clock.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { relayTravel, relayTravelText, travelShare } from "./connection-texts.ts";
import page from "../shell/page.module.css";
import styles from "./sync.module.css";
import { isNotListed, isTokenNeeded } from "./sync-summary.ts";
import { relayStateText, setRelayFailureText } from "./sync-texts.ts";
import { TokenForm } from "./token-form.tsx";
import { TravelBar } from "./travel-bar.tsx";

export function RelaySection(props: { readonly status: SyncStatus }): JSX.Element {
  const { client } = useApp();
  const now = createSecondsClock();
  const [isEditing, setEditing] = createSignal(false);
  // The link ended because this device could not store what came: that is not the relay's fault.
  const isFullHere = (): boolean =>
    client.storage().kind === "full" && props.status.relay.kind === "waiting" && props.status.relay.reason === "storage";
  const stateText = (): string => (isFullHere() ? t("sync.notSaving") : relayStateText(props.status.relay, now()));
  const isWaiting = (): boolean =>
    (props.status.relay.kind === "waiting" && !isTokenNeeded(props.status)) || props.status.relay.kind === "offline";
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("sync.relay")}</h3>
      <p class={page["quiet"]}>{t("sync.relayExplain")}</p>
      <div class={styles["device"]}>
        <div class={styles["deviceText"]}>
          <Show when={props.status.relayAddress}>
            {(address) => (
              <p class={styles["address"]} translate="no">
                {address()}
              </p>
            )}
          </Show>
          <p class={page["quiet"]}>{stateText()}</p>
          <Show when={isNotListed(props.status.relay) ? props.status.space : null}>
            {(space) => (
              <>
                <p class={page["quiet"]}>{t("relay.spaceName")}</p>
                <p class={styles["address"]} translate="no">
                  {space()}
                </p>
              </>
            )}
          </Show>
          <RelayTravel status={props.status} />
        </div>
        <Show when={isWaiting()}>
          <Button look="quiet" onClick={() => void client.ask({ kind: "sync-now" })}>
            {t("sync.retry")}
          </Button>
        </Show>
        <Show when={!isEditing()}>
          <Button look="quiet" onClick={() => setEditing(true)}>
            {t(props.status.relayAddress === null ? "sync.relaySet" : "sync.relayChange")}
          </Button>
        </Show>
      </div>
      <Show when={!isEditing()}>
        <TokenForm status={props.status} />
      </Show>
      <Show when={isEditing()}>
        <RelayForm address={props.status.relayAddress} onClose={() => setEditing(false)} />
      </Show>
    </section>
  );
}

/** What is on its way keeps its place for as long as there is a connection, so that nothing jumps; what waits for one is only counted. */
function RelayTravel(props: { readonly status: SyncStatus }): JSX.Element {
  const travelling = () => relayTravel(props.status.relay);
  const pending = (): string => {
    const { relayAddress, recordsNotAtRelay } = props.status;
    return relayAddress === null || recordsNotAtRelay === 0 ? "" : t("relay.pending", recordsNotAtRelay);
  };
  return (
    <Show
      when={props.status.relay.kind === "online"}
      fallback={<Show when={pending()}>{(text) => <p class={page["quiet"]}>{text()}</p>}</Show>}
    >
      <p class={styles["travel"]}>{relayTravelText(travelling()) || pending()}</p>
      <TravelBar share={travelShare(travelling())} label={t("relay.progress")} />
    </Show>
  );
}

function RelayForm(props: { readonly address: string | null; readonly onClose: () => void }): JSX.Element {
  const { client } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  /** The error is the token's. */
  const [isBadToken, setBadToken] = createSignal(false);
  const set = async (address: string | null, token: string): Promise<void> => {
    const outcome = await client.ask({ kind: "set-relay", address, token });
    setError(outcome.ok ? null : setRelayFailureText(outcome.error));
    setBadToken(!outcome.ok && outcome.error.kind === "bad-token");
    if (outcome.ok) props.onClose();
  };
  const onSubmit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    const [address, token] = [entered.get("address"), entered.get("token")];
    if (typeof address === "string" && address.trim() !== "") void set(address.trim(), typeof token === "string" ? token.trim() : "");
  };
  return (
    <form class={page["form"]} onSubmit={onSubmit}>
      <TextField
        label={t("sync.relayAddress")}
        hint={t("sync.relayHint")}
        name="address"
        inputMode="url"
        value={untrack(() => props.address ?? "")}
        error={isBadToken() ? null : error()}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        ref={(field) => queueMicrotask(() => field.select())}
      />
      <TextField
        label={t("token.label")}
        hint={t("token.optional")}
        name="token"
        error={isBadToken() ? error() : null}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
      />
      <div class={page["buttons"]}>
        <Button look="plain" type="submit">
          {t("sync.save")}
        </Button>
        <Show when={props.address !== null}>
          <Button look="quiet" onClick={() => void set(null, "")}>
            {t("sync.relayRemove")}
          </Button>
        </Show>
        <Button look="quiet" onClick={() => props.onClose()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}
