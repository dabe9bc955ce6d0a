// Today with nothing in it: what is next, or how to begin.

import { createEffect, on, Show, untrack, type JSX } from "solid-js";
import { comingDayOf } from "../../model/day-heading.ts";
import { EmptyState } from "../../ui/notice/empty-state.tsx";
import { createTaskWindow } from "../client/task-window.ts";
import { SampleOffer } from "../first-run/sample-offer.tsx";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf } from "../shell/place.ts";
import { shortTitle } from "../tasks/row/row-title.ts";
import { dayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import styles from "./today.module.css";

export function NothingLeft(): JSX.Element {
  const { client, today } = useApp();
  const query = () => ({ view: "upcoming", today: today() }) as const;
  const coming = createTaskWindow(client, untrack(query), (apply) => apply());
  createEffect(on(query, (next) => coming.ask(next), { defer: true }));
  const next = () => {
    const id = coming.idAt(0);
    return id === undefined ? undefined : coming.row(id);
  };
  const text = (): string => {
    const row = next();
    if (row === undefined) return t("empty.today.text");
    return t("empty.today.next", shortTitle(row), dayText(comingDayOf(row, today()), today()));
  };
  return (
    <Show when={coming.snapshot().total !== null}>
      <EmptyState title={t("empty.today.title")} text={text()} quotes={next() !== undefined}>
        <Show when={next()} fallback={<SampleOffer />}>
          <a class={styles["onward"]} href={fragmentOf("upcoming")}>
            {t("empty.today.upcoming")}
          </a>
        </Show>
      </EmptyState>
    </Show>
  );
}
