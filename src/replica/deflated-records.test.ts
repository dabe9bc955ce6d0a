import { expect, test } from "vitest";
import { concatBytes } from "../base/bytes.ts";
import { streamCompression } from "../storage/stream-compression.ts";
import { parseRecord } from "../wire/record-envelope.ts";
import { act, addTask, bring, openShared, ownPathOf, pageOf, titlesOf, valueIn } from "./space.suite.ts";
import { readDetails } from "./read-details.ts";

const NOTES = Array.from({ length: 600 }, (_, index) => `room ${index} needs paint`).join("\n");

const rubbish = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(3_000).fill(0xff));
/** What inflates to more than the record says. */
const bomb = (bytes: Uint8Array): Promise<Uint8Array> => streamCompression.deflate(concatBytes(bytes, new Uint8Array(100_000)));

test.each([
  ["applied", "is deflated as it should be", streamCompression.deflate],
  ["void", "does not inflate", rubbish],
  ["void", "inflates to more than it says", bomb],
] as const)("a large record is %s, here and after a restart, when it %s, and its log goes on", async (state, _, deflate) => {
  const { spaces, profiles } = await openShared(2);
  const [hostile, honest] = profiles;
  const b = spaces[1];
  if (hostile === undefined || honest === undefined || b === undefined) throw new Error("two of each");
  hostile.compression = { ...streamCompression, deflate };
  const a = await hostile.open();
  const id = await addTask(a, "before");
  await act(a, { kind: "set-notes", id, before: "", after: NOTES });
  await addTask(a, "behind");
  const { records } = await pageOf(a, ownPathOf(a), 1);
  expect(records.map((bytes) => valueIn(parseRecord(bytes)).format)).toEqual([1, 2, 1]);
  await bring(a, b);
  for (const space of [b, await honest.openSpace(b.core.space)]) {
    expect(titlesOf(space)).toEqual(["before", "behind"]);
    expect(space.core.counts).toMatchObject(state === "void" ? { applied: 2, void: 1 } : { applied: 3, void: 0 });
    expect((await readDetails(space.core.items, id))?.notes ?? "").toBe(state === "void" ? "" : NOTES);
  }
});
