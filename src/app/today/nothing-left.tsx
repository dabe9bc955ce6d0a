// Today with nothing in it: what is next, where the tasks are that have no day, or how to begin.

import { createEffect, on, Show, untrack, type JSX } from "solid-js";
import { comingDayOf } from "../../model/day-heading.ts";
import { EmptyState } from "../../ui/notice/empty-state.tsx";
import { listName } from "../client/lists.ts";
import { createTaskCount } from "../client/task-count.ts";
import { createTaskWindow } from "../client/task-window.ts";
import { SampleOffer } from "../first-run/sample-offer.tsx";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf, fragmentOfList } from "../shell/place.ts";
import { isReceiving } from "../sync/receiving.ts";
import { shortTitle } from "../tasks/row/row-title.ts";
import { dayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import styles from "./today.module.css";

function createNext() {
  const { client, today } = useApp();
  const query = () => ({ view: "upcoming", today: today() }) as const;
  const coming = createTaskWindow(client, untrack(query), (apply) => apply());
  createEffect(on(query, (next) => coming.ask(next), { defer: true }));
  const next = () => {
    const id = coming.idAt(0);
    return id === undefined ? undefined : coming.row(id);
  };
  return { isTold: () => coming.snapshot().total !== null, next };
}

export function NothingLeft(): JSX.Element {
  const { client, today } = useApp();
  const { isTold, next } = createNext();
  const open = createTaskCount(client, () => ({ view: "open" }));
  const without = createTaskCount(client, () => ({
    view: "open",
    filter: { due: { kind: "none", today: today(), last: today() } },
  }));
  const isOnItsWay = (): boolean => isReceiving(client);
  const text = (): string => {
    const row = next();
    if (row !== undefined) return t("left.next", shortTitle(row), dayText(comingDayOf(row, today()), today()));
    if (isOnItsWay()) return t("left.receiving.text");
    return t(without() === 0 ? "left.begin" : "left.giveDay");
  };
  return (
    <Show when={isTold() && open() !== null && without() !== null}>
      <EmptyState title={t(isOnItsWay() ? "left.receiving.title" : "left.title")} text={text()} quotes={next() !== undefined}>
        <Show when={next()}>
          <a class={styles["onward"]} href={fragmentOf("upcoming")}>
            {t("left.upcoming")}
          </a>
        </Show>
        <WithoutDay count={without() ?? 0} of={open() ?? 0} />
        <SampleOffer />
      </EmptyState>
    </Show>
  );
}

/** Leads to where the tasks without a day are, which is said where no open task has one. `of`: all that are open. */
function WithoutDay(props: { readonly count: number; readonly of: number }): JSX.Element {
  const { lists } = useApp();
  const filled = () => lists.shown().filter(({ openTasks }) => openTasks > 0);
  const isInInbox = (): boolean => filled().reduce((left, { openTasks }) => left - openTasks, props.of) > 0;
  const only = () => (filled().length === 1 ? filled()[0] : undefined);
  const place = (): string => {
    if (props.count < props.of) return fragmentOf("open");
    const list = only();
    if (filled().length === 0) return fragmentOf("inbox");
    return list === undefined || isInInbox() ? fragmentOf("open") : fragmentOfList(list.id);
  };
  const text = (): string => {
    if (props.count < props.of) return t("left.without", props.count);
    const list = only();
    return t("left.withoutIn", props.count, isInInbox(), list === undefined ? filled().length : listName(list));
  };
  return (
    <Show when={props.count > 0}>
      <a class={styles["onward"]} href={place()} translate={only() === undefined ? undefined : "no"}>
        {text()}
      </a>
    </Show>
  );
}
