// What every store of a mirror does (ports/mirror-store.ts). Free of a test runner. `open`: the same note's, as after a restart.

import type { MirrorEntry, MirrorStore, StoredMirror } from "../ports/mirror-store.ts";
import type { SuiteCase } from "../storage/suite/suite-check.ts";

export type MirrorStoreBed = {
  open(): Promise<MirrorStore>;
  /** Of another note, on the same disk. */
  openOther(): Promise<MirrorStore>;
};

const bytes = (size: number, of = size): Uint8Array => new Uint8Array(size).fill(of & 255);
const roomEntry = (number: number, size = number): MirrorEntry => ({ kind: "room", number, update: bytes(size) });
const noteEntry = (number: number): MirrorEntry => ({
  kind: "note",
  number,
  update: bytes(3),
  after: number - 1,
  operations: [
    { client: 2 ** 53 - 1, from: 0, end: 7 },
    { client: 1, from: 2 ** 31, end: 2 ** 32 },
  ],
});
const LOG = "0123456789abcdef";
const first: StoredMirror = { log: LOG, base: null, entries: [roomEntry(1, 1_000)] };

export const MIRROR_STORE_CASES: readonly SuiteCase<MirrorStoreBed>[] = [
  {
    name: "holds nothing at first",
    async run(bed, check) {
      check.equal(check.value(await (await bed.open()).load(), "load"), null, "nothing");
    },
  },
  {
    name: "gives back what was put there and what was appended since, in order, also after a restart",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.load(), "load");
      check.value(await store.replace(first), "replace");
      const added = [
        noteEntry(2),
        { ...noteEntry(3), operations: [] },
        roomEntry(4),
        ...Array.from({ length: 200 }, (_, i) => roomEntry(i + 5)),
      ];
      const answers = await Promise.all(added.map((entry) => store.append(entry)));
      for (const answer of answers) check.value(answer, "append");
      const whole = { ...first, entries: [...first.entries, ...added] };
      check.equal(check.value(await store.load(), "load again"), whole, "all of it");
      check.equal(check.value(await (await bed.open()).load(), "load after a restart"), whole, "all of it");
    },
  },
  {
    name: "replaces all of it at once, and goes on from there",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.load(), "load");
      check.value(await store.replace(first), "replace");
      check.value(await store.append(noteEntry(2)), "append");
      const next: StoredMirror = { log: "fedcba9876543210", base: { room: 2, state: bytes(5_000) }, entries: [roomEntry(3)] };
      check.value(await store.replace(next), "replace again");
      check.value(await store.append(roomEntry(4)), "append");
      const whole = { ...next, entries: [roomEntry(3), roomEntry(4)] };
      check.equal(check.value(await (await bed.open()).load(), "load"), whole, "the new one");
      check.value(await store.replace({ ...first, entries: [] }), "replace with less");
      check.equal(check.value(await (await bed.open()).load(), "load"), { ...first, entries: [] }, "no base, no entries");
    },
  },
  {
    name: "holds what was given, whatever becomes of those bytes",
    async run(bed, check) {
      const store = await bed.open();
      check.value(await store.load(), "load");
      const update = bytes(10, 1);
      check.value(await store.replace({ log: LOG, base: null, entries: [{ kind: "room", number: 1, update }] }), "replace");
      update.fill(9);
      check.equal(check.value(await store.load(), "load")?.entries[0]?.update, bytes(10, 1), "as given");
    },
  },
  {
    name: "is of one note: another one's is another",
    async run(bed, check) {
      const [store, other] = [await bed.open(), await bed.openOther()];
      check.value(await store.load(), "load");
      check.value(await store.replace(first), "replace");
      check.equal(check.value(await other.load(), "load the other"), null, "nothing");
      check.value(await other.replace({ ...first, entries: [roomEntry(1, 7)] }), "replace the other");
      check.equal(check.value(await (await bed.open()).load(), "load"), first, "as it was");
    },
  },
];
