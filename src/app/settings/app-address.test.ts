import { expect, test } from "vitest";
import { parseAppAddress } from "./app-address.ts";

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
