import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { err, ok } from "../base/result.ts";
import { encodeStateV1 } from "../items/document-states.ts";
import { updateItem } from "../items/update-item.ts";
import { KIND_FIELD, kindValue } from "../items/item-schema.ts";
import { openRecord } from "../log/record.ts";
import { taskSchema } from "../model/task-schema.ts";
import { parseRecord } from "../wire/record-envelope.ts";
import { act, actionsOf, addTask, createIntent, errorIn, newItem, ownPathOf, pageOf, TestProfile, titlesOf, valueIn } from "./space.suite.ts"; // prettier-ignore
import type { BuiltChange, Change, WriteStamp } from "./space-writer.ts";
import type { Space } from "./space.ts";

const open = async (): Promise<{ profile: TestProfile; space: Space }> => {
  const profile = new TestProfile(1);
  return { profile, space: await profile.open() };
};

/** The bodies of this device's records, in order. */
async function bodiesOf(space: Space) {
  const path = ownPathOf(space);
  const { records } = await pageOf(space, path, 1);
  return records.map((bytes) =>
    valueIn(openRecord(space.core.keys, path.log, valueIn(parseRecord(bytes)), space.core.members.epochKeys())),
  );
}

/** Makes `count` tasks whose updates take about `sizeBytes` each. */
function largeChange(space: Space, count: number, sizeBytes: number): Change<null, never> {
  const ids = Array.from({ length: count }, () => newItem(space));
  const build = ({ writer, stamp }: WriteStamp): ReturnType<typeof ok<BuiltChange<null>>> => {
    const documents: BuiltChange<null>["documents"] = new Map(
      ids.map((id) => {
        const document = space.core.items.open(id);
        const after = { [KIND_FIELD]: kindValue(taskSchema), title: "x".repeat(200) };
        valueIn(updateItem(document, { after }, { schema: taskSchema, writer, stamp }));
        return [id, document] as const;
      }),
    );
    const updates = [...documents].map(([item, document]) => {
      const update = new Uint8Array(Math.max(sizeBytes, 1));
      update.set(encodeStateV1(document).subarray(0, update.length));
      return { item, update };
    });
    return ok({ name: "import", documents, updates, extra: null });
  };
  return { items: () => ids, build };
}

describe("a local change", () => {
  test("is one record, told of after its commit", async () => {
    const { profile, space } = await open();
    await addTask(space, "one");
    expect(space.view().heads).toMatchObject([{ seq: 1, generation: 0 }]);
    expect(profile.changes.slice(-2)).toEqual([
      { items: false, committed: true },
      { items: true, committed: false },
    ]);
    expect((await bodiesOf(space)).map(({ action, changes }) => [action, changes.length])).toEqual([[null, 1]]);
  });

  test("that changes nothing writes nothing", async () => {
    const { space } = await open();
    const id = await addTask(space, "one");
    expect(await act(space, { kind: "rename", id, title: "one" })).toEqual({ action: null, items: [] });
    expect(space.view().heads[0]?.seq).toBe(1);
  });

  test("that is refused writes nothing", async () => {
    const { space } = await open();
    expect(errorIn(await space.write({ items: () => [], build: () => err({ kind: "not like this" } as const) }))).toEqual({
      kind: "not like this",
    });
    expect(space.view().heads).toEqual([]);
  });

  test("of many items stands in one record while it is small", async () => {
    const { space } = await open();
    const tasks = Array.from({ length: 50 }, (_, number) => ({ id: newItem(space), title: `task ${number}`, day: null }));
    await act(space, { kind: "create", tasks, position: { at: "end", list: null } });
    expect((await bodiesOf(space)).map(({ changes }) => changes.length)).toEqual([50]);
  });

  test("that is large is split into records of one action, none above 64 KiB, in one commit", async () => {
    const { space } = await open();
    const written = valueIn(await space.write(largeChange(space, 25, 9_000)));
    const bodies = await bodiesOf(space);
    expect(bodies.length).toBeGreaterThan(3);
    expect(bodies.every(({ action }) => action === written?.action)).toBe(true);
    expect(bodies.reduce((sum, { changes }) => sum + changes.length, 0)).toBe(25);
    const { records } = await pageOf(space, ownPathOf(space), 1);
    expect(Math.max(...records.map((record) => record.length))).toBeLessThanOrEqual(65_536);
  });

  test("of one item above 64 KiB is a record by itself", async () => {
    const { space } = await open();
    valueIn(await space.write(largeChange(space, 2, 200_000)));
    const first = await pageOf(space, ownPathOf(space), 1);
    expect(first.records).toHaveLength(1);
    expect((await pageOf(space, ownPathOf(space), 2)).records).toHaveLength(1);
  });

  test("of one item above 256 KiB is too large, and nothing is written", async () => {
    const { space } = await open();
    expect(errorIn(await space.write(largeChange(space, 1, 262_145)))).toEqual({ kind: "too-large" });
    expect(space.view().heads).toEqual([]);
  });

  test("is not made where this device may only read", async () => {
    const { space } = await open();
    const reader = new TestProfile(2);
    await reader.join(space, { role: "reader" });
    const other = await reader.open();
    const acted = await actionsOf(other).act(other, createIntent(newItem(other), "not mine to write"));
    expect(errorIn(acted)).toEqual({ kind: "read-only" });
  });
});

describe("pages of records", () => {
  test("stay within 256 KiB, or hold one record", async () => {
    const { space } = await open();
    valueIn(await space.write(largeChange(space, 40, 20_000)));
    valueIn(await space.write(largeChange(space, 1, 262_000)));
    const path = ownPathOf(space);
    const last = space.view().heads[0]?.seq ?? 0;
    let sent = 0;
    for (let seq = 1; seq <= last; seq += sent) {
      const { records } = await pageOf(space, path, seq);
      sent = records.length;
      expect(sent).toBeGreaterThan(0);
      expect(sent === 1 || records.reduce((sum, record) => sum + record.length, 0) <= 262_144).toBe(true);
    }
  });
});

describe("two tabs of one profile", () => {
  test("append to one log: who was second builds again on what the first has written", async () => {
    const { profile, space } = await open();
    const tab = await profile.open();
    const id = await addTask(space, "from the first tab");
    await addTask(tab, "from the second tab");
    await act(tab, { kind: "rename", id, title: "renamed in the second tab" });
    expect(titlesOf(tab)).toEqual(["renamed in the second tab", "from the second tab"]);
    await space.refresh();
    expect(titlesOf(space)).toEqual(titlesOf(tab));
    expect(space.view()).toEqual(tab.view());
    expect(await space.core.items.digest()).toEqual(await tab.core.items.digest());
  });

  test("lose nothing when they race, and leave no gap", async () => {
    const { profile, space } = await open();
    const tab = await profile.open();
    const titles = Array.from({ length: 20 }, (_, number) => `task ${number}`);
    await Promise.all(titles.map((title, index) => addTask(index % 2 === 0 ? space : tab, title)));
    await Promise.all([space.refresh(), tab.refresh()]);
    const again = await profile.open();
    for (const opened of [space, tab, again]) {
      expect([...titlesOf(opened)].sort()).toEqual([...titles].sort());
      expect(opened.view().heads[0]?.seq).toBe(20);
    }
  });
});

describe("a full disk", () => {
  test("changes nothing, and the next write works once there is room", async () => {
    const { profile, space } = await open();
    const id = await addTask(space, "held");
    const before = await space.core.items.digest();
    profile.disk.capacityBytes = profile.disk.usedBytes + 10;
    const refused = await actionsOf(space).act(space, { kind: "rename", id, title: "not saved" });
    expect(errorIn(refused)).toEqual({ kind: "store", error: { kind: "full" } });
    expect([titlesOf(space), space.view().heads[0]?.seq]).toEqual([["held"], 1]);
    expect(await space.core.items.digest()).toEqual(before);
    profile.disk.capacityBytes = Number.POSITIVE_INFINITY;
    await act(space, { kind: "rename", id, title: "saved" });
    expect(titlesOf(await profile.open())).toEqual(["saved"]);
  });
});

describe("the log a device writes", () => {
  test("is another generation after a fork, and that goes on", async () => {
    const { profile, space } = await open();
    await addTask(space, "common");
    const clone = await new TestProfile(1, { disk: profile.disk.copy(), timers: profile.timers }).open();
    await addTask(space, "here");
    await addTask(clone, "there");
    valueIn(await space.ingestPage(await pageOf(clone, ownPathOf(clone), 2)));
    await addTask(space, "after");
    await addTask(space, "after that");
    const newest = space.view().heads.toSorted((a, b) => b.generation - a.generation)[0];
    expect(newest).toMatchObject({ device: makeId("device", profile.signer.publicKey), seq: 2, branch: "" });
    expect(newest?.generation).toBeGreaterThan(0);
    expect([...titlesOf(await profile.open())].sort()).toEqual(["after", "after that", "common", "here", "there"]);
  });
});
