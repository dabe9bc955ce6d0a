// What a heading between the rows says: its name, and how many tasks stand under it.

import { Show, type JSX } from "solid-js";
import type { RowHeading } from "../../../model/outline.ts";
import { Button } from "../../../ui/button/button.tsx";
import { useApp } from "../../shell/app-context.ts";
import { headingDayText, monthText } from "../../texts/day-texts.ts";
import { createMoveOverdue } from "../../today/move-overdue.ts";
import { t } from "../../texts/messages.ts";
import type { ShownHeading } from "../list-lines.ts";
import styles from "./heading-view.module.css";

export type HeadingViewProps = { readonly shown: ShownHeading };

/** The app's own words. */
function headingText(heading: Exclude<RowHeading, { readonly kind: "section" }>, today: string): string {
  switch (heading.kind) {
    case "day":
      return headingDayText(heading.day, today);
    case "month":
      return monthText(heading.month);
    case "year":
      return heading.year;
    default:
      return t(`heading.${heading.kind}`);
  }
}

export function HeadingView(props: HeadingViewProps): JSX.Element {
  const { today, canWrite } = useApp();
  const moveOverdue = createMoveOverdue();
  const section = () => (props.shown.heading.kind === "section" ? props.shown.heading : undefined);
  const text = (): string =>
    props.shown.heading.kind === "section" ? props.shown.heading.name : headingText(props.shown.heading, today());
  return (
    <>
      <h2 class={styles["name"]} data-kind={props.shown.heading.kind} translate={section() === undefined ? undefined : "no"} dir="auto">
        {text()}
      </h2>
      <Show when={props.shown.count > 0}>
        <span class={styles["count"]}>{props.shown.count}</span>
      </Show>
      <Show when={props.shown.heading.kind === "overdue"}>
        <span class={styles["act"]}>
          <Button look="quiet" disabled={!canWrite()} onClick={() => moveOverdue(props.shown.count)}>
            {t("today.moveAll")}
          </Button>
        </span>
      </Show>
    </>
  );
}
