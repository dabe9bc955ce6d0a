import { expect, test } from "vitest";
import { isLoopbackAddress, loopbackOrigins, parseOrigins } from "./loopback.ts";

test("origins are read from a list, http standing for ws", () => {
  expect(parseOrigins("")).toEqual([]);
  expect(parseOrigins("https://notes.example, ws://10.0.0.2:8787\nHTTP://Home.Example")).toEqual([
    "wss://notes.example",
    "ws://10.0.0.2:8787",
    "ws://home.example",
  ]);
});

test("what is not an origin is refused", () => {
  for (const text of ["notes.example", "ftp://notes.example", "wss://notes.example/path", "wss://user@notes.example", "wss://"]) {
    expect([text, parseOrigins(text)]).toEqual([text, null]);
  }
});

test("a loopback relay goes by its loopback names and its port", () => {
  expect(loopbackOrigins(8787)).toEqual(["ws://localhost:8787", "ws://127.0.0.1:8787", "ws://[::1]:8787"]);
});

test("this machine is told from others by its address", () => {
  expect(["127.0.0.1", "::1", "::ffff:127.0.0.1"].every(isLoopbackAddress)).toBe(true);
  expect(["10.0.0.1", "::ffff:10.0.0.1", "1270.0.0.1"].some(isLoopbackAddress)).toBe(false);
});
