// Runs in a page of the app's origin, not here: it is sent there as text, so that it may use nothing from outside itself.

// A function sent to a page holds all it needs, and a worker has no origin to name.
/* oxlint-disable unicorn/require-post-message-target-origin, unicorn/consistent-function-scoping */

type Pushed = { readonly kind: string; readonly watch?: number; readonly total?: number };
type FromWorker = { readonly kind: string; readonly build: string; readonly push?: Pushed };

export type StartTask = {
  readonly workerPath: string;
  /** Tasks that are there, open and done. */
  readonly total: number;
  /** Kept open for so long after all rows were there: background work may go on. */
  readonly lingerMs: number;
};

/** From the command that opens the replica, in a worker that has loaded, until all rows are there and can be queried. */
export async function timeStartInPage({ workerPath, total, lingerMs }: StartTask): Promise<number> {
  const worker = new Worker(workerPath, { type: "module" });
  const totals = new Map<number, number>();
  let build = "";
  let notify: () => void = () => undefined;
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    // A worker tells its build to whom it refuses.
    if (data.kind === "wrong-build") build = data.build;
    const { watch, total: rows } = data.push ?? {};
    if (watch !== undefined && rows !== undefined) totals.set(watch, rows);
    notify();
  });
  const until = (isReached: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      notify = () => isReached() && resolve();
      notify();
    });
  worker.postMessage({ build: "none", id: 0, request: { kind: "sync-now" } });
  await until(() => build !== "");
  const startMs = performance.now();
  for (const [watch, view] of ["open", "done"].entries()) {
    worker.postMessage({ build, id: watch + 1, request: { kind: "watch", watch, query: { view }, window: { start: 0, count: 60 } } });
  }
  await until(() => (totals.get(0) ?? 0) + (totals.get(1) ?? 0) === total);
  const ms = performance.now() - startMs;
  await new Promise((resolve) => setTimeout(resolve, lingerMs));
  worker.terminate();
  return ms;
}
