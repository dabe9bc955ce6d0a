// Runs in the page, not here: it is sent there as text, so that it may use nothing from outside itself. It speaks the replica's face (src/replica/face.ts)
// to the worker of the built app.

// A function sent to a page holds all it needs, and a worker has no origin to name.
/* oxlint-disable unicorn/consistent-function-scoping, unicorn/require-post-message-target-origin */

export type PageTask = {
  readonly workerPath: string;
  readonly presentTitles: readonly string[];
  readonly titles: readonly string[];
};

export type TimedWrite = { readonly kind: "create" | "rename"; readonly ms: number };

export async function timeWritesInPage({ workerPath, presentTitles, titles }: PageTask): Promise<TimedWrite[]> {
  /** Between two changes: what the first one sets off is over. */
  const PAUSE_MS = 25;
  const worker = new Worker(workerPath, { type: "module" });
  const waiting = new Map<number, (answer: unknown) => void>();
  let build = "";
  let lastId = 0;
  let tellBuild: (name: string) => void = () => undefined;
  worker.addEventListener("message", ({ data }: MessageEvent<{ kind: string; id: number; answer: unknown; build: string }>) => {
    if (data.kind === "wrong-build") tellBuild(data.build);
    if (data.kind === "answer") waiting.get(data.id)?.(data.answer);
  });
  const ask = (request: object): Promise<unknown> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      worker.postMessage({ build, id: lastId, request });
    });
  const act = async (intent: object): Promise<void> => {
    const answer = await ask({ kind: "act", intent });
    if (typeof answer !== "object" || answer === null || !("ok" in answer) || answer.ok !== true) throw new Error(JSON.stringify(answer));
  };
  const makeId = (): string =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  // A worker tells its build to whom it refuses.
  build = await new Promise<string>((resolve) => {
    tellBuild = resolve;
    worker.postMessage({ build: "none", id: 0, request: { kind: "sync-now" } });
  });
  const position = { at: "end", list: null };
  const present = presentTitles.map((title) => ({ id: makeId(), title, day: null }));
  await act({ kind: "create", tasks: present, position });
  await ask({ kind: "watch", watch: 1, query: { view: "open" }, window: { start: 0, count: 60 } });
  const timed: TimedWrite[] = [];
  for (const [index, title] of titles.entries()) {
    const kind = index % 2 === 0 ? "create" : "rename";
    const intent =
      kind === "create"
        ? { kind, tasks: [{ id: makeId(), title, day: null }], position }
        : { kind, id: present[index % present.length]?.id, title: `${title} ${index}` };
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const startMs = performance.now();
    await act(intent);
    timed.push({ kind, ms: performance.now() - startMs });
  }
  worker.terminate();
  return timed;
}
