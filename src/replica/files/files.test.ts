import { describe, expect, test } from "vitest";
import { concatBytes } from "../../base/bytes.ts";
import { FILE_CHUNK_BYTES, FILE_HEADER_BYTES, MAX_FRAME_BYTES } from "../../wire/limits.ts";
import type { Version } from "../../wire/frames.ts";
import { addTasks, at, digestOf, meet, recordsIn, run, sharing } from "../engine/engine.suite.ts";
import type { FileImport } from "../face/files.ts";
import { readHeardTimes, type HeardTimes } from "../heard-times.ts";
import type { Space } from "../space.ts";
import { act, openShared, TestProfile, titlesOf } from "../space.suite.ts";
import { readFile, type ImportWatch } from "./read-file.ts";
import { writeFile, type WrittenSoFar } from "./write-file.ts";

async function fileOf(space: Space, theirs: Version = []): Promise<Uint8Array> {
  const so: WrittenSoFar = { records: 0, unreadable: 0 };
  const chunks = writeFile(space, theirs, so);
  if (chunks === null) throw new Error("a key to seal it under");
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  expect(so.unreadable).toBe(0);
  return concatBytes(...parts);
}

async function* inPieces(file: Uint8Array, pieceBytes = 20_000): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += pieceBytes) yield file.subarray(from, from + pieceBytes);
}

const QUIET: ImportWatch = { isCancelled: () => false, progress: () => undefined };

const take = (space: Space, file: Uint8Array, watch = QUIET): Promise<FileImport> => readFile(space, inPieces(file), watch);

const endOf = ({ error }: FileImport): string => (error === null ? "whole" : "at" in error ? `${error.kind} at ${error.at}` : error.kind);

const flipped = (file: Uint8Array, index: number): Uint8Array =>
  file.map((byte, position) => (position === index ? byte ^ (1 << (index % 8)) : byte));

describe("a file of a space", () => {
  test("brings all to a device without a link, in both directions, after which a link has nothing to bring", async () => {
    const shared = await sharing(3);
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    await addTasks(a, 4, "from a");
    await addTasks(b, 4, "from b");
    expect((await take(b, await fileOf(a))).taken).toMatchObject({ records: 4, refused: 0, waiting: 0 });
    await addTasks(b, 1, "later");
    expect((await take(a, await fileOf(b))).taken).toMatchObject({ records: 5, held: 4, refused: 0, waiting: 0 });
    expect((await take(c, await fileOf(a))).taken).toMatchObject({ records: 9 });
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(await digestOf(c)).toEqual(await digestOf(a));
    for (const pair of [
      [0, 1],
      [2, 0],
      [1, 2],
    ] as const) {
      const { framesFrom } = await meet(shared, pair);
      expect(framesFrom.map(recordsIn)).toEqual([0, 0]);
    }
  });

  test("brings a base with its packs to a device that has nothing", async () => {
    const shared = await sharing(2);
    const [a, b] = [at(shared.spaces, 0), at(shared.spaces, 1)];
    await addTasks(a, 12);
    await run(a);
    await addTasks(a, 2, "later");
    b.core.base.admitted = a.core.base.base.checkpoints;
    const file = await fileOf(a);
    const taken = await take(b, file);
    expect([endOf(taken), taken.taken.records, taken.taken.waiting]).toEqual(["whole", 14, 0]);
    expect(await digestOf(b)).toEqual(await digestOf(a));
    expect(b.view().version).toEqual(a.view().version);
    expect((await take(b, file)).taken).toMatchObject({ records: 0, statements: 0, waiting: 0 });
    const { framesFrom } = await meet(shared, [1, 0]);
    expect(framesFrom.map(recordsIn)).toEqual([0, 0]);
  });

  test("brings what is behind a base to a device that has the beginning", async () => {
    const shared = await sharing(3);
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    await addTasks(a, 3);
    await take(b, await fileOf(a));
    await meet(shared, [2, 0]);
    await addTasks(a, 12, "more");
    await addTasks(b, 1, "own");
    await run(a);
    await meet(shared, [2, 0]);
    await run(c);
    await meet(shared, [2, 0]);
    await run(a);
    const taken = await take(b, await fileOf(c));
    expect([endOf(taken), taken.taken.waiting, taken.taken.refused]).toEqual(["whole", 0, 0]);
    expect(titlesOf(b)).toHaveLength(16);
    await take(a, await fileOf(b));
    expect(await digestOf(a)).toEqual(await digestOf(b));
  });

  test("changes nothing when it comes a second time", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 5);
    const file = await fileOf(a);
    await take(b, file);
    const [version, digest] = [b.view().version, await digestOf(b)];
    expect((await take(b, file)).taken).toEqual({ records: 0, statements: 0, held: 5, refused: 0, waiting: 0 });
    expect([b.view().version, await digestOf(b)]).toEqual([version, digest]);
  });

  test("holds only what a device is not known to have", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 30);
    await take(b, await fileOf(a));
    const had = b.view().version;
    await addTasks(a, 1, "new");
    const file = await fileOf(a, had);
    expect(file.length).toBeLessThan((await fileOf(a)).length - 5_000);
    expect((await take(b, file)).taken).toMatchObject({ records: 1, held: 0 });
    expect(titlesOf(b)).toContain("new 0");
  });

  test("says what waits where records before it are missing", async () => {
    const { spaces } = await openShared(3);
    const [a, b, c] = [at(spaces, 0), at(spaces, 1), at(spaces, 2)];
    await addTasks(a, 3);
    await take(b, await fileOf(a));
    await addTasks(a, 2, "new");
    expect((await take(c, await fileOf(a, b.view().version))).taken).toMatchObject({ records: 0, waiting: 2 });
    expect(titlesOf(c)).toEqual([]);
  });

  test("is refused with any bit of it changed, and nothing of it is taken", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 1);
    const file = await fileOf(a);
    expect(file.length).toBeLessThan(FILE_CHUNK_BYTES);
    for (let index = 0; index < file.length; index += index < 80 ? 1 : 37) {
      const { taken, error } = await take(b, flipped(file, index));
      expect([index, taken.records + taken.held, error === null]).toEqual([index, 0, false]);
    }
    expect(endOf(await take(b, flipped(file, 100)))).toBe(`damaged at ${FILE_HEADER_BYTES}`);
    expect(endOf(await take(b, file))).toBe("whole");
  });

  test("that is cut off brings what is before the cut, and the rest when it comes whole", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    for (let number = 0; number < 8; number++) {
      const [id] = await addTasks(a, 1, `long ${number}`);
      if (id !== undefined) await act(a, { kind: "set-notes", id, before: "", after: "x".repeat(60_000) });
    }
    const file = await fileOf(a);
    const cut = await take(b, file.subarray(0, file.length - 1_000));
    expect([cut.error?.kind, cut.taken.records > 0]).toEqual(["damaged", true]);
    const whole = await take(b, file);
    expect([endOf(whole), whole.taken.records + cut.taken.records]).toEqual(["whole", 16]);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("ends where storage is full, keeps what it took, and goes on once there is room", async () => {
    const { spaces, profiles } = await openShared(2);
    const [a, b, { disk }] = [at(spaces, 0), at(spaces, 1), at(profiles, 1)];
    for (const id of await addTasks(a, 8)) await act(a, { kind: "set-notes", id, before: "", after: "x".repeat(60_000) });
    const file = await fileOf(a);
    disk.capacityBytes = disk.usedBytes + 300_000;
    const first = await take(b, file);
    expect(first.error).toEqual({ kind: "store", error: { kind: "full" } });
    disk.capacityBytes = Number.POSITIVE_INFINITY;
    const second = await take(b, file);
    expect([endOf(second), first.taken.records > 0, first.taken.records + second.taken.records]).toEqual(["whole", true, 16]);
    expect(await digestOf(b)).toEqual(await digestOf(a));
  });

  test("stops when it is told to, and keeps what it took", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    await addTasks(a, 3);
    const file = await fileOf(a);
    expect(endOf(await take(b, file, { ...QUIET, isCancelled: () => true }))).toBe("cancelled");
    expect(endOf(await take(b, file))).toBe("whole");
  });

  test("means nothing to a device that is not in its space", async () => {
    const { spaces } = await openShared(1);
    await addTasks(at(spaces, 0), 1);
    const stranger = await new TestProfile(9).open();
    await addTasks(stranger, 1, "own");
    expect(endOf(await take(stranger, await fileOf(at(spaces, 0))))).toBe("other-space");
  });

  test("under a key that has not come yet asks for a sync first", async () => {
    const host = await new TestProfile(1).open();
    await addTasks(host, 1);
    const late = new TestProfile(2);
    await late.join(host, { hasKeys: false });
    expect(endOf(await take(await late.open(), await fileOf(host)))).toBe("newer-key");
  });

  test("tells when something of each device has come in so, also after a restart, and not where nothing was new", async () => {
    const shared = await openShared(3);
    const [a, b, c] = [at(shared.spaces, 0), at(shared.spaces, 1), at(shared.spaces, 2)];
    const filed = (): Promise<HeardTimes> => readHeardTimes(c.core.ports.store, c.core.space, "filed");
    await addTasks(a, 1, "from a");
    await addTasks(b, 1, "from b");
    await take(b, await fileOf(a));
    const file = await fileOf(b);
    expect(await filed()).toEqual(new Map());
    await take(c, file);
    const first = await filed();
    expect(new Set(first.keys())).toEqual(new Set([a.core.self, b.core.self]));
    expect([...first.values()].every((ms) => ms > 0 && ms <= c.core.ports.clock())).toBe(true);
    await take(c, file);
    expect(await filed()).toEqual(first);
    expect(await readHeardTimes(at(shared.profiles, 2).ports().store, c.core.space, "filed")).toEqual(first);
  });

  test("is never in memory as a whole", async () => {
    const { spaces } = await openShared(2);
    const [a, b] = [at(spaces, 0), at(spaces, 1)];
    for (const id of await addTasks(a, 12)) await act(a, { kind: "set-notes", id, before: "", after: "x".repeat(50_000) });
    const file = await fileOf(a);
    let mostHeld = 0;
    const progress = (_doneBytes: number, heldBytes: number): void => {
      mostHeld = Math.max(mostHeld, heldBytes);
    };
    await take(b, file, { ...QUIET, progress });
    expect(file.length).toBeGreaterThan(8 * FILE_CHUNK_BYTES);
    // A chunk, the beginning of a page, and the pieces that the first chunk came in.
    expect(mostHeld).toBeLessThan(MAX_FRAME_BYTES + 3 * FILE_CHUNK_BYTES);
  });
});
