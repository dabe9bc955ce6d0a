import { expect, it } from "vitest";
import { makeId } from "../../base/ids.ts";
import { INBOX, NOTHING_ASKED as nothing } from "../../model/view-asks.ts";
import { changesTo, filterOf } from "./filter-state.ts";

const list = makeId("item", new Uint8Array(16).fill(7));

it("asks for nothing that is not said", () => {
  expect(filterOf(nothing, "2026-11-28")).toBeUndefined();
  expect(filterOf({ ...nothing, text: "  " }, "2026-11-28")).toBeUndefined();
});

it("counts its days from today, and tells no priority and the inbox from whatever it is", () => {
  expect(filterOf({ ...nothing, due: "soon", priority: "none", list: INBOX }, "2026-11-28")).toEqual({
    due: { kind: "soon", today: "2026-11-28", last: "2026-12-04" },
    priority: null,
    list: null,
  });
  expect(filterOf({ among: "done", text: "tea", due: "", priority: "2", tag: "home", list, repeats: "yes" }, "2026-11-28")).toEqual({
    text: "tea",
    priority: 2,
    tag: "home",
    list,
    repeats: true,
  });
});

it("changes of a view only what is asked for otherwise", () => {
  const saved = { ...nothing, tag: "home", due: "today" } as const;
  expect(changesTo(saved, {})).toBeNull();
  expect(changesTo(saved, { tag: "home" })).toBeNull();
  expect(changesTo(saved, { tag: "work", due: "", text: "" })).toEqual({ tag: "work", due: "" });
});
