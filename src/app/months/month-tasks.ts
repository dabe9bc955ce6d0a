// What is shown of one earlier month: its tasks from the first on, more of them when asked, found by words. Of several questions only the newest counts.

import { createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { MonthError, MonthQuery, MonthTask, MonthTasks } from "../../replica/face/months.ts";
import type { ReplicaClient } from "../client/replica-client.ts";

const PAGE = 100;

export type ShownTasks = Omit<MonthTasks, "start">;

export type MonthView = {
  /** null until the first answer. */
  readonly shown: Accessor<ShownTasks | null>;
  /** Of the newest question. */
  readonly failure: Accessor<MonthError | null>;
  readonly query: Accessor<MonthQuery>;
  readonly ask: (query: Partial<MonthQuery>) => void;
  readonly more: () => void;
};

type Client = Pick<ReplicaClient, "ask">;

export function createMonthTasks(client: Client, checkpoint: string): MonthView {
  const [shown, setShown] = createSignal<ShownTasks | null>(null);
  const [failure, setFailure] = createSignal<MonthError | null>(null);
  const [query, setQuery] = createSignal<MonthQuery>({ words: "", changedOnly: false });
  let newest = 0;

  const load = async (asked: MonthQuery, before: readonly MonthTask[]): Promise<void> => {
    newest += 1;
    const mine = newest;
    const answer = await client.ask({ kind: "month", checkpoint, query: asked, start: before.length, count: PAGE });
    if (mine !== newest) return;
    setFailure(answer.ok ? null : answer.error);
    setShown(answer.ok ? { ...answer.value, tasks: [...before, ...answer.value.tasks] } : null);
  };
  onCleanup(() => {
    newest += 1;
    void client.ask({ kind: "close-month" });
  });
  void load(untrack(query), []);

  return {
    shown,
    failure,
    query,
    ask(part) {
      const asked = { ...query(), ...part };
      setQuery(asked);
      void load(asked, []);
    },
    more: () => void load(query(), shown()?.tasks ?? []),
  };
}
