// Sample tasks, from an act to what windows are told.

import { describe, expect, test } from "vitest";
import type { ItemId } from "../base/ids.ts";
import { makeSampleId } from "../model/sample.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import { Profile } from "./profile.ts";
import { bring, openShared, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";
import { TaskActions } from "./task-actions.ts";

const sample = (number: number): ItemId => makeSampleId(new Uint8Array(8).fill(number));
const [FIRST, SECOND] = [sample(1), sample(2)];
const CREATE: TaskIntent = {
  kind: "create",
  tasks: [
    { id: FIRST, title: "Buy bread", day: null, tags: ["shopping"], notes: "white" },
    { id: SECOND, title: "Call Anna", day: "2026-11-25", priority: 1 },
  ],
  position: { at: "start", list: null },
};

const toldOf = (profile: TestProfile, space: Space) => {
  const { samples, editedSamples } = new Profile(profile.ports().store).state(space.core);
  return { samples: samples.toSorted(), editedSamples };
};

async function openWithSamples() {
  const profile = new TestProfile(1);
  const space = await profile.open();
  const actions = new TaskActions(() => 1_000);
  const act = async (intent: TaskIntent) => valueIn(await actions.act(space, intent));
  await act(CREATE);
  return { profile, space, act, actions };
}

describe("sample tasks", () => {
  test("are told while they are there, also after they were played with", async () => {
    const { profile, space, act } = await openWithSamples();
    await act({ kind: "set-done", ids: [FIRST], done: true });
    await act({ kind: "move", ids: [SECOND], position: { at: "end", list: null } });
    await act({ kind: "trash", ids: [SECOND] });
    await act({ kind: "restore", ids: [SECOND] });
    expect(toldOf(profile, space)).toEqual({ samples: [FIRST, SECOND], editedSamples: 0 });
  });

  test.each<[string, TaskIntent]>([
    ["title", { kind: "rename", id: FIRST, title: "Buy rolls" }],
    ["day", { kind: "set-day", ids: [FIRST], day: "2026-12-24" }],
    ["priority", { kind: "set-priority", ids: [FIRST], priority: 2 }],
    ["tags", { kind: "remove-tag", ids: [FIRST], tag: "shopping" }],
    ["notes", { kind: "set-notes", id: FIRST, before: "white", after: "brown" }],
  ])("belong to the user once their %s was changed", async (_what, intent) => {
    const { profile, space, act } = await openWithSamples();
    await act(intent);
    expect(toldOf(profile, space)).toEqual({ samples: [SECOND], editedSamples: 1 });
  });

  test("are gone once they are in the trash, and there again when that is undone", async () => {
    const { profile, space, act, actions } = await openWithSamples();
    const { action } = await act({ kind: "trash", ids: [FIRST, SECOND] });
    expect(toldOf(profile, space)).toEqual({ samples: [], editedSamples: 0 });
    if (action === null) throw new Error("something was done");
    valueIn(await actions.undo(space, action));
    expect(toldOf(profile, space)).toEqual({ samples: [FIRST, SECOND], editedSamples: 0 });
  });

  test("are known after a reload and on another device", async () => {
    const { profiles, spaces } = await openShared(2);
    const [a, b] = spaces;
    const [profile, other] = profiles;
    if (a === undefined || b === undefined || profile === undefined || other === undefined) throw new Error("two devices");
    valueIn(await new TaskActions(() => 1_000).act(a, CREATE));
    await bring(a, b);
    for (const told of [toldOf(other, b), toldOf(profile, await profile.open())]) {
      expect(told).toEqual({ samples: [FIRST, SECOND], editedSamples: 0 });
    }
  });
});
