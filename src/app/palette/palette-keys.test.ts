import { expect, test } from "vitest";
import { paletteKey } from "./palette-keys.ts";

const press = (key: string, held: Partial<Record<"altKey" | "ctrlKey" | "metaKey" | "shiftKey", boolean>> = {}) => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});

test("the palette opens from anywhere, also while something is typed", () => {
  expect([press("k", { ctrlKey: true }), press("K", { metaKey: true })].map((one) => paletteKey(one, true))).toEqual([
    "palette",
    "palette",
  ]);
  for (const other of [
    press("k"),
    press("k", { ctrlKey: true, shiftKey: true }),
    press("k", { ctrlKey: true, metaKey: true }),
    press("k", { ctrlKey: true, altKey: true }),
  ])
    // prettier-ignore
    expect(paletteKey(other, false)).toBeNull();
});

test("the map of the keyboard opens by a question mark that nobody is writing", () => {
  expect([paletteKey(press("?", { shiftKey: true }), false), paletteKey(press("?"), true), paletteKey(press("?", { ctrlKey: true }), false)]).toEqual(["keys", null, null]); // prettier-ignore
});

test("so does the palette by a stroke, as on a German keyboard", () => {
  expect([press("/"), press("/", { shiftKey: true })].map((one) => paletteKey(one, false))).toEqual(["palette", "palette"]);
  expect([paletteKey(press("/"), true), paletteKey(press("/", { ctrlKey: true }), false)]).toEqual([null, null]);
});
