import { expect, test } from "vitest";
import { isForeignPage, isLoopbackAddress, loopbackOrigins, networkOf, parseOrigins } from "./loopback.ts";

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

test("a page is told from one that this relay serves by the origin that its browser says", () => {
  const origins = ["wss://notes.example"];
  for (const own of [undefined, "http://localhost:8787", "http://127.0.0.1:5173", "https://notes.example"]) {
    expect([own, isForeignPage(own, origins)]).toEqual([own, false]);
  }
  for (const foreign of ["https://evil.example", "https://localhost.evil.example", "null", ""]) {
    expect([foreign, isForeignPage(foreign, origins)]).toEqual([foreign, true]);
  }
});

test("addresses of one IPv6 network are one place, IPv4 addresses are each their own", () => {
  const places = [
    "2001:db8:0:7::1",
    "2001:0db8::7:aa:0:bb:1",
    "2001:db8:0:7:ffff::%eth0",
    "2001:db8:0:8::1",
    "10.0.0.1",
    "::ffff:10.0.0.1",
    "fe80::1",
  ];
  expect(places.map(networkOf)).toEqual([
    "2001:db8:0:7",
    "2001:db8:0:7",
    "2001:db8:0:7",
    "2001:db8:0:8",
    "10.0.0.1",
    "::ffff:10.0.0.1",
    "fe80:0:0:0",
  ]);
});
