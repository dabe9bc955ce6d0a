// The fields of one task, each saved by itself.

import X from "lucide-solid/icons/x";
import { createMemo, createSignal, Show, Suspense, type JSX } from "solid-js";
import { isPlainDay } from "../../model/plain-day.ts";
import { isPlainTime } from "../../model/plain-time.ts";
import { MAX_TAG_LENGTH } from "../../model/tag.ts";
import type { Priority } from "../../model/task-schema.ts";
import type { ItemId } from "../../base/ids.ts";
import type { DetailsPart } from "../tasks/screen-state.ts";
import type { TaskDetails } from "../../model/task-details.ts";
import { normaliseTag } from "../../model/typed-tag.ts";
import { Button, IconButton } from "../../ui/button/button.tsx";
import { ChoiceField, type Choice } from "../../ui/field/choice-field.tsx";
import { PickField } from "../../ui/field/pick-field.tsx";
import { TagField } from "../../ui/field/tag-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { TimeField } from "../../ui/field/time-field.tsx";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { TaskCircle } from "../../ui/task-circle/task-circle.tsx";
import { listName } from "../client/lists.ts";
import { RepeatField } from "../repeat/repeat-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { RemindField } from "../reminders/remind-field.tsx";
import { shortTitle } from "../tasks/row/row-title.ts";
import { RowConflict } from "../tasks/row/row-conflict.tsx";
import { targetOf, type TaskCommands, type Targets } from "../tasks/row/row-commands.ts";
import { t } from "../texts/messages.ts";
import { makeChecklistCommands } from "./checklist/checklist-commands.ts";
import { ChecklistView } from "./checklist/checklist-view.tsx";
import { PartOf, PartsView } from "./parts/parts-view.tsx";
import styles from "./inspector.module.css";
import { NotesField } from "./notes/notes-field.tsx";
import { TitleField } from "./title-field.tsx";
import { lazyPart } from "../texts/lazy-part.ts";

export type DetailsViewProps = {
  readonly details: TaskDetails;
  readonly isInSheet: boolean;
  readonly commands: TaskCommands;
  readonly at: DetailsPart | null;
  readonly onOpen: (id: ItemId) => void;
  /** Given what saves at once what is being written; it answers whether all is saved. */
  readonly flushRef: (flush: () => Promise<boolean>) => void;
};

type FieldProps = DetailsViewProps & { readonly isReadOnly: boolean; readonly targets: Targets };

export function DetailsView(props: DetailsViewProps): JSX.Element {
  const { canWriteIn } = useApp();
  const row = () => props.details.row;
  const isReadOnly = (): boolean => row().newer || row().trashed || !canWriteIn(row());
  const targets = (): Targets => targetOf(row());
  return (
    <>
      <Head {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <Show when={row().parent} keyed>
        {(parent) => <PartOf task={parent} onOpen={props.onOpen} />}
      </Show>
      <ListField {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <WhenFields {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <StartField {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <RepeatField row={row()} isReadOnly={isReadOnly()} commands={props.commands} />
      <RemindField row={row()} isReadOnly={isReadOnly()} />
      <PriorityField {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <Tags {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <NotesField details={props.details} isReadOnly={isReadOnly()} flushRef={props.flushRef} />
      <PartsView row={row()} isReadOnly={isReadOnly()} isAdding={props.at === "parts"} commands={props.commands} onOpen={props.onOpen} />
      <Checklist {...props} isReadOnly={isReadOnly()} targets={targets()} />
      <Show when={!isReadOnly()}>
        <div class={styles["foot"]}>
          <Button look="quiet" onClick={() => props.commands.trash(targets())}>
            {t("menu.trash")}
          </Button>
        </div>
      </Show>
    </>
  );
}

function Head(props: FieldProps): JSX.Element {
  const row = () => props.details.row;
  return (
    <>
      <div class={styles["head"]} classList={{ [styles["inSheet"] ?? ""]: props.isInSheet }}>
        <TaskCircle
          checked={row().done}
          label={t(row().done ? "task.reopen" : "task.complete", shortTitle(row()))}
          disabled={props.isReadOnly}
          onChange={(done) => props.commands.setDone(props.targets, done)}
        />
        <div>
          <TitleField title={row().title} isReadOnly={props.isReadOnly} onSave={(title) => props.commands.rename(row(), title)} />
        </div>
      </div>
      <Show when={row().newer}>
        <p class={styles["note"]}>{t("task.newer")}</p>
      </Show>
      <Show when={!props.isReadOnly}>
        <RowConflict row={row()} tabIndex={0} onResolve={(value) => props.commands.resolve(row(), value)} />
      </Show>
    </>
  );
}

const ListPicker = lazyPart(async () => (await import("../lists/list-picker.tsx")).ListPicker);

function ListField(props: FieldProps): JSX.Element {
  const { lists } = useApp();
  const [isOpen, setOpen] = createSignal(false);
  const list = () => lists.shownOf(props.details.row.list);
  return (
    <>
      <PickField label={t("details.list")} disabled={props.isReadOnly} onOpen={() => setOpen(true)}>
        <Show when={list()} fallback={t("view.inbox")}>
          {(shown) => (
            <>
              <HueDot hue={shown().color} />
              <span translate="no" dir="auto">
                {listName(shown())}
              </span>
            </>
          )}
        </Show>
      </PickField>
      <Suspense>
        <Show when={isOpen()}>
          <ListPicker
            title={t("menu.list")}
            titleIsUserText={false}
            present={list()?.id ?? null}
            onPick={(place) => props.commands.moveTo(props.targets, place)}
            onClose={() => setOpen(false)}
            returnFocus={undefined}
          />
        </Show>
      </Suspense>
    </>
  );
}

function WhenFields(props: FieldProps): JSX.Element {
  const row = () => props.details.row;
  const setDay = (day: string): void => {
    if (day === "") props.commands.setDay(props.targets, null);
    else if (isPlainDay(day)) props.commands.setDay(props.targets, day);
  };
  const setTime = (time: string | null): void => {
    if (time === null || isPlainTime(time)) props.commands.setWhen(props.targets, row().day, time);
  };
  return (
    <div class={styles["when"]}>
      <div class={styles["day"]}>
        <TextField
          type="date"
          label={t("details.day")}
          value={row().day ?? ""}
          min="0001-01-01"
          max="9999-12-31"
          disabled={props.isReadOnly}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        <Show when={row().day !== null && !props.isReadOnly}>
          <IconButton icon={X} label={t("details.noDay")} onClick={() => setDay("")} />
        </Show>
      </div>
      <TimeField
        label={t("details.time")}
        clearLabel={t("details.noTime")}
        time={row().time}
        disabled={props.isReadOnly || row().day === null}
        hint={row().day === null && !props.isReadOnly ? t("details.timeNeedsDay") : undefined}
        onSet={setTime}
      />
    </div>
  );
}

/** The day before which it stays out of sight. */
function StartField(props: FieldProps): JSX.Element {
  const set = (start: string): void => {
    if (start === "") props.commands.setStart(props.targets, null);
    else if (isPlainDay(start)) props.commands.setStart(props.targets, start);
  };
  return (
    <div class={styles["day"]}>
      <TextField
        type="date"
        label={t("details.start")}
        value={props.details.row.start ?? ""}
        min="0001-01-01"
        max="9999-12-31"
        disabled={props.isReadOnly}
        onChange={(event) => set(event.currentTarget.value)}
      />
      <Show when={props.details.row.start !== null && !props.isReadOnly}>
        <IconButton icon={X} label={t("start.none")} onClick={() => set("")} />
      </Show>
    </div>
  );
}

const priorities = (): readonly Choice<Priority | "none">[] => [
  { value: "none", label: t("priority.none") },
  { value: 3, label: t("priority.3") },
  { value: 2, label: t("priority.2") },
  { value: 1, label: t("priority.1") },
];

function PriorityField(props: FieldProps): JSX.Element {
  return (
    <ChoiceField<Priority | "none">
      label={t("details.priority")}
      choices={priorities()}
      chosen={props.details.row.priority ?? "none"}
      disabled={props.isReadOnly}
      onChoose={(value) => props.commands.setPriority(props.targets, value === "none" ? null : value)}
    />
  );
}

function Tags(props: FieldProps): JSX.Element {
  const { client } = useApp();
  const add = (typed: string): void => {
    const tag = normaliseTag(typed);
    if (tag !== "") props.commands.addTag(props.targets, tag);
  };
  return (
    <TagField
      label={t("details.tags")}
      tags={props.details.row.tags}
      known={client.tags().map(({ tag }) => tag)}
      placeholder={t("details.addTag")}
      removeLabel={(tag) => t("details.removeTag", tag)}
      maxLength={MAX_TAG_LENGTH}
      disabled={props.isReadOnly}
      onAdd={add}
      onRemove={(tag) => props.commands.removeTag(props.targets, tag)}
    />
  );
}

function Checklist(props: FieldProps): JSX.Element {
  const { actions } = useApp();
  const commands = createMemo(() => makeChecklistCommands(actions, props.details.row.id));
  return <ChecklistView entries={props.details.checklist} isReadOnly={props.isReadOnly} commands={commands()} />;
}
