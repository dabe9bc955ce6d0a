// Run in the page, not here: they are sent there as text, so that they may use nothing from outside themselves but what face.page.ts leaves there.

export type PageTask = { readonly title: string; readonly day: string | null; readonly done: boolean; readonly notes?: string };

export type TasksToMake = {
  readonly tasks: readonly PageTask[];
  /** Made by one action. */
  readonly tasksAtOnce: number;
};

/** Makes the tasks at the end of the inbox. */
export async function makeTasksInPage({ tasks, tasksAtOnce }: TasksToMake): Promise<void> {
  const TICKED_AT_ONCE = 1_000;
  const face = globalThis.daybookFace;
  if (face === undefined) throw new Error("face.page.ts goes first");
  const done: string[] = [];
  for (let start = 0; start < tasks.length; start += tasksAtOnce) {
    const part = tasks.slice(start, start + tasksAtOnce).map((task) => ({ ...task, id: face.makeId() }));
    const made = part.map(({ id, title, day, notes }) => ({ id, title, day, ...(notes === undefined ? {} : { notes }) }));
    await face.act({ kind: "create", tasks: made, position: { at: "end", list: null } });
    done.push(...part.filter((task) => task.done).map(({ id }) => id));
  }
  while (done.length > 0) await face.act({ kind: "set-done", ids: done.splice(0, TICKED_AT_ONCE), done: true });
  face.end();
}

export type PageInteractions = {
  /** `performance.interactionCount` since counting began. */
  readonly count: number;
  /** Milliseconds, of those that took 16 and more: the platform tells of no shorter ones. */
  readonly durations: readonly number[];
};

declare global {
  var stopCounting: (() => PageInteractions) | undefined;

  interface Performance {
    readonly interactionCount: number;
  }
}

/** Event Timing: an interaction takes as long as the longest of its events, from the input to the next paint. */
export function startCountingInPage(): void {
  const durationsById = new Map<number, number>();
  const take = (entries: readonly PerformanceEntry[]): void => {
    for (const entry of entries) {
      if (!("interactionId" in entry) || typeof entry.interactionId !== "number" || entry.interactionId === 0) continue;
      durationsById.set(entry.interactionId, Math.max(entry.duration, durationsById.get(entry.interactionId) ?? 0));
    }
  };
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  const options: PerformanceObserverInit & { durationThreshold: number } = { type: "event", durationThreshold: 16 };
  observer.observe(options);
  const before = performance.interactionCount;
  globalThis.stopCounting = () => {
    take(observer.takeRecords());
    observer.disconnect();
    return { count: performance.interactionCount - before, durations: [...durationsById.values()] };
  };
}
