// A new passkey as the way back: what that means, the browser's own dialog, and whether the relay hands out what it opens.

import { createSignal, Match, Switch, type JSX } from "solid-js";
import type { DeviceId } from "../../base/ids.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { AtRelay } from "./passkey-at-relay.tsx";
import { dayInFull, recoveryErrorText } from "./recovery-texts.ts";
import styles from "./recovery.module.css";
import { makeWayPasskey } from "./way-passkey.ts";

type Step =
  | { readonly kind: "explain"; readonly problem: string }
  | { readonly kind: "making" }
  | { readonly kind: "made"; readonly passkey: DeviceId };

export function MakePasskey(props: { readonly onEnd: () => void }): JSX.Element {
  const { client, today } = useApp();
  const [step, setStep] = createSignal<Step>({ kind: "explain", problem: "" });
  const problem = (): string => {
    const present = step();
    return present.kind === "explain" ? present.problem : "";
  };
  const made = (): DeviceId | null => {
    const present = step();
    return present.kind === "made" ? present.passkey : null;
  };
  const make = async (): Promise<Step> => {
    const passkey = await makeWayPasskey(t("passkey.name", dayInFull(today())));
    if (passkey === null || passkey === "unsupported")
      return { kind: "explain", problem: t(passkey === null ? "passkey.notMade" : "passkey.unsupported") };
    const answer = await client.ask({ kind: "make-passkey", secret: passkey.secret, day: today() });
    passkey.secret.fill(0);
    return answer.ok ? { kind: "made", passkey: answer.value } : { kind: "explain", problem: recoveryErrorText(answer.error) };
  };
  const start = (): void => {
    setStep({ kind: "making" });
    void make().then(setStep);
  };
  return (
    <div class={page["sections"]}>
      <Switch>
        <Match when={step().kind !== "made"}>
          <p>{t("passkey.what")}</p>
          <p>{t("passkey.care")}</p>
          <p class={styles["problem"]} role="alert">
            {problem()}
          </p>
          <p class={page["quiet"]} role="status">
            {step().kind === "making" ? t("passkey.making") : ""}
          </p>
          <div class={page["buttons"]}>
            <Button look="primary" disabled={step().kind === "making"} onClick={start}>
              {t("passkey.create")}
            </Button>
            <Button look="plain" disabled={step().kind === "making"} onClick={() => props.onEnd()}>
              {t("sync.cancel")}
            </Button>
          </div>
        </Match>
        <Match when={made()}>{(passkey) => <Made passkey={passkey()} onDone={() => props.onEnd()} />}</Match>
      </Switch>
    </div>
  );
}

function Made(props: { readonly passkey: DeviceId; readonly onDone: () => void }): JSX.Element {
  return (
    <>
      <p>{t("passkey.stored")}</p>
      <AtRelay passkey={props.passkey} />
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => props.onDone()} ref={(element) => queueMicrotask(() => element.focus())}>
          {t("recovery.done")}
        </Button>
      </div>
    </>
  );
}
