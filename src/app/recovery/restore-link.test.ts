import { describe, expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { parseSpace, placeInLink, restoreLink, spaceOnPaper } from "./restore-link.ts";

const space = makeId(
  "space",
  Uint8Array.from({ length: 32 }, (_, index) => index * 7),
);

describe("the link of a recovery sheet", () => {
  test.each(["wss://relay.example", "http://192.168.1.2:8787", ""])("gives back the relay %s, the space and the home device", (relay) => {
    for (const home of ["", "dbh1.A-_z"]) {
      const place = { relay, space, home };
      expect(placeInLink(restoreLink("https://app.example/day/#list=1", place))).toEqual(place);
    }
  });

  test("carries them in the fragment alone", () => {
    const url = new URL(restoreLink("https://app.example/", { relay: "wss://relay.example", space, home: "" }));
    expect(url.origin + url.pathname + url.search).toBe("https://app.example/");
  });

  test.each(["", "#join=db1.abc", "#restore=12", `#restore=${"g".repeat(64)},x`, `#restore=${space},%E0%A4%A`])("is not %s", (text) => {
    expect(placeInLink(text)).toBeNull();
  });
});

describe("a space's id from paper", () => {
  test("is read in whatever groups and letters it is typed", () => {
    expect(parseSpace(spaceOnPaper(space))).toBe(space);
    expect(parseSpace(` ${space.toUpperCase()}\n`)).toBe(space);
  });

  test.each(["", "0123", "z".repeat(64), "0".repeat(65), "0".repeat(1_000_000)])("is refused when it is no id", (text) => {
    expect(parseSpace(text)).toBeNull();
  });
});
