// Bringing everything back with a passkey alone: the first thing that the restore form offers, where this page can have one.

import { createSignal, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { canHavePasskey } from "../lock/passkey.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import styles from "./recovery.module.css";
import { askWayPasskey } from "./way-passkey.ts";

export type RestorePasskeyProps = {
  /** As typed; where it is empty this page's own is asked. */
  readonly relay: string;
  readonly isBusy: boolean;
  /** Why it brought nothing back. */
  readonly problem: string | null;
  readonly onStart: () => void;
};

export function RestorePasskey(props: RestorePasskeyProps): JSX.Element {
  const { client } = useApp();
  const [problem, setProblem] = createSignal<string | null>(null);
  const [isAsking, setAsking] = createSignal(false);
  const relay = (): string => (props.relay.trim() === "" ? location.origin.replace(/^http/u, "ws") : props.relay.trim());
  const start = async (): Promise<void> => {
    setProblem(null);
    setAsking(true);
    const secret = await askWayPasskey();
    setAsking(false);
    if (!(secret instanceof Uint8Array)) return void setProblem(t(secret === null ? "passkey.notUsed" : "passkey.unsupported"));
    props.onStart();
    void client.ask({ kind: "restore-by-passkey", secret, relay: relay() });
    return undefined;
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("restore.passkeyTitle")}</h3>
      <Show when={canHavePasskey()} fallback={<p class={page["quiet"]}>{t("passkey.elsewhere")}</p>}>
        <p>{t("restore.passkeyWhat", relay())}</p>
        <p class={styles["problem"]} role="alert">
          {problem() ?? props.problem}
        </p>
        <div class={page["buttons"]}>
          <Button look="primary" disabled={props.isBusy || isAsking()} onClick={() => void start()}>
            {t("restore.passkeyUse")}
          </Button>
        </div>
      </Show>
      <h3 class={page["heading"]}>{t("restore.wordsTitle")}</h3>
    </section>
  );
}
