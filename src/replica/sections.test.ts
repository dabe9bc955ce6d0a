// The sections of lists and what shows in them.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { act, addList, bring, entryNumber, newItem, openShared, TestProfile } from "./space.suite.ts";
import type { Space } from "./space.ts";

const [first, second, third] = [entryNumber(1), entryNumber(2), entryNumber(3)];

const sectionsOf = (space: Space): string =>
  space.core.items.index.listRows().flatMap(({ sections }) => sections.map(({ name }) => name)).join(" "); // prettier-ignore

const titlesIn = (space: Space, list: ItemId): string =>
  space.core.items.index.query({ view: "list", list }).slice(0, 99).map(({ title }) => title).join(" "); // prettier-ignore

async function addTo(space: Space, list: ItemId | null, title: string): Promise<ItemId> {
  const id = newItem(space);
  await act(space, { kind: "create", tasks: [{ id, title, day: null }], position: { at: "end", list } });
  return id;
}

async function openWithSections(profile = new TestProfile(1)) {
  const space = await profile.open();
  const list = await addList(space, "Home");
  for (const [section, name] of [
    [first, "Soon"],
    [second, "Later"],
  ] as const)
    // prettier-ignore
    await act(space, { kind: "add-section", id: list, section, name, position: { at: "end" } });
  return { space, list };
}

describe("sections", () => {
  test("are added, renamed, put in order and taken away; their tasks stay in the list", async () => {
    const { space, list } = await openWithSections();
    const id = await addTo(space, list, "task");
    await addTo(space, list, "other");
    await act(space, { kind: "move", ids: [id], position: { at: "end", list, section: second } });
    expect(titlesIn(space, list)).toBe("other task");
    await act(space, { kind: "move-section", id: list, section: second, position: { at: "before", section: first } });
    await act(space, { kind: "rename-section", id: list, section: second, name: "Now" });
    expect(sectionsOf(space)).toBe("Now Soon");
    expect(space.core.items.index.query({ view: "list", list }).headings).toMatchObject([{ at: 1, name: "Now" }, { at: 2, name: "Soon" }]); // prettier-ignore
    await act(space, { kind: "remove-section", id: list, section: second });
    expect([sectionsOf(space), space.core.items.index.placeOf(id)]).toMatchObject(["Soon", { list, section: null }]);
    await act(space, { kind: "rename-section", id: list, section: second, name: "Now" });
    expect(space.core.items.index.placeOf(id)).toMatchObject({ list, section: second });
    expect((await act(space, { kind: "move-section", id: list, section: third, position: { at: "end" } })).action).toBeNull();
  });

  test("a task put next to one in a section is in it too; put in the list, it is in none", async () => {
    const { space, list } = await openWithSections();
    const [id, other] = [await addTo(space, list, "task"), await addTo(space, null, "other")];
    await act(space, { kind: "move", ids: [id], position: { at: "end", list, section: first } });
    await act(space, { kind: "move", ids: [other], position: { at: "before", task: id } });
    expect(space.core.items.index.placeOf(other)).toMatchObject({ list, section: first });
    await act(space, { kind: "move", ids: [other], position: { at: "end", list } });
    expect(space.core.items.index.placeOf(other)).toMatchObject({ list, section: null });
  });

  test("changed by two devices at once, both changes are there", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = spaces;
    if (a === undefined || b === undefined) throw new Error("two devices");
    const list = await addList(a, "Home");
    await act(a, { kind: "add-section", id: list, section: first, name: "Soon", position: { at: "end" } });
    await bring(a, b);
    await act(a, { kind: "add-section", id: list, section: second, name: "Later", position: { at: "end" } });
    await act(b, { kind: "rename-section", id: list, section: first, name: "Now" });
    await act(b, { kind: "add-section", id: list, section: third, name: "Never", position: { at: "start" } });
    await bring(a, b);
    await bring(b, a);
    expect([sectionsOf(a), sectionsOf(b)]).toEqual(["Never Now Later", "Never Now Later"]);
  });
});
