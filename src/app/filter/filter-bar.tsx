// The fields that say which tasks of a view are shown. Loaded on first use.

import X from "lucide-solid/icons/x";
import { createEffect, createSignal, on, Show, type JSX } from "solid-js";
import { MAX_FILTER_TEXT } from "../../model/task-filter.ts";
import { INBOX, type Asked } from "../../model/view-asks.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { Button, IconButton } from "../../ui/button/button.tsx";
import { SelectField, type SelectChoice } from "../../ui/field/select-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { spansLists, type TaskPlace } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import { makeViewCommands } from "../views/view-commands.ts";
import { ViewSheet } from "../views/view-sheet.tsx";
import type { FilterState } from "./filter-state.ts";
import styles from "./filter-bar.module.css";

export type FilterBarProps = {
  readonly state: FilterState;
  readonly place: TaskPlace;
  /** The saved view that is shown. */
  readonly view: ViewRow | undefined;
  /** How many are shown; null: that is not known yet. */
  readonly found: number | null;
  readonly onClose: () => void;
  readonly onArrowDown: () => void;
};

const dues = (): readonly SelectChoice<Asked["due"]>[] => [
  { value: "", label: t("filter.any") },
  { value: "overdue", label: t("filter.overdue") },
  { value: "today", label: t("day.today") },
  { value: "soon", label: t("filter.soon") },
  { value: "none", label: t("day.none") },
];

const amongs = (): readonly SelectChoice<Asked["among"]>[] => [
  { value: "", label: t("filter.open") },
  { value: "today", label: t("view.today") },
  { value: "upcoming", label: t("view.upcoming") },
  { value: "done", label: t("view.done") },
  { value: "either", label: t("filter.either") },
];

const priorities = (): readonly SelectChoice<Asked["priority"]>[] => [
  { value: "", label: t("filter.any") },
  { value: "1", label: t("priority.1") },
  { value: "2", label: t("priority.2") },
  { value: "3", label: t("priority.3") },
  { value: "none", label: t("priority.none") },
];

const repeats = (): readonly SelectChoice<Asked["repeats"]>[] => [
  { value: "", label: t("filter.any") },
  { value: "yes", label: t("filter.repeats") },
];

export function FilterBar(props: FilterBarProps): JSX.Element {
  const { say } = useApp();
  createEffect(
    on(
      () => [props.state.filter(), props.found] as const,
      ([filter, found]) => filter !== undefined && found !== null && say(t("filter.found", found)),
      { defer: true },
    ),
  );
  const [savedFrom, setSavedFrom] = createSignal<HTMLElement | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    props.onClose();
  };
  return (
    <>
      <search class={styles["bar"]} aria-label={t("filter.title")} onKeyDown={onKeyDown}>
        <TextField
          type="search"
          label={t("filter.text")}
          value={props.state.asked().text}
          maxLength={MAX_FILTER_TEXT}
          autocomplete="off"
          dir="auto"
          ref={(field) => setTimeout(() => field.focus())}
          onInput={(event) => props.state.ask({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            event.preventDefault();
            props.onArrowDown();
          }}
        />
        <Choices state={props.state} place={props.place} />
        <Keeping {...props} onSave={setSavedFrom} />
        <div class={styles["close"]}>
          <IconButton icon={X} label={t("filter.close")} onClick={() => props.onClose()} />
        </div>
      </search>
      {/* Beside the bar, which closes by a key that closes this as well. */}
      <Show when={savedFrom()} keyed>
        {(button) => (
          <ViewSheet
            of={{ asked: askedOn(props.place, props.state.asked()), like: props.view }}
            onClose={() => setSavedFrom(null)}
            returnFocus={() => button.focus()}
          />
        )}
      </Show>
    </>
  );
}

/** A view may ask for what no task has any more. */
const withAsked = (choices: readonly SelectChoice<string>[], asked: SelectChoice<string>): readonly SelectChoice<string>[] =>
  asked.value === "" || choices.some(({ value }) => value === asked.value) ? choices : [...choices, asked];

/** What is asked for on the page of a list is asked of that one, and on one of days of the tasks there. */
function askedOn(place: TaskPlace, asked: Asked): Asked {
  if (place.kind === "today" || place.kind === "upcoming" || place.kind === "done") return { ...asked, among: place.kind };
  if (place.kind === "list") return { ...asked, list: place.list };
  return place.kind === "inbox" ? { ...asked, list: INBOX } : asked;
}

/** Keeps the filter: in the view that it was changed in, or as a new one. */
function Keeping(props: FilterBarProps & { readonly onSave: (from: HTMLElement) => void }): JSX.Element {
  const { actions, canWrite, canWriteIn } = useApp();
  const commands = makeViewCommands(actions);
  const keep = async (view: ViewRow): Promise<void> => {
    const changed = props.state.changed();
    if (changed !== null && (await commands.keep(view, changed))) props.onClose();
  };
  return (
    <Show when={props.state.changed() !== null}>
      <div class={styles["keeping"]}>
        <Show when={props.view}>
          {(view) => (
            <Button look="primary" disabled={view().newer || !canWriteIn(view())} onClick={() => void keep(view())}>
              {t("views.keep")}
            </Button>
          )}
        </Show>
        <Button
          look="plain"
          aria-haspopup="dialog"
          disabled={!canWrite() || (props.state.filter() === undefined && props.state.asked().among === "")}
          onClick={(event) => props.onSave(event.currentTarget)}
        >
          {t(props.view === undefined ? "views.save" : "views.saveOther")}
        </Button>
        <Show when={props.view !== undefined}>
          <Button look="quiet" onClick={() => props.onClose()}>
            {t("views.back")}
          </Button>
        </Show>
      </div>
    </Show>
  );
}

function Choices(props: { readonly state: FilterState; readonly place: TaskPlace }): JSX.Element {
  const { client, lists } = useApp();
  const tags = (): readonly SelectChoice<string>[] => [
    { value: "", label: t("filter.any") },
    ...withAsked(
      client.tags().map((use) => ({ value: use.tag, label: `#${use.tag}` })),
      { value: props.state.asked().tag, label: `#${props.state.asked().tag}` },
    ),
  ];
  const places = (): readonly SelectChoice<string>[] => [
    { value: "", label: t("filter.any") },
    { value: INBOX, label: t("view.inbox") },
    ...withAsked(
      lists.shown().map((list): SelectChoice<string> => ({ value: list.id, label: listName(list) })),
      { value: props.state.asked().list === INBOX ? "" : props.state.asked().list, label: t("views.listGone") },
    ),
  ];
  return (
    <>
      <Show when={props.place.kind === "open" || props.place.kind === "view"}>
        <SelectField
          label={t("filter.among")}
          choices={amongs()}
          chosen={props.state.asked().among}
          onChoose={(among) => props.state.ask({ among })}
        />
      </Show>
      <SelectField label={t("filter.due")} choices={dues()} chosen={props.state.asked().due} onChoose={(due) => props.state.ask({ due })} />
      <SelectField
        label={t("details.priority")}
        choices={priorities()}
        chosen={props.state.asked().priority}
        onChoose={(priority) => props.state.ask({ priority })}
      />
      <SelectField
        label={t("details.tags")}
        choicesAreUserText
        choices={tags()}
        chosen={props.state.asked().tag}
        onChoose={(tag) => props.state.ask({ tag })}
      />
      <Show when={spansLists(props.place)}>
        <SelectField
          label={t("details.list")}
          choicesAreUserText
          choices={places()}
          chosen={props.state.asked().list}
          onChoose={(list) => props.state.ask({ list })}
        />
      </Show>
      <SelectField
        label={t("filter.repeat")}
        choices={repeats()}
        chosen={props.state.asked().repeats}
        onChoose={(value) => props.state.ask({ repeats: value })}
      />
    </>
  );
}
