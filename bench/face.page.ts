// Runs in the page, not here: it is sent there as text, so that it may use nothing from outside itself. It starts the replica worker of the built app and
// speaks its face (src/replica/face.ts); what it leaves in `daybookFace` is used by the other functions that are sent to the same page.

// A function sent to a page holds all it needs, and a worker has no origin to name.
/* oxlint-disable unicorn/consistent-function-scoping, unicorn/require-post-message-target-origin */

export type PageFace = {
  ask(request: object): Promise<unknown>;
  /** @throws when it is not answered with ok */
  act(intent: object): Promise<void>;
  makeId(): string;
  end(): void;
};

declare global {
  var daybookFace: PageFace | undefined;
}

export async function connectFace(workerPath: string): Promise<void> {
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
  // A worker tells its build to whom it refuses.
  build = await new Promise<string>((resolve) => {
    tellBuild = resolve;
    worker.postMessage({ build: "none", id: 0, request: { kind: "sync-now" } });
  });
  globalThis.daybookFace = {
    ask,
    act: async (intent) => {
      const answer = await ask({ kind: "act", intent });
      if (typeof answer !== "object" || answer === null || !("ok" in answer) || answer.ok !== true) throw new Error(JSON.stringify(answer));
    },
    makeId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    end: () => worker.terminate(),
  };
}
