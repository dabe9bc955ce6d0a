import { describe, expect, test } from "vitest";
import type { ItemId, PackId } from "../../base/ids.ts";
import type { TaskIntent } from "../../model/task-intent.ts";
import type { CheckpointId } from "../../wire/frames.ts";
import { acting } from "../acting.ts";
import { sharing } from "../sharing.ts";
import { LinkKeeper } from "../link-keeper.ts";
import { holding, run } from "../engine/engine.suite.ts";
import type { KeptMonth, MonthAnswers, MonthQuery, MonthRequest, MonthTasks } from "../face/months.ts";
import { Replica } from "../replica.ts";
import { makeBatch } from "../store-batch.ts";
import { createIntent, entryNumber, errorIn, newItem, TestProfile, titlesOf, valueIn } from "../space.suite.ts";
import { months } from "./months.ts";
import { readDetails } from "../read-details.ts";

const DAY_MS = 86_400_000;
const ALL: MonthQuery = { words: "", changedOnly: false };

type Story = { readonly replica: Replica; readonly profile: TestProfile };

async function open(): Promise<Story> {
  const profile = new TestProfile(1);
  profile.limits = { ...profile.limits, tailRecords: 1 };
  const replica = valueIn(
    await Replica.open(
      {
        ...profile.ports(),
        timers: profile.timers,
        loadSession: () => Promise.reject(new Error("nobody to talk to")),
        dialRelay: () => {
          throw new Error("no relay is set");
        },
        relayOrigin: () => null,
        openTabs: () => ({ post: () => undefined, close: () => undefined }),
        openLease: () => ({ steal: () => undefined, close: () => undefined }),
        loadLinks: () => Promise.resolve({ LinkKeeper }),
        loadSharing: () => Promise.resolve(sharing),
        loadActing: () => Promise.resolve(acting),
        loadPairing: () => Promise.reject(new Error("nobody pairs here")),
      },
      { defaultRelay: { origin: null, answers: null }, push: () => undefined },
    ),
  );
  await holding(replica.space);
  return { replica, profile };
}

const act = async ({ replica }: Story, intent: TaskIntent) => valueIn(await replica.act(intent));

async function add(story: Story, title: string): Promise<ItemId> {
  const id = newItem(story.replica.space);
  await act(story, createIntent(id, title));
  return id;
}

async function ask<Kind extends MonthRequest["kind"]>(
  { replica }: Story,
  request: Extract<MonthRequest, { kind: Kind }>,
): Promise<MonthAnswers[Kind]> {
  // The answer is that of the request's kind.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return (await months.answer(replica, request)) as MonthAnswers[Kind];
}

/** What there is now is kept as the state of this month. */
async function endMonth(story: Story): Promise<KeptMonth> {
  await run(story.replica.space);
  story.profile.timers.nowMs += 31 * DAY_MS;
  await add(story, "next month");
  await run(story.replica.space);
  const [month] = valueIn(await ask(story, { kind: "months" }));
  if (month === undefined) throw new Error("one is kept");
  return month;
}

const read = async (story: Story, checkpoint: CheckpointId, query = ALL): Promise<MonthTasks> =>
  valueIn(await ask(story, { kind: "month", checkpoint, query, start: 0, count: 100 }));

const titlesIn = ({ tasks }: MonthTasks): readonly string[] => tasks.map(({ row }) => row.title);

async function spoil({ replica, profile }: Story, pack: PackId): Promise<void> {
  const { core } = replica.space;
  const index = valueIn(await core.ports.store.readBlocks(core.space, pack, 0, 10)).length - 1;
  const blocks = [{ pack, index, bytes: new Uint8Array(40) }];
  valueIn(await profile.ports().store.commit({ ...makeBatch(core.space, {}), blocks }));
}

describe("earlier months", () => {
  test("are none at first, then one for each month that is over, with date, device and size", async () => {
    const story = await open();
    expect(await ask(story, { kind: "months" })).toEqual({ ok: true, value: [] });
    await add(story, "one");
    const madeAtMs = story.profile.timers.nowMs;
    const month = await endMonth(story);
    expect(month).toMatchObject({ madeAtMs, device: { id: story.replica.space.core.self, isSelf: true } });
    expect(month.sizeBytes).toBeGreaterThan(100);
  });

  test("show their tasks as they were: open, done, in the trash, with list and notes, and what has become of them", async () => {
    const story = await open();
    const list = newItem(story.replica.space);
    await act(story, { kind: "create-list", id: list, name: "Garden", color: "blue", position: { at: "end" } });
    const [same, renamed, done, trashed] = [await add(story, "same"), await add(story, "first name"), await add(story, "done"), await add(story, "trashed")]; // prettier-ignore
    await act(story, { kind: "move", ids: [renamed], position: { at: "end", list } });
    await act(story, { kind: "set-notes", id: renamed, before: "", after: "Water\nit daily" });
    await act(story, { kind: "set-done", ids: [done], done: true });
    await act(story, { kind: "trash", ids: [trashed] });
    const { checkpoint } = await endMonth(story);
    await act(story, { kind: "rename", id: renamed, title: "second name" });
    await act(story, { kind: "trash", ids: [same] });
    const shown = await read(story, checkpoint);
    expect(shown.tasks.map(({ row, listName, notesStart, since }) => [row.title, listName, notesStart, since])).toEqual([
      ["same", null, "", "trashed"],
      ["first name", "Garden", "Water it daily", "changed"],
      ["done", null, "", "same"],
      ["trashed", null, "", "same"],
    ]);
    expect(shown).toMatchObject({ all: 4, found: 4, start: 0, unreadablePacks: 0 });
    expect(titlesIn(await read(story, checkpoint, { words: "", changedOnly: true }))).toEqual(["same", "first name"]);
    const details = valueIn(await ask(story, { kind: "month-task", checkpoint, id: renamed }));
    expect(details).toMatchObject({ notes: "Water\nit daily", row: { title: "first name" } });
  });

  test("are searched by words in titles, lists, tags and notes, whatever the case and the accents", async () => {
    const story = await open();
    const [a, b] = [await add(story, "Überweisung Miete"), await add(story, "Call")];
    await add(story, "Other");
    await act(story, { kind: "add-tag", ids: [a], tag: "money" });
    await act(story, { kind: "set-notes", id: b, before: "", after: "about the Café" });
    const { checkpoint } = await endMonth(story);
    const find = async (words: string) => titlesIn(await read(story, checkpoint, { words, changedOnly: false }));
    expect([await find("uberw"), await find("MIETE money"), await find("cafe"), await find("miete call")]).toEqual([
      ["Überweisung Miete"],
      ["Überweisung Miete"],
      ["Call"],
      [],
    ]);
  });

  test("are told a page at a time, within bounds", async () => {
    const story = await open();
    const ids = Array.from({ length: 450 }, () => newItem(story.replica.space));
    const tasks = ids.map((id, index) => ({ id, title: `task ${index}`, day: null }));
    await act(story, { kind: "create", tasks, position: { at: "end", list: null } });
    const { checkpoint } = await endMonth(story);
    const page = async (start: number, count: number) => {
      const { tasks: shown, found } = valueIn(await ask(story, { kind: "month", checkpoint, query: ALL, start, count }));
      return [found, shown.length, shown[0]?.row.title];
    };
    expect(await page(0, 100)).toEqual([450, 100, "task 0"]);
    expect(await page(400, 100)).toEqual([450, 50, "task 400"]);
    expect(await page(10, 1_000_000)).toEqual([450, 200, "task 10"]);
    expect(await page(-5, Number.NaN)).toEqual([450, 0, undefined]);
    expect(await page(1e9, 10)).toEqual([450, 0, undefined]);
    const found = valueIn(await ask(story, { kind: "month-ids", checkpoint, query: { words: "44", changedOnly: false } }));
    expect(found).toHaveLength(14);
  });

  test("that are not kept any more are gone, also while one is looked at", async () => {
    const story = await open();
    await add(story, "one");
    const { checkpoint } = await endMonth(story);
    expect((await read(story, checkpoint)).all).toBe(1);
    story.replica.space.upkeep.retention = () => ({ days: 30, months: 0 });
    await add(story, "two");
    await run(story.replica.space);
    expect(errorIn(await ask(story, { kind: "month", checkpoint, query: ALL, start: 0, count: 10 }))).toEqual({ kind: "month-gone" });
    expect(errorIn(await ask(story, { kind: "bring-back", checkpoint, ids: [] }))).toEqual({ kind: "month-gone" });
    expect(errorIn(await ask(story, { kind: "month", checkpoint: "no such", query: ALL, start: 0, count: 10 }))).toEqual({
      kind: "month-gone",
    });
  });
});

describe("bringing back", () => {
  test("makes new tasks that say what the old ones said, and leaves what is there alone", async () => {
    const story = await open();
    const { space } = story.replica;
    const list = newItem(space);
    await act(story, { kind: "create-list", id: list, name: "Garden", color: "blue", position: { at: "end" } });
    const [id, done] = [await add(story, "was"), await add(story, "was done")];
    await act(story, { kind: "move", ids: [id], position: { at: "end", list } });
    await act(story, { kind: "set-notes", id, before: "", after: "a\nb" });
    await act(story, { kind: "set-when", ids: [id], day: "2026-03-01", time: "09:30", zone: "Europe/Berlin" });
    await act(story, { kind: "add-tag", ids: [id], tag: "money" });
    const entries = [1, 2].map((number) => ({ id: entryNumber(number), text: `step ${number}` }));
    await act(story, { kind: "add-entries", id, entries, position: { at: "end" } });
    await act(story, { kind: "check-entries", id, entries: [entryNumber(2)], checked: true });
    await act(story, { kind: "set-done", ids: [done], done: true });
    const { checkpoint } = await endMonth(story);
    await act(story, { kind: "rename", id, title: "is" });
    const before = await readDetails(space.core.items, id);
    const brought = valueIn(await ask(story, { kind: "bring-back", checkpoint, ids: [done, id, id] }));
    expect(brought.items).toHaveLength(2);
    const [copy, doneCopy] = brought.items;
    if (copy === undefined || doneCopy === undefined || brought.action === null) throw new Error("two copies");
    expect(await readDetails(space.core.items, id)).toEqual(before);
    expect(await readDetails(space.core.items, copy)).toMatchObject({
      row: { title: "was", list, day: "2026-03-01", time: "09:30", zone: "Europe/Berlin", tags: ["money"], done: false },
      notes: "a\nb",
      checklist: [
        { text: "step 1", checked: false },
        { text: "step 2", checked: true },
      ],
    });
    expect(space.core.items.index.row(doneCopy)).toMatchObject({ title: "was done", done: true, list: null });
    valueIn(await story.replica.undo(brought.action));
    expect([copy, doneCopy].map((one) => space.core.items.index.row(one)?.trashed)).toEqual([true, true]);
    expect(await readDetails(space.core.items, id)).toEqual(before);
  });

  test("puts into the inbox what was in a list that has been deleted for good", async () => {
    const story = await open();
    const { space } = story.replica;
    const list = newItem(space);
    await act(story, { kind: "create-list", id: list, name: "Garden", color: "blue", position: { at: "end" } });
    const id = await add(story, "task");
    await act(story, { kind: "move", ids: [id], position: { at: "end", list } });
    const { checkpoint } = await endMonth(story);
    await act(story, { kind: "trash-list", id: list });
    await act(story, { kind: "purge", ids: [list] });
    const [copy] = valueIn(await ask(story, { kind: "bring-back", checkpoint, ids: [id] })).items;
    if (copy === undefined) throw new Error("a copy");
    expect(space.core.items.index.row(copy)).toMatchObject({ title: "task", list: null, trashed: false });
  });

  test("never brings back what has been deleted for good, before the next compaction and after it", async () => {
    const story = await open();
    const [secret] = [await add(story, "secret"), await add(story, "other")];
    const { checkpoint } = await endMonth(story);
    expect(titlesIn(await read(story, checkpoint))).toEqual(["secret", "other"]);
    await act(story, { kind: "trash", ids: [secret] });
    await act(story, { kind: "purge", ids: [secret] });
    expect(titlesIn(await read(story, checkpoint))).toEqual(["other"]);
    expect(valueIn(await ask(story, { kind: "month-ids", checkpoint, query: ALL }))).not.toContain(secret);
    expect(errorIn(await ask(story, { kind: "month-task", checkpoint, id: secret }))).toEqual({ kind: "unreadable" });
    expect(errorIn(await ask(story, { kind: "bring-back", checkpoint, ids: [secret] }))).toEqual({ kind: "unreadable" });
    await run(story.replica.space);
    expect(valueIn(await ask(story, { kind: "months" }))).toEqual([]);
    expect(errorIn(await ask(story, { kind: "bring-back", checkpoint, ids: [secret] }))).toEqual({ kind: "month-gone" });
    expect(titlesOf(story.replica.space)).toEqual(expect.not.arrayContaining(["secret"]));
  });
});

describe("a month whose packs are damaged", () => {
  test("says so where nothing of it can be read, and is read again once it can be", async () => {
    const story = await open();
    await add(story, "one");
    await run(story.replica.space);
    const { core } = story.replica.space;
    const [pack] = core.base.base.packs;
    if (pack === undefined) throw new Error("one pack");
    const blocks = valueIn(await core.ports.store.readBlocks(core.space, pack.pack, 0, 10));
    const { checkpoint } = await endMonth(story);
    await spoil(story, pack.pack);
    expect(errorIn(await ask(story, { kind: "month", checkpoint, query: ALL, start: 0, count: 10 }))).toEqual({ kind: "unreadable" });
    const whole = blocks.map((bytes, index) => ({ pack: pack.pack, index, bytes }));
    valueIn(await story.profile.ports().store.commit({ ...makeBatch(core.space, {}), blocks: whole }));
    expect(titlesIn(await read(story, checkpoint))).toEqual(["one"]);
  });

  test("shows what can be read, and of how many packs that is", async () => {
    const story = await open();
    await add(story, "in the first");
    await run(story.replica.space);
    const [pack] = story.replica.space.core.base.base.packs;
    await add(story, "in the second");
    const { checkpoint } = await endMonth(story);
    if (pack === undefined) throw new Error("one pack");
    await spoil(story, pack.pack);
    const shown = await read(story, checkpoint);
    expect([titlesIn(shown), shown.unreadablePacks, shown.packs]).toEqual([["in the second"], 1, 2]);
  });
});
