// Everything goes into a new space with new keys, in which this device is alone: for when the list of devices cannot be trusted, or nobody is left who may change it.

import { createSignal, Match, Show, Switch, type JSX } from "solid-js";
import type { SpaceError } from "../../replica/face/spaces.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { actErrorText, storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";

type Turn =
  | { readonly kind: "offered" | "asked" | "moving" }
  | { readonly kind: "moved"; readonly items: number }
  | { readonly kind: "failed"; readonly why: string };

function errorText(error: SpaceError): string {
  switch (error.kind) {
    case "store":
      return storeErrorText(error.error);
    case "read-only":
      return actErrorText(error);
    default:
      return t("anew.failed");
  }
}

/** `isAlone`: there is nobody to leave behind, and nothing is offered. */
export function BeginAnew(props: { readonly isAlone: boolean }): JSX.Element {
  const { client, canWrite, say } = useApp();
  const [turn, setTurn] = createSignal<Turn>({ kind: "offered" });
  const moved = (): number | null => {
    const now = turn();
    return now.kind === "moved" ? now.items : null;
  };
  const problem = (): string => {
    const now = turn();
    return now.kind === "failed" ? now.why : "";
  };
  let first: HTMLButtonElement | undefined;
  const ask = (): void => {
    setTurn({ kind: "asked" });
    queueMicrotask(() => first?.focus());
  };
  const move = async (): Promise<void> => {
    setTurn({ kind: "moving" });
    const outcome = await client.ask({ kind: "refound-space" });
    setTurn(outcome.ok ? { kind: "moved", items: outcome.value } : { kind: "failed", why: errorText(outcome.error) });
    if (outcome.ok) say(t("anew.done", outcome.value));
  };
  const isShown = (): boolean => !props.isAlone || turn().kind === "moving" || turn().kind === "moved";
  return (
    <Show when={isShown()}>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("anew.title")}</h3>
        <Switch>
          <Match when={turn().kind === "offered" || turn().kind === "failed"}>
            <p class={page["quiet"]}>{t("anew.when")}</p>
            <Show when={problem() !== ""}>
              <p role="alert">{problem()}</p>
            </Show>
            <div class={page["buttons"]}>
              <Button look="plain" disabled={!canWrite()} onClick={ask}>
                {t("anew.ask")}
              </Button>
            </div>
          </Match>
          <Match when={turn().kind === "asked"}>
            <p>{t("anew.what")}</p>
            <p>{t("anew.back")}</p>
            <div class={page["buttons"]}>
              <Button look="primary" disabled={!canWrite()} onClick={() => void move()} ref={(button) => (first = button)}>
                {t("anew.confirm")}
              </Button>
              <Button look="plain" onClick={() => setTurn({ kind: "offered" })}>
                {t("sync.cancel")}
              </Button>
            </div>
          </Match>
          <Match when={turn().kind === "moving"}>
            <p role="status">{t("anew.moving")}</p>
          </Match>
          <Match when={moved() !== null}>
            <p role="status">{t("anew.done", moved() ?? 0)}</p>
            <p>{t("anew.next")}</p>
          </Match>
        </Switch>
      </section>
    </Show>
  );
}
