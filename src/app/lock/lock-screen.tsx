// What a locked profile shows: nothing of what is in it. Loaded when there is something to open.

import { createEffect, createSignal, on, onMount, Show, untrack, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import type { LockProof, PasskeyRef } from "../../ports/lock.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import page from "../shell/page.module.css";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import styles from "./lock.module.css";
import { canHavePasskey, passkeyProof } from "./passkey.ts";

/** What opens the lock, as the screen shows it. `onWrong`: it did not. */
function createOpening(client: ReplicaClient, onWrong: () => void) {
  const [isOpening, setOpening] = createSignal(false);
  const [error, setError] = createSignal<PlainMessageKey | null>(null);
  const wrong = (): number => {
    const lock = client.lock();
    return lock?.kind === "locked" ? lock.wrong : 0;
  };
  createEffect(
    on(
      wrong,
      (count) => {
        setOpening(false);
        if (count === 0) return;
        setError("lock.wrong");
        onWrong();
      },
      { defer: true },
    ),
  );
  const show = (proof: LockProof): void => {
    setError(null);
    setOpening(true);
    void client.ask({ kind: "unlock", proof });
  };
  return {
    isOpening,
    /** In the language of now. */
    error: (): string | null => {
      const key = error();
      return key === null ? null : t(key);
    },
    forget: (): void => void setError(null),
    show,
    async showPasskey(ref: PasskeyRef): Promise<void> {
      const proof = await passkeyProof(ref);
      if (proof === null) setError("lock.passkeyFailed");
      else show(proof);
    },
  };
}

export function LockScreen(props: { readonly client: ReplicaClient }): JSX.Element {
  let field: HTMLInputElement | undefined;
  const { isOpening, error, forget, show, showPasskey } = createOpening(
    untrack(() => props.client),
    () => field?.select(),
  );
  const passkey = (): PasskeyRef | null => (canHavePasskey() ? (props.client.lock()?.ways?.passkey ?? null) : null);
  onMount(() => field?.focus());
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const text = field?.value ?? "";
    if (text !== "" && !isOpening()) show({ kind: "passphrase", text });
  };
  return (
    <main id="main" class={styles["screen"]}>
      <div class={styles["column"]}>
        <h1 class={styles["title"]}>{t("lock.locked")}</h1>
        <p class={page["quiet"]}>{t("lock.pauses")}</p>
        <form class={page["form"]} onSubmit={open}>
          <TextField
            ref={(element) => {
              field = element;
            }}
            type="password"
            label={t("lock.passphrase")}
            error={error()}
            autocomplete="current-password"
            onInput={forget}
          />
          <div class={page["buttons"]}>
            <Button look="primary" type="submit" disabled={isOpening()}>
              {t(isOpening() ? "lock.opening" : "lock.open")}
            </Button>
            <Show when={passkey()}>
              {(ref) => (
                <Button look="plain" disabled={isOpening()} onClick={() => void showPasskey(ref())}>
                  {t("lock.openByPasskey")}
                </Button>
              )}
            </Show>
          </div>
          <p class={page["quiet"]} role="status">
            {isOpening() ? t("lock.takesAMoment") : ""}
          </p>
        </form>
        <details>
          <summary>{t("lock.forgotten")}</summary>
          <p class={page["quiet"]}>{t("lock.forgottenExplain")}</p>
        </details>
      </div>
    </main>
  );
}
