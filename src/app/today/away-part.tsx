// "Since you were away": one quiet line beside the date that opens to what other devices did, each of which can be taken back.

import { createMemo, createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { AwayLine, AwayState } from "../../replica/face/away.ts";
import { Button, IconButton } from "../../ui/button/button.tsx";
import X from "lucide-solid/icons/x";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { shortTitle } from "../tasks/row/row-title.ts";
import { dayText } from "../texts/day-texts.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { shownTag, t } from "../texts/messages.ts";
import styles from "./away-part.module.css";

/** So many devices are named. */
const NAMED_DEVICES = 2;

/** What a line says, in words. */
function createWords(): { readonly device: (id: AwayLine["device"]) => string; readonly line: (line: AwayLine) => string } {
  const { client, lists, today } = useApp();
  const device = (id: AwayLine["device"]): string => client.status()?.devices.find((one) => one.id === id)?.name ?? t("away.otherDevice");
  const listOf = (id: ItemId | null): string => {
    const list = lists.shownOf(id);
    return list === undefined ? t("view.inbox") : listName(list);
  };
  return {
    device,
    line(line) {
      const [who, what] = [device(line.device), shortTitle(line)];
      const { change } = line;
      switch (change.kind) {
        case "renamed":
          return t("away.renamed", who, shortTitle({ title: change.from }), what);
        case "day":
          return change.day === null ? t("away.noDay", who, what) : t("away.day", who, what, dayText(change.day, today()));
        case "moved":
          return t("away.moved", who, what, listOf(change.list));
        default:
          return t(`away.${change.kind}`, who, what);
      }
    },
  };
}

export function AwayPart(props: { readonly away: AwayState }): JSX.Element {
  const { client } = useApp();
  const [isOpen, setOpen] = createSignal(false);
  const words = createWords();
  const listId = createUniqueId();
  const devices = createMemo(() => {
    const names = [...new Set(props.away.lines.map(({ device }) => words.device(device)))];
    if (names.length > NAMED_DEVICES) return t("away.devices", names.length);
    return new Intl.ListFormat(shownTag()).format(names);
  });
  return (
    <section class={styles["away"]} aria-label={t("away.label")}>
      <div class={styles["head"]}>
        <button
          type="button"
          class={styles["summary"]}
          translate="no"
          aria-expanded={isOpen()}
          aria-controls={listId}
          onClick={() => setOpen((open) => !open)}
        >
          {t("away.summary", props.away.lines.length + props.away.more, devices())}
        </button>
        <IconButton icon={X} label={t("away.dismiss")} onClick={() => void client.ask({ kind: "dismiss-away" })} />
      </div>
      <ul class={styles["lines"]} id={listId} hidden={!isOpen()}>
        <For each={isOpen() ? props.away.lines.map(({ item }) => item) : []}>
          {(item) => (
            <Show when={props.away.lines.find((line) => line.item === item)}>
              {(line) => <Line line={line()} text={words.line(line())} />}
            </Show>
          )}
        </For>
        <Show when={props.away.more > 0}>
          <li class={styles["more"]}>{t("away.more", props.away.more)}</li>
        </Show>
      </ul>
    </section>
  );
}

function Line(props: { readonly line: AwayLine; readonly text: string }): JSX.Element {
  const { client, actions, canWrite } = useApp();
  const undo = async (): Promise<void> => {
    const { key } = props.line;
    const title = shortTitle(props.line);
    if (props.line.isUndone) return;
    const outcome = await client.ask({ kind: "undo-away", key });
    if (!outcome.ok) {
      const { error } = outcome;
      return actions.tellPlainly(() => (error.kind === "nothing-to-undo" ? t("away.changedSince") : actErrorText(error)));
    }
    const { leftAlone } = outcome.value;
    const text = (): string => [t("away.takenBack", title), ...(leftAlone > 0 ? [t("undo.leftAlone", leftAlone)] : [])].join(" ");
    actions.remember(outcome.value, { text, name: () => t("name.away", title), toast: true });
  };
  return (
    <li class={styles["line"]}>
      <span class={styles["text"]} translate="no" dir="auto">
        {props.text}
      </span>
      {/* It stays, with the focus on it. */}
      <Button
        look="quiet"
        disabled={!canWrite()}
        aria-disabled={props.line.isUndone}
        aria-label={t(props.line.isUndone ? "away.undoneLabel" : "away.undoLabel", props.text)}
        onClick={() => void undo()}
      >
        {t(props.line.isUndone ? "away.undone" : "away.undo")}
      </Button>
    </li>
  );
}
