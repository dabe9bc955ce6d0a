// The head of Today: the date, and room beside it for what the day holds besides tasks.

import type { JSX } from "solid-js";
import { useApp } from "../shell/app-context.ts";
import { dateText, weekdayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import styles from "./today.module.css";

export function TodayHead(props: { readonly children?: JSX.Element }): JSX.Element {
  const { today } = useApp();
  return (
    <>
      <h1 class={styles["title"]}>{t("view.today")}</h1>
      <div class={styles["strip"]}>
        <p class={styles["date"]}>
          <time datetime={today()}>
            <span class={styles["weekday"]}>{weekdayText(today())}</span> {dateText(today())}
          </time>
        </p>
        {props.children}
      </div>
    </>
  );
}
