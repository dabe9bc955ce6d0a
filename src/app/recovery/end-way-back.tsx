// The end of a way back: confirmed by itself or by an older one, words or passkey.

import { createSignal, Show, type JSX } from "solid-js";
import type { RecoveryPhrase, RecoveryRequest } from "../../replica/face/recovery.ts";
import { Button } from "../../ui/button/button.tsx";
import { canHavePasskey } from "../lock/passkey.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { madeText, recoveryErrorText } from "./recovery-texts.ts";
import styles from "./recovery.module.css";
import { askWayPasskey } from "./way-passkey.ts";
import { WordsForm } from "./words-form.tsx";

type EndRequest = Extract<RecoveryRequest, { kind: "end-phrase" | "end-by-passkey" }>;

export type EndWayBackProps = {
  readonly phrase: RecoveryPhrase;
  /** Whether the space has passkeys. */
  readonly hasPasskeys: boolean;
  readonly onEnd: (note?: string) => void;
};

export function EndWayBack(props: EndWayBackProps): JSX.Element {
  const { client } = useApp();
  const [problem, setProblem] = createSignal<string | null>(null);
  const [isBusy, setBusy] = createSignal(false);
  const end = async (request: EndRequest): Promise<void> => {
    const ended = await client.ask(request);
    setBusy(false);
    if (ended.ok) props.onEnd(t(props.phrase.isPasskey ? "passkey.ended" : "recovery.ended"));
    else setProblem(recoveryErrorText(ended.error));
  };
  const begin = (): void => {
    setProblem(null);
    setBusy(true);
  };
  const byPasskey = async (): Promise<void> => {
    begin();
    const secret = await askWayPasskey();
    if (secret instanceof Uint8Array) return end({ kind: "end-by-passkey", phrase: props.phrase.id, secret });
    setBusy(false);
    setProblem(t(secret === null ? "passkey.notUsed" : "passkey.unsupported"));
    return undefined;
  };
  const byWords = (entropy: Uint8Array): void => {
    begin();
    void end({ kind: "end-phrase", phrase: props.phrase.id, entropy });
  };
  return (
    <div class={page["sections"]}>
      <p>{t(props.phrase.isPasskey ? "passkey.endExplain" : "recovery.endExplain")}</p>
      <p class={page["quiet"]}>{madeText(props.phrase)}</p>
      <Show when={props.hasPasskeys}>
        <Show when={canHavePasskey()} fallback={<p class={page["quiet"]}>{t("passkey.elsewhere")}</p>}>
          <div class={page["buttons"]}>
            <Button look={props.phrase.isPasskey ? "primary" : "plain"} disabled={isBusy()} onClick={() => void byPasskey()}>
              {t("passkey.confirm")}
            </Button>
          </div>
        </Show>
      </Show>
      <Show when={props.phrase.isPasskey}>
        <p class={styles["problem"]} role="alert">
          {problem()}
        </p>
        <h3 class={page["heading"]}>{t("passkey.orWords")}</h3>
      </Show>
      <WordsForm
        action={t("recovery.end")}
        problem={props.phrase.isPasskey ? null : problem()}
        isBusy={isBusy()}
        onEntropy={byWords}
        onCancel={() => props.onEnd()}
      />
    </div>
  );
}
