import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { headerPolicy, META_POLICY } from "./content-policy.ts";

const directivesOf = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    policy
      .split("; ")
      .map((directive) => directive.split(" "))
      .map(([name = "", ...sources]) => [name, sources]),
  );

test("the whole policy of a page: its own code and nothing else, connections by TLS alone but to this machine", () => {
  expect(Object.fromEntries(directivesOf(headerPolicy(false)))).toEqual({
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "connect-src": ["'self'", "https:", "wss:", "http://localhost:*", "ws://localhost:*", "http://127.0.0.1:*", "ws://127.0.0.1:*"],
    "frame-ancestors": ["'none'"],
  });
});

test("a page that this machine serves to itself differs in nothing but sockets without TLS", () => {
  const [own, others] = [headerPolicy(true), headerPolicy(false)].map(directivesOf);
  expect(own?.get("connect-src")).toEqual(["'self'", "https:", "wss:", "http:", "ws:"]);
  expect([...(own ?? [])].filter(([name]) => name !== "connect-src")).toEqual(
    [...(others ?? [])].filter(([name]) => name !== "connect-src"),
  );
});

test("the page's own <meta> says all that the header says, but what a <meta> cannot, and forbids nothing that a header allows", () => {
  const meta = directivesOf(META_POLICY);
  const own = new Map(directivesOf(headerPolicy(true)));
  own.delete("frame-ancestors");
  expect(meta).toEqual(own);
});

test("the headers that static hosts are told to send are those of the relay", () => {
  const told = readFileSync(new URL("../docs/hosting.md", import.meta.url), "utf8");
  expect(told).toContain(`Content-Security-Policy: ${headerPolicy(false)}\n`);
});
