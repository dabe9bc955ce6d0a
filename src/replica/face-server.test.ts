import { describe, expect, test } from "vitest";
import { parseIdText } from "../base/ids.ts";
import { err, ok } from "../base/result.ts";
import { settle } from "../sync/manual-timers.suite.ts";
import type { ReplicaPush, ReplicaRequest, WorkerMessage } from "./face.ts";
import { answerWithout } from "./answer-without.ts";
import { FaceServer } from "./face-server.ts";
import { portsOf } from "./lone-replica.suite.ts";
import { Replica } from "./replica.ts";
import { spaces } from "./spaces/spaces.ts";
import { files } from "./files/files.ts";
import { imports } from "./imports/imports.ts";
import { months } from "./months/months.ts";
import { makeNearby } from "./nearby/nearby.ts";
import { notes } from "./notes/notes.ts";
import { makeSeedSigner } from "../crypto/ed25519.ts";
import { makeRecovery } from "./recovery/recovery.ts";
import { reports } from "./reports/reports.ts";
import { createIntent, TestProfile } from "./space.suite.ts";
import { itemNumber } from "./task-row.suite.ts";

const BUILD = "build 1";

function serve(profile: TestProfile, open?: ConstructorParameters<typeof FaceServer>[0]["open"]) {
  const posted: WorkerMessage[] = [];
  const server = new FaceServer({
    build: BUILD,
    databaseVersion: 1,
    unreadableRows: () => 0,
    loadRefusals: async () => answerWithout,
    loadReports: async () => reports,
    loadRecovery: async () => makeRecovery(makeSeedSigner),
    loadMonths: async () => months,
    loadImports: async () => imports,
    loadFiles: async () => files,
    loadNearby: async () => makeNearby({ compact: () => null, expand: () => null }),
    loadSpaces: async () => spaces,
    loadNotes: async () => notes,
    post: (message) => void posted.push(message),
    answerLock: async () => null,
    open: open ?? ((push) => Replica.open(portsOf(profile), { defaultRelay: { origin: null, answers: null }, push })),
  });
  let requests = 0;
  const ask = async (request: ReplicaRequest): Promise<unknown> => {
    const id = ++requests;
    await server.onMessage({ build: BUILD, id, request });
    const answers = posted.filter((message) => message.kind === "answer" && message.id === id);
    expect(answers).toHaveLength(1);
    const [answer] = answers;
    return answer?.kind === "answer" ? answer.answer : null;
  };
  const pushed = (): readonly ReplicaPush[] => posted.flatMap((message) => (message.kind === "push" ? [message.push] : []));
  return { server, posted, ask, pushed };
}

const profiles = (pushed: readonly ReplicaPush[]) => pushed.flatMap((push) => (push.kind === "profile" ? [push.profile] : []));

const create = (number: number, title: string): ReplicaRequest => ({ kind: "act", intent: createIntent(itemNumber(number), title) });

describe("the worker's side of the face", () => {
  test("answers each request once, and pushes the rows that are watched", async () => {
    const { ask, pushed } = serve(new TestProfile(1));
    expect(await ask({ kind: "watch", watch: 1, query: { view: "open" }, window: { start: 0, count: 10 } })).toBeNull();
    expect(await ask(create(1, "one"))).toMatchObject({ ok: true, value: { items: [itemNumber(1)] } });
    const rows = pushed().flatMap((push) => (push.kind === "rows" ? [[push.total, push.changed.map((row) => row.title)]] : []));
    expect(rows).toEqual([[0, []], [1, ["one"]]]); // prettier-ignore
    expect(pushed().slice(0, 2).map((push) => push.kind)).toContain("storage"); // prettier-ignore
  });

  test("pushes lists and tags at the start, and the task that is watched in full until it is not any more", async () => {
    const { ask, pushed } = serve(new TestProfile(1));
    await ask(create(1, "one"));
    expect(pushed().map((push) => push.kind)).toEqual(expect.arrayContaining(["lists", "tags"]));
    expect(await ask({ kind: "watch-task", watch: 7, id: itemNumber(1) })).toEqual({ ok: true, value: null });
    await ask({ kind: "act", intent: { kind: "set-notes", id: itemNumber(1), before: "", after: "more" } });
    await ask({ kind: "unwatch", watch: 7 });
    await ask({ kind: "act", intent: { kind: "set-notes", id: itemNumber(1), before: "more", after: "" } });
    const told = pushed().filter((push) => push.kind === "task");
    expect(told).toMatchObject([{ watch: 7, details: { notes: "" } }, { watch: 7, details: { notes: "more" } }]); // prettier-ignore
  });

  test("tells of a change what is open in full first, then the rows", async () => {
    const { ask, pushed } = serve(new TestProfile(1));
    await ask({ kind: "watch", watch: 1, query: { view: "open" }, window: { start: 0, count: 10 } });
    await ask(create(1, "one"));
    await ask({ kind: "watch-task", watch: 7, id: itemNumber(1) });
    await settle();
    const before = pushed().length;
    await ask({ kind: "act", intent: { kind: "rename", id: itemNumber(1), title: "two" } });
    const kinds = pushed().slice(before).map(({ kind }) => kind); // prettier-ignore
    expect(kinds.filter((kind) => kind === "task" || kind === "rows")).toEqual(["task", "rows"]);
  });

  test("tells the ids of a query in the order of its rows", async () => {
    const { ask } = serve(new TestProfile(1));
    await ask(create(2, "second"));
    await ask(create(1, "first"));
    await ask({ kind: "act", intent: { kind: "set-done", ids: [itemNumber(2)], done: true } });
    expect(await ask({ kind: "ids", query: { view: "open" } })).toEqual([itemNumber(1)]);
    expect(await ask({ kind: "ids", query: { view: "done" } })).toEqual([itemNumber(2)]);
  });

  test("keeps requests that come before it is open", async () => {
    const profile = new TestProfile(1);
    const waiting: (() => void)[] = [];
    const gate = new Promise<void>((resolve) => void waiting.push(resolve));
    const { ask, posted } = serve(profile, async (push) => {
      await gate;
      return Replica.open(portsOf(profile), { defaultRelay: { origin: null, answers: null }, push });
    });
    const early = ask(create(1, "early"));
    await settle();
    expect(posted).toEqual([{ kind: "push", push: { kind: "storage", storage: { kind: "opening", recordsRead: 0 } } }]);
    for (const go of waiting) go();
    expect(await early).toMatchObject({ ok: true });
  });

  test("tells a window of another build only its own, and opens nothing for it", async () => {
    const { server, posted } = serve(new TestProfile(1), () => {
      throw new Error("opened");
    });
    await server.onMessage({ build: "build 2", id: 1, request: create(1, "one") });
    expect(posted).toEqual([{ kind: "wrong-build", build: BUILD }]);
  });

  test("opens once, when a window of its build greets it", async () => {
    let opened = 0;
    const { server } = serve(new TestProfile(1), () => {
      opened += 1;
      return new Promise(() => undefined);
    });
    expect(opened).toBe(0);
    await server.onMessage({ build: BUILD });
    await server.onMessage({ build: BUILD });
    expect(opened).toBe(1);
  });

  test.each([
    [null],
    ["text"],
    [[1, 2]],
    [{ build: BUILD }],
    [{ build: BUILD, id: "1", request: { kind: "undo" } }],
    [{ id: 1, request: { kind: "undo" } }],
    [{ build: BUILD, id: 1 }],
    [{ build: BUILD, id: 1, request: "undo" }],
  ])("ignores what is no message: %j", async (message) => {
    const { server, posted } = serve(new TestProfile(1));
    await server.onMessage(message);
    expect(posted.some(({ kind }) => kind === "answer" || kind === "wrong-build")).toBe(false);
  });

  test("refuses intents that do not parse", async () => {
    const { ask } = serve(new TestProfile(1));
    const answer = await ask({ kind: "act", intent: createIntent(itemNumber(1), "   ") });
    expect(answer).toEqual(err({ kind: "refused", reason: "invalid" }));
  });

  test("undoes and redoes", async () => {
    const { ask } = serve(new TestProfile(1));
    await ask(create(1, "one"));
    const renamed = await ask({ kind: "act", intent: { kind: "rename", id: itemNumber(1), title: "two" } });
    expect(renamed).toMatchObject({ ok: true });
    const action = actionIn(renamed);
    const undone = await ask({ kind: "undo", action });
    expect(undone).toMatchObject({ ok: true, value: { leftAlone: 0 } });
    expect(await ask({ kind: "undo", action })).toEqual(err({ kind: "nothing-to-undo" }));
    expect(await ask({ kind: "undo", action: actionIn(undone) })).toMatchObject({ ok: true });
  });

  test("takes a relay's address only if it is one, and tells it", async () => {
    const { ask, pushed } = serve(new TestProfile(1));
    expect(await ask({ kind: "set-relay", address: "nonsense" })).toEqual(err({ kind: "bad-address" }));
    expect(await ask({ kind: "set-relay", address: "ws://relay.test" })).toEqual(ok(null));
    await settle();
    const status = pushed().findLast((push) => push.kind === "status");
    expect(status).toMatchObject({ status: { relayAddress: "ws://relay.test" } });
  });

  test("names the device", async () => {
    const { ask, pushed } = serve(new TestProfile(1));
    expect(await ask({ kind: "name-device", name: " Laptop " })).toEqual(ok(null));
    await settle();
    const status = pushed().findLast((push) => push.kind === "status");
    expect(status).toMatchObject({ status: { devices: [{ name: "Laptop", self: true }] } });
  });

  test("tells that a profile is new before it says that storage is ready, and no more once something is saved", async () => {
    const profile = new TestProfile(1);
    const { ask, pushed } = serve(profile);
    await ask({ kind: "name-device", name: "Laptop" });
    const kinds = pushed().map(({ kind }) => kind);
    expect(kinds.indexOf("profile")).toBeLessThan(kinds.lastIndexOf("storage"));
    expect(profiles(pushed())).toMatchObject([{ isNew: true }]);
    await ask(create(1, "one"));
    await settle();
    expect(profiles(pushed())).toMatchObject([{ isNew: true }, { isNew: false }]);
    const later = serve(profile);
    await later.ask({ kind: "sync-now" });
    expect(profiles(later.pushed())).toMatchObject([{ isNew: false }]);
  });

  test("remembers that a beginning was chosen, and what was set for the profile", async () => {
    const profile = new TestProfile(1);
    const { ask, pushed } = serve(profile);
    expect(await ask({ kind: "set-profile", setting: "begun", value: "new" })).toEqual(ok(null));
    expect(await ask({ kind: "set-profile", setting: "appAddress", value: "https://daybook.test/" })).toEqual(ok(null));
    await settle();
    expect(profiles(pushed()).at(-1)).toMatchObject({ isNew: false });
    const later = serve(profile);
    await later.ask({ kind: "set-profile", setting: "begun", value: null });
    await settle();
    expect(profiles(later.pushed())).toMatchObject([
      { isNew: false, begun: "new", appAddress: "https://daybook.test/" },
      { isNew: true, begun: null, appAddress: "https://daybook.test/" },
    ]);
  });

  test("answers with the reason when the store cannot be used", async () => {
    const error = { kind: "unavailable", reason: "private mode" } as const;
    const { ask, pushed } = serve(new TestProfile(1), async () => err(error));
    const failed = err({ kind: "store", error });
    expect(await ask(create(1, "one"))).toEqual(failed);
    expect(await ask({ kind: "set-relay", address: null })).toEqual(failed);
    expect(await ask({ kind: "name-device", name: "x" })).toEqual(failed);
    expect(await ask({ kind: "set-profile", setting: "begun", value: "" })).toEqual(failed);
    expect(await ask({ kind: "sync-now" })).toBeNull();
    expect(pushed().at(-1)).toEqual({ kind: "storage", storage: { kind: "failed", error } });
  });

  test("says that the store is full, and that it is not any more", async () => {
    const profile = new TestProfile(1);
    const { ask, pushed } = serve(profile);
    await ask(create(1, "one"));
    profile.disk.capacityBytes = profile.disk.usedBytes;
    expect(await ask(create(2, "two"))).toEqual(err({ kind: "store", error: { kind: "full" } }));
    profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
    expect(await ask(create(2, "two"))).toMatchObject({ ok: true });
    const storage = pushed().flatMap((push) => (push.kind === "storage" ? [push.storage.kind] : []));
    expect(storage.slice(-3)).toEqual(["ready", "full", "ready"]);
  });

  test("writes all into a file that it finds nothing new in", async () => {
    const profile = new TestProfile(1);
    const { ask, pushed } = serve(profile);
    // Nobody gives this tab the links: it does without them after a while.
    const importing = async (file: Blob): Promise<unknown> => {
      const imported = ask({ kind: "import-file", file });
      await profile.timers.pass(5_000);
      return imported;
    };
    await ask(create(1, "one"));
    expect(await ask({ kind: "export-file", lacking: null })).toEqual(ok(null));
    expect(await ask({ kind: "import-file", file: new Blob() })).toMatchObject({ error: { kind: "busy" } });
    const part = await ask({ kind: "next-part" });
    expect(part).toMatchObject({ ok: true, value: { kind: "part" } });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the face says, and as has just been seen
    const file = new Blob([(part as { value: { bytes: Uint8Array<ArrayBuffer> } }).value.bytes]);
    expect(await ask({ kind: "next-part" })).toEqual(ok({ kind: "end", records: 1, unreadable: 0 }));
    expect(await importing(file)).toMatchObject({ taken: { records: 0, held: 1 }, error: null });
    expect(pushed().findLast((push) => push.kind === "file-progress")).toEqual({ kind: "file-progress", progress: null });
    expect(await importing(file.slice(0, 20))).toMatchObject({ error: { kind: "not-a-file" } });
  });

  test("gives nothing more of a file once it was told to stop, and begins another", async () => {
    const { ask } = serve(new TestProfile(1));
    await ask(create(1, "one"));
    await ask({ kind: "export-file", lacking: null });
    expect(await ask({ kind: "export-file", lacking: null })).toEqual(err({ kind: "busy" }));
    const [asked] = await Promise.all([ask({ kind: "next-part" }), ask({ kind: "cancel-file" })]);
    expect(asked).toEqual(err({ kind: "cancelled" }));
    expect(await ask({ kind: "next-part" })).toEqual(err({ kind: "cancelled" }));
    expect(await ask({ kind: "export-file", lacking: null })).toEqual(ok(null));
    expect(await ask({ kind: "next-part" })).toMatchObject({ ok: true, value: { kind: "part" } });
  });
});

/** Of the answer to something that was done. */
function actionIn(answer: unknown): Extract<ReplicaRequest, { kind: "undo" }>["action"] {
  const action = /"action":"([0-9a-f]{16})"/.exec(JSON.stringify(answer))?.[1];
  const id = action === undefined ? null : parseIdText("action", action);
  if (id === null) throw new Error("something was done");
  return id;
}
