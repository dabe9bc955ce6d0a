// The fields that say which tasks of a view are shown. Loaded on first use.

import X from "lucide-solid/icons/x";
import { createEffect, on, Show, type JSX } from "solid-js";
import { MAX_FILTER_TEXT } from "../../model/task-filter.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { SelectField, type SelectChoice } from "../../ui/field/select-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { INBOX, type Asked, type FilterState } from "./filter-state.ts";
import styles from "./filter-bar.module.css";

export type FilterBarProps = {
  readonly state: FilterState;
  /** Its tasks are of several lists. */
  readonly spansLists: boolean;
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
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    props.onClose();
  };
  return (
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
      <Choices state={props.state} spansLists={props.spansLists} />
      <div class={styles["close"]}>
        <IconButton icon={X} label={t("filter.close")} onClick={() => props.onClose()} />
      </div>
    </search>
  );
}

function Choices(props: Pick<FilterBarProps, "state" | "spansLists">): JSX.Element {
  const { client, lists } = useApp();
  const tags = (): readonly SelectChoice<string>[] => [
    { value: "", label: t("filter.any") },
    ...client.tags().map((use) => ({ value: use.tag, label: `#${use.tag}` })),
  ];
  const places = (): readonly SelectChoice<string>[] => [
    { value: "", label: t("filter.any") },
    { value: INBOX, label: t("view.inbox") },
    ...lists.shown().map((list) => ({ value: list.id, label: listName(list) })),
  ];
  return (
    <>
      <SelectField label={t("filter.due")} choices={dues()} chosen={props.state.asked().due} onChoose={(due) => props.state.ask({ due })} />
      <SelectField
        label={t("details.priority")}
        choices={priorities()}
        chosen={props.state.asked().priority}
        onChoose={(priority) => props.state.ask({ priority })}
      />
      <SelectField
        label={t("details.tags")}
        choices={tags()}
        chosen={props.state.asked().tag}
        onChoose={(tag) => props.state.ask({ tag })}
      />
      <Show when={props.spansLists}>
        <SelectField
          label={t("details.list")}
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
