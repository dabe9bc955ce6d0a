import { expect, test } from "vitest";
import type { WindowGreeting, WindowMessage, WorkerMessage } from "../../replica/face.ts";
import { holdPort } from "./held-port.ts";

const request = (id: number): WindowMessage => ({ build: "1", id, request: { kind: "sync-now" } });

const answer = (id: number): WorkerMessage => ({ kind: "answer", id, answer: null });

function holding(otherBuild: Promise<string | null>) {
  const sent: (WindowMessage | WindowGreeting)[] = [];
  const heard: (WorkerMessage | "death")[] = [];
  const said: ((message: WorkerMessage) => void)[] = [];
  const died: (() => void)[] = [];
  const port = holdPort(
    {
      send: (message) => sent.push(message),
      listen: (onMessage, onDeath) => {
        said.push(onMessage);
        died.push(onDeath);
      },
    },
    "1",
    otherBuild,
  );
  const listen = (): void =>
    port.listen(
      (message) => heard.push(message),
      () => heard.push("death"),
    );
  return {
    port,
    sent,
    heard,
    listen,
    say: (message: WorkerMessage) => said.forEach((hear) => hear(message)),
    die: () => died.forEach((hear) => hear()),
  };
}

test("says nothing to the worker before the parts are known to fit, then everything in order", async () => {
  const { port, sent } = holding(Promise.resolve(null));
  port.send(request(1));
  expect(sent).toEqual([]);
  await Promise.resolve();
  port.send(request(2));
  expect(sent).toEqual([{ build: "1" }, request(1), request(2)]);
});

test("says nothing ever to the worker of a page whose parts do not fit, and tells the page", async () => {
  const { port, sent, heard, listen } = holding(Promise.resolve("2"));
  listen();
  port.send(request(1));
  await Promise.resolve();
  port.send(request(2));
  expect([sent, heard]).toEqual([[], [{ kind: "wrong-build", build: "2" }]]);
});

test("keeps what the worker says, and that it died, until the app is there to hear it", async () => {
  const { heard, listen, say, die } = holding(Promise.resolve(null));
  await Promise.resolve();
  say(answer(1));
  die();
  expect(heard).toEqual([]);
  listen();
  say(answer(2));
  expect(heard).toEqual([answer(1), "death", answer(2)]);
});

test("tells the app that the parts do not fit, however late it listens", async () => {
  const { heard, listen } = holding(Promise.resolve("2"));
  await Promise.resolve();
  await Promise.resolve();
  listen();
  expect(heard).toEqual([{ kind: "wrong-build", build: "2" }]);
});
