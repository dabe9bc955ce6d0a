import { expect, test } from "vitest";
import { makeRelayProbe } from "./relay-probe.ts";

const answering = (status: number, headers: Record<string, string>) => async (url: string) => {
  expect(url).toBe("https://daybook.test/healthz");
  return new Response("ok", { status, headers });
};

const probe = (fetchAnswer: Parameters<typeof makeRelayProbe>[0]): Promise<boolean> =>
  makeRelayProbe(fetchAnswer, "https://daybook.test")();

test("a relay is known by its header, also while it is shutting down", async () => {
  expect(await probe(answering(200, { "Daybook-Relay": "1" }))).toBe(true);
  expect(await probe(answering(503, { "Daybook-Relay": "1" }))).toBe(true);
});

test("a file server is none, whether it knows the path or answers every path with its page", async () => {
  expect(await probe(answering(404, {}))).toBe(false);
  expect(await probe(answering(200, { "Content-Type": "text/html" }))).toBe(false);
});

test("where nobody answers there is none", async () => {
  expect(await probe(() => Promise.reject(new TypeError("Failed to fetch")))).toBe(false);
});
