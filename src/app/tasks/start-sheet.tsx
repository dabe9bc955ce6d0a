// Choosing the day before which tasks stay out of sight. Loaded on first use.

import type { JSX } from "solid-js";
import { isPlainDay, type PlainDay } from "../../model/plain-day.ts";
import { DateField, type QuickDay } from "../../ui/field/date-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { addDays, nextMonday } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { DayWords } from "./day-words.tsx";
import styles from "./sheets.module.css";

export type StartSheetProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** undefined: they do not begin on one day. */
  readonly start: PlainDay | null | undefined;
  readonly onPick: (start: PlainDay | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function StartSheet(props: StartSheetProps): JSX.Element {
  const { today } = useApp();
  const quickDays = (): readonly QuickDay[] => [
    { label: t("day.tomorrow"), day: addDays(today(), 1) },
    { label: t("day.nextWeek"), day: nextMonday(today()) },
    { label: t("start.none"), day: null },
  ];
  const pick = (picked: string | null): void => {
    if (picked !== null && !isPlainDay(picked)) return;
    props.onPick(picked);
    props.onClose();
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
        <p class={styles["about"]}>{t("start.about")}</p>
        <DayWords takesTime={false} onPick={pick} />
        <DateField label={t("day.field")} day={props.start} quickDays={quickDays()} onPick={pick} />
      </div>
    </Sheet>
  );
}
