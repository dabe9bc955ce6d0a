import { expect, onTestFinished, test } from "vitest";
import { makeId, type ActionId } from "../../base/ids.ts";
import type { ReplicaAnswers, ReplicaRequest, WindowMessage, WorkerMessage } from "../../replica/face.ts";
import { german } from "../texts/de/catalogue.ts";
import { ENGLISH, showCatalogue, t } from "../texts/messages.ts";
import { createReplicaClient } from "./replica-client.ts";
import { createTaskActions } from "./task-actions.ts";

type Answer = ReplicaAnswers[ReplicaRequest["kind"]];

const action = (n: number): ActionId => makeId("action", new Uint8Array(8).fill(n));
const done = (n: number): Answer => ({ ok: true, value: { action: action(n), items: [], leftAlone: 0 } });

/** Actions over a worker that gives `answers` in turn. */
function makeActions(answers: readonly Answer[]) {
  const requests: ReplicaRequest[] = [];
  const said: string[] = [];
  const toasts: { readonly text: string; readonly label: string | undefined; readonly run: (() => void) | undefined }[] = [];
  let reply: ((message: WorkerMessage) => void) | null = null;
  const client = createReplicaClient(
    {
      send({ id, request }: WindowMessage) {
        const answer = answers[requests.length] ?? null;
        requests.push(request);
        queueMicrotask(() => reply?.({ kind: "answer", id, answer }));
      },
      listen(onMessage) {
        reply = onMessage;
      },
    },
    "b1",
  );
  const teller = {
    say: (text: string) => said.push(text),
    showToast: (toast: { text: () => string; action?: { label: () => string; run: () => void } | undefined }) =>
      toasts.push({
        get text() {
          return toast.text();
        },
        get label() {
          return toast.action?.label();
        },
        run: toast.action?.run,
      }),
  };
  return { actions: createTaskActions(client, teller), requests, said, toasts };
}

const rename = { kind: "rename", id: makeId("item", new Uint8Array(16)), title: "x" } as const;
const telling = { text: () => t("act.rename"), name: () => t("name.rename"), toast: false };

test("undo takes back the newest act, redo the newest undo, and each can be repeated", async () => {
  const { actions, requests, toasts } = makeActions([done(1), done(2), done(3), done(4), done(5)]);
  await actions.act(rename, telling);
  await actions.act(rename, telling);
  await actions.undo();
  await actions.redo();
  await actions.undo();
  expect(requests.slice(2)).toEqual([
    { kind: "undo", action: action(2) },
    { kind: "undo", action: action(3) },
    { kind: "undo", action: action(4) },
  ]);
  expect(toasts.map(({ text, label }) => [text, label])).toEqual([
    ["Undone: changing a title.", "Redo"],
    ["Redone: changing a title.", "Undo"],
    ["Undone: changing a title.", "Redo"],
  ]);
});

test("who undoes or redoes at once, before the answer to what came before, takes back what came before", async () => {
  const { actions, requests, said } = makeActions([done(1), done(2), done(3), done(4), done(5)]);
  await actions.act(rename, telling);
  await Promise.all([actions.act(rename, telling), actions.undo(), actions.redo(), actions.undo()]);
  expect(requests.slice(2)).toEqual([
    { kind: "undo", action: action(2) },
    { kind: "undo", action: action(3) },
    { kind: "undo", action: action(4) },
  ]);
  expect(said).not.toContain("Nothing to redo.");
});

test("what is one step is told once and taken back in one go, and back again", async () => {
  const { actions, requests, said } = makeActions([1, 2, 3, 11, 12, 21, 22, 31, 32].map(done));
  const step = {};
  await actions.act(rename, telling);
  await actions.act(rename, { ...telling, step, isQuiet: true });
  await actions.act(rename, { ...telling, step });
  expect(said).toEqual(["Title saved.", "Title saved."]);
  await actions.undo();
  await actions.redo();
  await actions.undo();
  const undone = requests.flatMap((request) => (request.kind === "undo" ? [request.action] : []));
  expect(undone).toEqual([3, 2, 12, 11, 22, 21].map(action));
  expect(said.slice(2, 4)).toEqual(["Undone: changing a title.", "Redone: changing a title."]);
});

test("a step of which only a part can be taken back now is kept for the rest", async () => {
  const full: Answer = { ok: false, error: { kind: "store", error: { kind: "full" } } };
  const { actions, requests } = makeActions([done(1), done(2), done(3), full, done(4), done(5)]);
  const step = {};
  await actions.act(rename, { ...telling, step });
  await actions.act(rename, { ...telling, step });
  await actions.undo();
  expect([actions.canUndo(), actions.canRedo()]).toEqual([true, true]);
  await actions.undo();
  expect(requests.at(-1)).toEqual({ kind: "undo", action: action(1) });
});

test("what was told before the language changed is shown in the new one, and so is what it undoes", async () => {
  const { actions, toasts } = makeActions([done(1), done(2)]);
  await actions.act(rename, { ...telling, toast: true });
  showCatalogue({ tag: "de-DE", catalogue: german });
  onTestFinished(() => showCatalogue(ENGLISH));
  expect([toasts[0]?.text, toasts[0]?.label]).toEqual(["Titel gespeichert.", "Rückgängig"]);
  await actions.undo();
  expect(toasts[1]?.text).toBe("Rückgängig gemacht: Titel ändern.");
});

test("a new act ends what could be redone", async () => {
  const { actions, requests, said } = makeActions([done(1), done(2), done(3)]);
  await actions.act(rename, telling);
  await actions.undo();
  await actions.act(rename, telling);
  await actions.redo();
  expect(requests).toHaveLength(3);
  expect(said.at(-1)).toBe("Nothing to redo.");
});

test("nothing is told before it is durable, and a failure says that it is not saved", async () => {
  const { actions, said, toasts } = makeActions([{ ok: false, error: { kind: "store", error: { kind: "full" } } }]);
  const acting = actions.act(rename, telling);
  expect(said).toEqual([]);
  const outcome = await acting;
  expect(outcome.ok).toBe(false);
  expect(toasts[0]?.text).toMatch(/^Not saved/u);
});

test("an act that found everything so already leaves nothing to undo", async () => {
  const { actions, said } = makeActions([{ ok: true, value: { action: null, items: [] } }]);
  await actions.act(rename, telling);
  await actions.undo();
  expect(said).toEqual(["Nothing to undo."]);
});

test("an undo that the store refused can be tried again", async () => {
  const refused: Answer = { ok: false, error: { kind: "store", error: { kind: "full" } } };
  const { actions, requests } = makeActions([done(1), refused, done(2)]);
  await actions.act(rename, telling);
  await actions.undo();
  await actions.undo();
  expect(requests.slice(1)).toEqual([
    { kind: "undo", action: action(1) },
    { kind: "undo", action: action(1) },
  ]);
});

test("undo says how much it left alone", async () => {
  const { actions, said } = makeActions([done(1), { ok: true, value: { action: action(2), items: [], leftAlone: 1 } }]);
  await actions.act(rename, telling);
  await actions.undo();
  expect(said.at(-1)).toBe("Undone: changing a title. 1 part was left as it is, because it has changed since.");
});

test("new tasks have ids of their own, in the order of the titles", async () => {
  const { actions, requests } = makeActions([done(1)]);
  await actions.create(["a", "b"], { at: "start", list: null }, null);
  const [request] = requests;
  const tasks = request?.kind === "act" && request.intent.kind === "create" ? request.intent.tasks : [];
  expect(tasks.map(({ title }) => title)).toEqual(["a", "b"]);
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(2);
});

test("a toast takes back what it tells of, whatever was done since", async () => {
  const { actions, requests, toasts } = makeActions([done(1), done(2), done(3), done(4)]);
  await actions.act(rename, { ...telling, text: () => "Moved to trash.", toast: true });
  await actions.act(rename, telling);
  toasts[0]?.run?.();
  await expect.poll(() => toasts.length).toBe(2);
  expect(requests[2]).toEqual({ kind: "undo", action: action(1) });
  await actions.undo();
  expect(requests[3]).toEqual({ kind: "undo", action: action(2) });
});

test("says whether there is something to undo or to redo", async () => {
  const { actions } = makeActions([done(1), done(2), done(3)]);
  expect([actions.canUndo(), actions.canRedo()]).toEqual([false, false]);
  await actions.act(rename, telling);
  expect([actions.canUndo(), actions.canRedo()]).toEqual([true, false]);
  await actions.undo();
  expect([actions.canUndo(), actions.canRedo()]).toEqual([false, true]);
});

const item = (n: number) => makeId("item", new Uint8Array(16).fill(n));
const did = (n: number, ...items: readonly number[]): Answer => ({ ok: true, value: { action: action(n), items: items.map(item) } });

test("what was deleted for good cannot be taken back, nor what was done to it alone; the rest can", async () => {
  const { actions, requests, toasts } = makeActions([did(1, 1), did(2, 1, 2), did(3, 1), did(4, 1), did(5, 1, 2)]);
  for (let step = 0; step < 3; step++) await actions.act(rename, telling);
  await actions.purge([item(1)], (gone) => `${gone} gone`);
  expect(toasts.at(-1)).toEqual({ text: "1 gone", label: undefined, run: undefined });
  await actions.undo();
  expect(requests.at(-1)).toEqual({ kind: "undo", action: action(2) });
  expect(actions.canUndo()).toBe(false);
});

test("where nothing was deleted for good, that is said", async () => {
  const { actions, said } = makeActions([{ ok: true, value: { action: null, items: [] } }]);
  await actions.purge([item(1)], () => "gone");
  expect(said).toEqual(["Nothing was deleted: it is not in the trash any more."]);
});
