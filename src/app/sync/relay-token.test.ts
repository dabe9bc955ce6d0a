import { expect, test } from "vitest";
import { takeRelayToken } from "./relay-token.ts";

test("the token leaves the address at once, and nothing else does", () => {
  const replaced: unknown[] = [];
  const history = { replaceState: (_data: unknown, _title: string, url?: string | URL | null) => replaced.push(url) };
  expect(takeRelayToken({ hash: "#token=7K3M-9QRT", pathname: "/", search: "?a=1" }, history)).toBe("7K3M-9QRT");
  expect(takeRelayToken({ hash: "#done", pathname: "/", search: "" }, history)).toBeNull();
  expect(replaced).toEqual(["/?a=1"]);
});
