import { expect, test } from "vitest";
import type { StorageState, WindowMessage, WorkerMessage } from "../../replica/face.ts";
import { createReplicaClient, type ReplicaPort, type RowsPush } from "./replica-client.ts";

/** A port whose worker is the test. */
function makePort() {
  const sent: WindowMessage[] = [];
  const ears: { message: (message: WorkerMessage) => void; death: () => void } = { message: () => {}, death: () => {} };
  const port: ReplicaPort = {
    send: (message) => sent.push(message),
    listen(onMessage, onDeath) {
      ears.message = onMessage;
      ears.death = onDeath;
    },
  };
  return { port, sent, hear: (message: WorkerMessage) => ears.message(message), die: () => ears.death() };
}

test("every request carries the build and an id of its own", () => {
  const { port, sent } = makePort();
  const client = createReplicaClient(port, "b1");
  void client.ask({ kind: "sync-now" });
  void client.ask({ kind: "cancel-pairing" });
  expect(sent).toEqual([
    { build: "b1", id: 1, request: { kind: "sync-now" } },
    { build: "b1", id: 2, request: { kind: "cancel-pairing" } },
  ]);
});

test("answers find their requests in whatever order they come, once", async () => {
  const { port, hear } = makePort();
  const client = createReplicaClient(port, "b1");
  const first = client.ask({ kind: "name-device", name: "A" });
  const second = client.ask({ kind: "set-relay", address: "x" });
  hear({ kind: "answer", id: 2, answer: { ok: false, error: { kind: "bad-address" } } });
  hear({ kind: "answer", id: 1, answer: { ok: true, value: null } });
  hear({ kind: "answer", id: 1, answer: { ok: false, error: { kind: "bad-address" } } });
  hear({ kind: "answer", id: 99, answer: null });
  expect(await first).toEqual({ ok: true, value: null });
  expect(await second).toEqual({ ok: false, error: { kind: "bad-address" } });
});

test("what is pushed stands in the signals", () => {
  const { port, hear } = makePort();
  const client = createReplicaClient(port, "b1");
  const full: StorageState = { kind: "full" };
  expect(client.storage()).toEqual({ kind: "opening", recordsRead: 0 });
  hear({ kind: "push", push: { kind: "storage", storage: full } });
  hear({ kind: "push", push: { kind: "pairing", pairing: { kind: "failed", reason: "expired" } } });
  expect(client.storage()).toBe(full);
  expect(client.pairing()).toEqual({ kind: "failed", reason: "expired" });
  const reminders = { pushKey: null, endpoint: null, kept: null, ahead: 1, next: 5 };
  hear({ kind: "push", push: { kind: "reminders", reminders } });
  hear({ kind: "push", push: { kind: "ring", due: [] } });
  expect([client.reminders(), client.ringing()]).toEqual([reminders, { kind: "ring", due: [] }]);
});

const rows = (watch: number): RowsPush => ({ kind: "rows", watch, total: 0, start: 0, ids: [], changed: [] });

test("rows go to their own watch only, and to none that has stopped", () => {
  const { port, hear } = makePort();
  const client = createReplicaClient(port, "b1");
  const heard: [string, RowsPush][] = [];
  const a = client.listenToRows((push) => heard.push(["a", push]));
  const b = client.listenToRows((push) => heard.push(["b", push]));
  hear({ kind: "push", push: rows(b.watch) });
  a.stop();
  hear({ kind: "push", push: rows(a.watch) });
  expect(heard.map(([name]) => name)).toEqual(["b"]);
});

test("a worker of another build is told apart from one that died, and stays so", () => {
  const { port, hear, die } = makePort();
  const client = createReplicaClient(port, "b1");
  expect(client.health()).toBe("running");
  hear({ kind: "wrong-build", build: "b2" });
  die();
  expect(client.health()).toBe("wrong-build");
});

test("a worker that died is known to be dead", () => {
  const { port, die } = makePort();
  const client = createReplicaClient(port, "b1");
  die();
  expect(client.health()).toBe("died");
});

test("says when everything asked so far is answered", async () => {
  const { port, hear } = makePort();
  const client = createReplicaClient(port, "b1");
  await client.settled();
  void client.ask({ kind: "sync-now" });
  void client.ask({ kind: "cancel-pairing" });
  let isSettled = false;
  const settled = client.settled().then(() => (isSettled = true));
  hear({ kind: "answer", id: 2, answer: null });
  await Promise.resolve();
  expect(isSettled).toBe(false);
  hear({ kind: "answer", id: 1, answer: null });
  expect(await settled).toBe(true);
});
