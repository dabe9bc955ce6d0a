// Choosing the day of a task. Loaded on first use.

import type { JSX } from "solid-js";
import type { PlainDay } from "../../model/plain-day.ts";
import { isPlainDay } from "../../model/plain-day.ts";
import { DateField, type QuickDay } from "../../ui/field/date-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { addDays, nextMonday } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";

export type DaySheetProps = {
  readonly title: string;
  readonly day: PlainDay | null;
  readonly onPick: (day: PlainDay | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function DaySheet(props: DaySheetProps): JSX.Element {
  const { today } = useApp();
  const quickDays = (): readonly QuickDay[] => [
    { label: t("day.today"), day: today() },
    { label: t("day.tomorrow"), day: addDays(today(), 1) },
    { label: t("day.nextWeek"), day: nextMonday(today()) },
    { label: t("day.none"), day: null },
  ];
  const pick = (day: string | null): void => {
    if (day !== null && !isPlainDay(day)) return;
    props.onPick(day);
    props.onClose();
  };
  return (
    <Sheet
      title={props.title}
      titleIsUserText
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    >
      <DateField label={t("day.field")} day={props.day} quickDays={quickDays()} onPick={pick} />
    </Sheet>
  );
}
