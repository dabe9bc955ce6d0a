import { expect, test } from "vitest";
import { findAppAddress, isOnlyHere, parseAppAddress } from "./app-address.ts";

const HERE = { origin: "http://127.0.0.1:8787", pathname: "/" };

const answering = (body: unknown) => async () => ({ json: async () => body });
const failing = async (): Promise<never> => {
  throw new Error("nobody is there");
};

test("a page on this machine is known to others by the address its server likes best", async () => {
  const found = await findAppAddress(null, HERE, answering(["https://192.168.1.5:8787", "https://laptop.local:8787"]));
  expect(found).toEqual({ appAddress: "https://192.168.1.5:8787/", servedAt: "https://192.168.1.5:8787" });
});

test("where its server knows no other, or does not say, it stays with its own", async () => {
  for (const fetchAnswer of [answering([]), answering("<html>"), answering([7]), answering(["javascript:alert(1)"]), failing]) {
    expect(await findAppAddress(null, HERE, fetchAnswer)).toEqual({ appAddress: "http://127.0.0.1:8787/", servedAt: null });
  }
});

test("a page that others can open asks nobody", async () => {
  const lan = { origin: "https://laptop.local:8787", pathname: "/" };
  expect(await findAppAddress(null, lan, failing)).toEqual({ appAddress: "https://laptop.local:8787/", servedAt: null });
});

test("an address that was chosen is used, and the relay is named as others reach it", async () => {
  const chosen = await findAppAddress("https://daybook.example/", HERE, answering(["https://192.168.1.5:8787"]));
  expect(chosen).toEqual({ appAddress: "https://daybook.example/", servedAt: "https://192.168.1.5:8787" });
});

test("loopback names are of this machine only", () => {
  expect(["http://127.0.0.1:8787/#join=x", "http://localhost/", "http://[::1]:1/"].every(isOnlyHere)).toBe(true);
  expect(["https://192.168.1.5/", "https://localhost.example/", "nonsense"].some(isOnlyHere)).toBe(false);
});

test.each([
  ["https://daybook.example", "https://daybook.example/"],
  [" https://daybook.example/app/ ", "https://daybook.example/app/"],
  ["daybook.example/app", "https://daybook.example/app"],
  ["https://daybook.example:8443/?x=1#join=abc", "https://daybook.example:8443/"],
  ["http://localhost:8787", "http://localhost:8787/"],
  ["http://127.0.0.1:8787/", "http://127.0.0.1:8787/"],
  ["http://[::1]:8787/", "http://[::1]:8787/"],
])("%s is where the app is opened", (text, address) => {
  expect(parseAppAddress(text)).toBe(address);
});

test.each([
  "",
  "   ",
  "http://daybook.example",
  "http://192.168.1.5:8787",
  "ftp://daybook.example",
  "wss://daybook.example",
  "https://",
  "https://a:b@daybook.example",
  "not an address",
])("%j is not", (text) => {
  expect(parseAppAddress(text)).toBeNull();
});
