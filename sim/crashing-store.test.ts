import { describe, expect, test } from "vitest";
import { makeId } from "../src/base/ids.ts";
import { ok } from "../src/base/result.ts";
import { MemoryDisk, openMemoryStore } from "../src/storage/memory-store.ts";
import { STORE_PLACED_CASES } from "../src/storage/suite/store-placed.suite.ts";
import { STORE_CASES } from "../src/storage/suite/store.suite.ts";
import { check } from "../src/storage/suite/suite-check.ts";
import type { Store, StoreBatch } from "../src/ports/store.ts";
import { CrashingStore, type CrashMoment } from "./crashing-store.ts";
import { Lane } from "./lane.ts";
import { VirtualTime } from "./virtual-time.ts";

const space = makeId("space", new Uint8Array(32).fill(1));

const note = (key: string): StoreBatch => ({
  space,
  expect: [],
  records: [],
  heads: [],
  statements: [],
  receipts: [],
  meta: [
    { key, value: Uint8Array.of(1) },
    { key: `${key} too`, value: Uint8Array.of(2) },
  ],
});

/** All microtasks have run. */
const atRest = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** Three writes into a store that is killed at the second. */
async function crashAtSecond(
  moment: CrashMoment,
): Promise<{ disk: MemoryDisk; answered: string[]; crashes: number; store: CrashingStore }> {
  const disk = new MemoryDisk();
  const scene = { disk, answered: new Array<string>(), crashes: 0 };
  const store = new CrashingStore({ disk, crashAt: (write) => (write === 2 ? moment : null), onCrash: () => void (scene.crashes += 1) });
  const onPlaced = (key: string) => () => {
    if (moment === "placed") scene.answered.push(`${key} placed`);
  };
  for (const key of ["one", "two", "three"]) void store.commit(note(key), onPlaced(key)).then(() => scene.answered.push(key));
  void store.readMeta("one").then(() => scene.answered.push("read"));
  await atRest();
  return { ...scene, store };
}

describe("a store that is never killed", () => {
  test.for([...STORE_CASES, ...STORE_PLACED_CASES])("$name", async (suiteCase) => {
    const disk = new MemoryDisk();
    const open = async (): Promise<Store> => new CrashingStore({ disk, crashAt: () => null, onCrash: () => undefined });
    await suiteCase.run({ open }, check);
    expect(disk.usedBytes).toBeGreaterThanOrEqual(0);
  });
});

describe("a process killed before a write", () => {
  test("leaves what was committed and nothing of that write, and hears nothing more", async () => {
    const { disk, answered, crashes, store } = await crashAtSecond("before");
    expect([...disk.meta.keys()]).toEqual(["one", "one too"]);
    expect([answered, crashes, store.writes, store.isCrashed]).toEqual([["one"], 1, 2, true]);
  });
});

describe("a process killed after a write", () => {
  test("leaves all of that write without anyone having been told", async () => {
    const { disk, answered, crashes } = await crashAtSecond("after");
    expect([...disk.meta.keys()]).toEqual(["one", "one too", "two", "two too"]);
    expect([answered, crashes]).toEqual([["one"], 1]);
  });

  test("can be started again on what is there", async () => {
    const { disk } = await crashAtSecond("after");
    expect(await openMemoryStore(disk).readMeta("two")).toEqual(ok(Uint8Array.of(1)));
    const next = new CrashingStore({ disk, crashAt: () => null, onCrash: () => undefined });
    expect(await next.commit(note("four"))).toEqual(ok(undefined));
    expect(await next.raiseFence()).toEqual(ok(1));
  });
});

describe("a process whose power goes after a commit was placed", () => {
  test("was told that it is placed and gets no answer, and there is nothing of it on the disk", async () => {
    const { disk, answered, crashes } = await crashAtSecond("placed");
    expect([...disk.meta.keys()]).toEqual(["one", "one too"]);
    expect([answered, crashes]).toEqual([["one placed", "two placed", "one"], 1]);
  });

  test("goes on until the disk would have had it, and nothing it asks of the disk meanwhile happens", async () => {
    const [time, disk] = [new VirtualTime(), new MemoryDisk()];
    const events: string[] = [];
    const store = new CrashingStore({
      disk,
      lane: new Lane(time, () => 5),
      crashAt: (write) => (write === 1 ? "placed" : null),
      onCrash: () => void events.push("crash"),
    });
    const append = (key: string): void => {
      void store.commit(note(key), () => void events.push(`${key} placed`)).then(() => events.push(key));
    };
    append("one");
    await time.run(6);
    append("two");
    expect(events).toEqual(["one placed"]);
    await time.run(100);
    expect([events, disk.meta.size]).toEqual([["one placed", "crash"], 0]);
  });
});

describe("a disk that takes time", () => {
  test("does everything in the order of asking, and loses what was under way when killed from outside", async () => {
    const [time, disk] = [new VirtualTime(), new MemoryDisk()];
    let crashes = 0;
    const store = new CrashingStore({ disk, lane: new Lane(time, () => 5), crashAt: () => null, onCrash: () => void (crashes += 1) });
    const answered: string[] = [];
    for (const key of ["one", "two"]) void store.commit(note(key)).then(() => answered.push(key));
    void store.readMeta("two").then((value) => answered.push(value.ok && value.value !== null ? "found" : "missing"));
    await time.run(4);
    expect([answered, disk.meta.size]).toEqual([[], 0]);
    await time.run(1);
    expect(answered).toEqual(["one", "two", "found"]);
    void store.commit(note("three")).then(() => answered.push("three"));
    store.crash();
    store.crash();
    await time.run(100);
    expect([answered.length, disk.meta.has("three"), crashes]).toEqual([3, false, 1]);
  });
});
