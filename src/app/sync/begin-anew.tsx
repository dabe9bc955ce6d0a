// Everything goes into a new space with new keys, in which this device is alone: for when the list of devices cannot be trusted, or nobody is left who may change it.

import { createSignal, Match, onMount, Show, Switch, type JSX } from "solid-js";
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

const itemsMoved = (turn: Turn): number => (turn.kind === "moved" ? turn.items : 0);
const problemOf = (turn: Turn): string => (turn.kind === "failed" ? turn.why : "");

/** `isAlone`: there is nobody to leave behind, and nothing is offered. A shared space belongs to others, too. */
export function BeginAnew(props: { readonly isAlone: boolean }): JSX.Element {
  const { client, say } = useApp();
  const [turn, setTurn] = createSignal<Turn>({ kind: "offered" });
  const move = async (): Promise<void> => {
    setTurn({ kind: "moving" });
    const outcome = await client.ask({ kind: "refound-space" });
    setTurn(outcome.ok ? { kind: "moved", items: outcome.value } : { kind: "failed", why: errorText(outcome.error) });
    if (outcome.ok) say(t("anew.done", outcome.value));
  };
  const isOwnShown = (): boolean => client.spaces()?.spaces.find(({ id }) => id === client.status()?.space)?.isOwn !== false;
  const isShown = (): boolean => turn().kind === "moving" || turn().kind === "moved" || (!props.isAlone && isOwnShown());
  return (
    <Show when={isShown()}>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("anew.title")}</h3>
        <Switch>
          <Match when={turn().kind === "offered" || turn().kind === "failed"}>
            <Offered problem={problemOf(turn())} onAsk={() => setTurn({ kind: "asked" })} />
          </Match>
          <Match when={turn().kind === "asked"}>
            <Asked onConfirm={() => void move()} onCancel={() => setTurn({ kind: "offered" })} />
          </Match>
          <Match when={turn().kind === "moving"}>
            <p role="status">{t("anew.moving")}</p>
          </Match>
          <Match when={turn().kind === "moved"}>
            <p role="status">{t("anew.done", itemsMoved(turn()))}</p>
            <p>{t("anew.next")}</p>
          </Match>
        </Switch>
      </section>
    </Show>
  );
}

function Offered(props: { readonly problem: string; readonly onAsk: () => void }): JSX.Element {
  const { canWrite } = useApp();
  return (
    <>
      <p class={page["quiet"]}>{t("anew.when")}</p>
      <Show when={props.problem !== ""}>
        <p role="alert">{props.problem}</p>
      </Show>
      <div class={page["buttons"]}>
        <Button look="plain" disabled={!canWrite()} onClick={() => props.onAsk()}>
          {t("anew.ask")}
        </Button>
      </div>
    </>
  );
}

function Asked(props: { readonly onConfirm: () => void; readonly onCancel: () => void }): JSX.Element {
  const { canWrite } = useApp();
  let first: HTMLButtonElement | undefined;
  onMount(() => first?.focus());
  return (
    <>
      <p>{t("anew.what")}</p>
      <p>{t("anew.back")}</p>
      <div class={page["buttons"]}>
        <Button look="primary" disabled={!canWrite()} onClick={() => props.onConfirm()} ref={(button) => (first = button)}>
          {t("anew.confirm")}
        </Button>
        <Button look="plain" onClick={() => props.onCancel()}>
          {t("sync.cancel")}
        </Button>
      </div>
    </>
  );
}
