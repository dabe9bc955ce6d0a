// Choosing the day of tasks, and a time on it. Loaded on first use.

import { createSignal, untrack, type JSX } from "solid-js";
import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";
import { isPlainTime, type PlainTime } from "../../model/plain-time.ts";
import { DateField, type QuickDay } from "../../ui/field/date-field.tsx";
import { TimeField } from "../../ui/field/time-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { addDays, nextMonday } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { DayWords } from "./day-words.tsx";
import styles from "./sheets.module.css";

export type DaySheetProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** undefined: they are not on one day. */
  readonly day: PlainDay | null | undefined;
  readonly time: PlainTime | null;
  /** `time` undefined: each task keeps its own. */
  readonly onPick: (day: PlainDay | null, time: PlainTime | null | undefined) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function DaySheet(props: DaySheetProps): JSX.Element {
  const { today } = useApp();
  const [day, setDay] = createSignal(untrack(() => props.day));
  /** What was set here; undefined: nothing. */
  const [time, setTime] = createSignal<PlainTime | null | undefined>();
  const quickDays = (): readonly QuickDay[] => [
    { label: t("day.today"), day: today() },
    { label: t("day.tomorrow"), day: addDays(today(), 1) },
    { label: t("day.nextWeek"), day: nextMonday(today()) },
    { label: t("day.none"), day: null },
  ];
  const shownTime = (): PlainTime | null => {
    const set = time();
    return set === undefined ? props.time : set;
  };
  const pick = (picked: string | null): void => {
    if (picked !== null && !isPlainDay(picked)) return;
    setDay(picked);
    props.onPick(picked, picked === null ? null : time());
    props.onClose();
  };
  const pickWords = (picked: PlainDay, said: PlainTime | undefined): void => {
    props.onPick(picked, said ?? time());
    props.onClose();
  };
  /** Without a day it waits for one. */
  const pickTime = (picked: string | null): void => {
    if (picked !== null && !isPlainTime(picked)) return;
    setTime(picked);
    const present = day();
    if (present) props.onPick(present, picked);
  };
  return (
    <Sheet
      title={props.title}
      titleIsUserText={props.titleIsUserText}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <div class={styles["fields"]}>
        <DayWords takesTime onPick={pickWords} />
        <DateField label={t("day.field")} day={day()} quickDays={quickDays()} onPick={pick} />
        <TimeField
          label={t("details.time")}
          clearLabel={t("details.noTime")}
          hint={!day() && shownTime() !== null ? t("details.timeNeedsDay") : undefined}
          time={shownTime()}
          onSet={pickTime}
        />
      </div>
    </Sheet>
  );
}
