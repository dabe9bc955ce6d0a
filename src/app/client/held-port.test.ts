import { expect, test } from "vitest";
import type { WindowGreeting, WindowMessage, WorkerMessage } from "../../replica/face.ts";
import { holdPort } from "./held-port.ts";

const request = (id: number): WindowMessage => ({ build: "1", id, request: { kind: "sync-now" } });

function holding(otherBuild: Promise<string | null>) {
  const sent: (WindowMessage | WindowGreeting)[] = [];
  const heard: WorkerMessage[] = [];
  const port = holdPort({ send: (message) => sent.push(message), listen: () => undefined }, "1", otherBuild);
  port.listen(
    (message) => heard.push(message),
    () => undefined,
  );
  return { port, sent, heard };
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
  const { port, sent, heard } = holding(Promise.resolve("2"));
  port.send(request(1));
  await Promise.resolve();
  port.send(request(2));
  expect([sent, heard]).toEqual([[], [{ kind: "wrong-build", build: "2" }]]);
});
