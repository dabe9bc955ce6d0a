// Choosing how a task repeats: the rules that people choose, with the sentence they make and the days that come of it. Saved as one step. Loaded on first
// use, with what works out the days.

import { createMemo, createSignal, For, Match, Show, Switch, untrack, type JSX } from "solid-js";
import { addDays } from "../../model/day-number.ts";
import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";
import { isSameRepeat } from "../../model/repeat-value.ts";
import type { Repeat } from "../../model/repeat.ts";
import { nextAfter, occurrencesBetween } from "../../repeat/occurrences.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField, type Choice } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { dayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { nthName, repeatText, weekdayName } from "../texts/repeat-text.ts";
import {
  canCount,
  formToRepeat,
  hasEvery,
  marksOf,
  MAX_EVERY,
  MAX_TIMES,
  problemOf,
  repeatToForm,
  type FormProblem,
  type MonthOn,
  type RepeatForm,
  type RepeatHow,
} from "./repeat-form.ts";
import styles from "./repeat-sheet.module.css";

export type RepeatSheetProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** null: it does not; undefined: it is about several tasks. */
  readonly repeat: Repeat | null | undefined;
  /** The day of the task, or its start. */
  readonly day: PlainDay | null;
  readonly onSave: (repeat: Repeat | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

const SHOWN_NEXT = 3;
const LAST_DAY = "9999-12-31";

type Change = (part: Partial<RepeatForm>) => void;
type FieldsProps = {
  readonly form: RepeatForm;
  /** What "on this day" is. */
  readonly day: PlainDay;
  readonly problem: FormProblem | null;
  readonly change: Change;
};

/** Counted from the task's day; where it has none, from the first that comes from today on. */
function withBase(made: Repeat | null, day: PlainDay | null, today: PlainDay): Repeat | null {
  if (made === null || made.from === "done") return made;
  if (day !== null) return { ...made, base: day };
  const first = nextAfter({ ...made, base: today }, addDays(today, -1) ?? today);
  return { ...made, base: first ?? today };
}

/** A rule that says the same is counted from where it was. */
const saysTheSame = (a: Repeat | null, b: Repeat | null): boolean =>
  a === b || (a !== null && b !== null && isSameRepeat({ ...a, base: null }, { ...b, base: null }));

export function RepeatSheet(props: RepeatSheetProps): JSX.Element {
  const { today } = useApp();
  const marked = untrack(() => props.repeat?.base ?? props.day ?? today());
  const [form, setForm] = createSignal(untrack(() => repeatToForm(props.repeat ?? null, marked)));
  const [isTried, setTried] = createSignal(false);
  const problem = createMemo(() => problemOf(form()));
  const made = createMemo((): Repeat | null => {
    if (form().how === "own") return props.repeat ?? null;
    return problem() === null ? withBase(formToRepeat(form(), marked), props.day, today()) : null;
  });
  const save = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (problem() !== null) return;
    if (props.repeat === undefined || !saysTheSame(made(), props.repeat)) props.onSave(made());
    props.onClose();
  };
  const fields = (): FieldsProps => ({
    form: form(),
    day: marked,
    problem: isTried() ? problem() : null,
    change: (part) => setForm((before) => ({ ...before, ...part })),
  });
  return (
    <Sheet
      title={props.title}
      titleIsUserText={props.titleIsUserText}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <form class={styles["form"]} onSubmit={save} novalidate>
        <How {...fields()} />
        <Show when={form().how !== "never" && form().how !== "own"}>
          <Every {...fields()} />
          <From {...fields()} />
          <Show when={form().from === "day" || form().how === "weekday"}>
            <On {...fields()} />
          </Show>
          <Ends {...fields()} />
        </Show>
        <Outcome repeat={made()} day={props.day ?? today()} isOwn={form().how === "own"} />
        <div class={styles["foot"]}>
          <Button type="submit" look="primary">
            {t("repeat.save")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}

const HOWS: readonly Exclude<RepeatHow, "own">[] = ["never", "day", "weekday", "week", "month", "year"];

const HOW_TEXTS = {
  never: "repeat.never",
  day: "repeat.howDay",
  weekday: "repeat.howWeekday",
  week: "repeat.howWeek",
  month: "repeat.howMonth",
  year: "repeat.howYear",
} as const;

const howChoices = (): readonly Choice<RepeatHow>[] => HOWS.map((how) => ({ value: how, label: t(HOW_TEXTS[how]) }));

function How(props: FieldsProps): JSX.Element {
  return (
    <ChoiceField<RepeatHow>
      label={t("repeat.how")}
      choices={howChoices()}
      chosen={props.form.how === "own" ? null : props.form.how}
      onChoose={(how) => props.change({ how })}
    />
  );
}

const EVERY_TEXTS = { day: "repeat.everyDays", week: "repeat.everyWeeks", month: "repeat.everyMonths", year: "repeat.everyYears" } as const;

function Every(props: FieldsProps): JSX.Element {
  const label = (): string | null => {
    const { how } = props.form;
    return how === "day" || how === "week" || how === "month" || how === "year" ? t(EVERY_TEXTS[how]) : null;
  };
  return (
    <Show when={hasEvery(props.form) && label()}>
      {(text) => (
        <TextField
          type="number"
          inputmode="numeric"
          min={1}
          max={MAX_EVERY}
          label={text()}
          value={props.form.every}
          error={props.problem === "every" ? t("repeat.badNumber", MAX_EVERY) : null}
          onInput={(event) => props.change({ every: event.currentTarget.value })}
        />
      )}
    </Show>
  );
}

function From(props: FieldsProps): JSX.Element {
  return (
    <Show when={props.form.how !== "weekday"}>
      <ChoiceField<RepeatForm["from"]>
        label={t("repeat.from")}
        choices={[
          { value: "day", label: t("repeat.fromDay") },
          { value: "done", label: t("repeat.fromDone") },
        ]}
        chosen={props.form.from}
        onChoose={(from) => props.change({ from, ...(from === "done" && props.form.ends === "count" ? { ends: "never" } : {}) })}
      />
    </Show>
  );
}

function On(props: FieldsProps): JSX.Element {
  return (
    <Switch>
      <Match when={props.form.how === "week"}>
        <Weekdays {...props} />
      </Match>
      <Match when={props.form.how === "month"}>
        <ChoiceField<MonthOn>
          label={t("repeat.monthOn")}
          choices={monthChoices(props.day)}
          chosen={props.form.monthOn}
          onChoose={(monthOn) => props.change({ monthOn })}
        />
      </Match>
    </Switch>
  );
}

function monthChoices(day: PlainDay): readonly Choice<MonthOn>[] {
  const { date, nth, last } = marksOf(day);
  const [nthText, lastText] = [nthName(nth), nthName(last)];
  return [
    { value: "date", label: t("repeat.monthDate", t("repeat.date", date)) },
    ...(nthText === null ? [] : [{ value: "nth", label: t("repeat.monthNth", nthText) } as const]),
    ...(lastText === null ? [] : [{ value: "last-weekday", label: t("repeat.monthNth", lastText) } as const]),
    { value: "last-day", label: t("repeat.monthLastDay") },
  ];
}

function Weekdays(props: FieldsProps): JSX.Element {
  const toggle = (weekday: number, isOn: boolean): void => {
    const others = props.form.weekdays.filter((one) => one !== weekday);
    props.change({ weekdays: isOn ? [...others, weekday] : others });
  };
  return (
    <fieldset class={styles["days"]} aria-describedby={props.problem === "weekdays" ? "repeat-weekdays-problem" : undefined}>
      <legend class={styles["legend"]}>{t("repeat.weekdays")}</legend>
      <div class={styles["toggles"]}>
        <For each={[0, 1, 2, 3, 4, 5, 6]}>
          {(weekday) => (
            <label class={styles["toggle"]}>
              <input
                type="checkbox"
                class={styles["box"]}
                checked={props.form.weekdays.includes(weekday)}
                aria-label={weekdayName(weekday)}
                onChange={(event) => toggle(weekday, event.currentTarget.checked)}
              />
              <span aria-hidden="true">{weekdayName(weekday, "short")}</span>
            </label>
          )}
        </For>
      </div>
      <Show when={props.problem === "weekdays"}>
        <p id="repeat-weekdays-problem" class={styles["problem"]} role="alert">
          {t("repeat.needsWeekday")}
        </p>
      </Show>
    </fieldset>
  );
}

function Ends(props: FieldsProps): JSX.Element {
  const choices = (): readonly Choice<RepeatForm["ends"]>[] => [
    { value: "never", label: t("repeat.endsNever") },
    { value: "day", label: t("repeat.endsDay") },
    ...(canCount(props.form) ? [{ value: "count", label: t("repeat.endsCount") } as const] : []),
  ];
  const setDay = (day: string): void => props.change({ endDay: isPlainDay(day) ? day : null });
  return (
    <>
      <ChoiceField<RepeatForm["ends"]>
        label={t("repeat.ends")}
        choices={choices()}
        chosen={props.form.ends}
        onChoose={(ends) => props.change({ ends })}
      />
      <Switch>
        <Match when={props.form.ends === "day"}>
          <TextField
            type="date"
            label={t("repeat.lastDay")}
            value={props.form.endDay ?? ""}
            min={props.day}
            max={LAST_DAY}
            error={props.problem === "end-day" ? t("repeat.needsDay") : null}
            onChange={(event) => setDay(event.currentTarget.value)}
          />
        </Match>
        <Match when={props.form.ends === "count"}>
          <TextField
            type="number"
            inputmode="numeric"
            min={1}
            max={MAX_TIMES}
            label={t("repeat.count")}
            value={props.form.endCount}
            error={props.problem === "end-count" ? t("repeat.badNumber", MAX_TIMES) : null}
            onInput={(event) => props.change({ endCount: event.currentTarget.value })}
          />
        </Match>
      </Switch>
    </>
  );
}

/** The sentence, and the days that come next. */
function Outcome(props: { readonly repeat: Repeat | null; readonly day: PlainDay; readonly isOwn: boolean }): JSX.Element {
  const { today } = useApp();
  const next = createMemo((): string | null => {
    const repeat = props.repeat;
    if (repeat === null || repeat.from === "done") return null;
    const from = props.day > today() ? props.day : today();
    const days = occurrencesBetween(repeat, from, LAST_DAY, SHOWN_NEXT);
    return days.length === 0 ? t("repeat.noNext") : t("repeat.next", days.map((day) => dayText(day, today())).join(", "));
  });
  return (
    <div class={styles["outcome"]} role="status">
      <Show when={props.repeat}>{(repeat) => <p class={styles["sentence"]}>{repeatText(repeat(), props.day)}</p>}</Show>
      <Show when={next()}>{(text) => <p class={styles["next"]}>{text()}</p>}</Show>
      <Show when={props.isOwn}>
        <p class={styles["next"]}>{t("repeat.kept")}</p>
      </Show>
    </div>
  );
}
