// The worker of an import as the window asks it: loaded with the first question, gone when the import is. It may take its time with a large file, and
// is ended where nobody waits any more.

import type { DeskAnswers, DeskQuestion, DeskReply, DeskRequest } from "../../../imports/tasks/desk-messages.ts";

type Asked<Kind extends DeskRequest["kind"]> = Extract<DeskRequest, { kind: Kind }>;

export type DeskClient = {
  /** Rejects when the worker's code cannot be had, when it died, and when it was ended. */
  readonly ask: <Kind extends DeskRequest["kind"]>(request: Asked<Kind>) => Promise<DeskAnswers[Kind]>;
  readonly close: () => void;
};

type Waiting = { readonly resolve: (answer: DeskReply["answer"]) => void; readonly reject: (error: Error) => void };

export function openDesk(): DeskClient {
  const worker = new Worker(new URL("../../../task-import.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let end: Error | null = null;
  const endWith = (error: Error): void => {
    end ??= error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.addEventListener("message", ({ data: { id, answer } }: MessageEvent<DeskReply>) => {
    waiting.get(id)?.resolve(answer);
    waiting.delete(id);
  });
  worker.addEventListener("error", () => endWith(new Error("the worker of the import died")));
  return {
    async ask<Kind extends DeskRequest["kind"]>(request: Asked<Kind>) {
      if (end !== null) throw end;
      lastId += 1;
      const id = lastId;
      const answered = new Promise<DeskAnswers[Kind]>((resolve, reject) => {
        // The worker answers each id with the answer of its request's kind.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
        waiting.set(id, { resolve: (answer) => resolve(answer as DeskAnswers[Kind]), reject });
      });
      worker.postMessage({ id, request } satisfies DeskQuestion, []);
      return answered;
    },
    close: () => endWith(new Error("the import was ended")),
  };
}
