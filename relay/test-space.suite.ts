// A space with three members at a relay in memory, and the links of two of them: what most tests of the relay begin with.

import type { Frame } from "../src/wire/frames.ts";
import { idPrefixOf } from "../src/wire/log-tree.ts";
import { ScriptedDevice, type ScriptedLink, type TestRecord } from "./scripted-device.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";

export const owner = new ScriptedDevice(1);
export const phone = new ScriptedDevice(2);
export const reader = new ScriptedDevice(3);
export const stranger = new ScriptedDevice(4);
export const founding = await owner.found();
export const { space } = founding;
export const addPhone = await owner.add(founding, phone);
export const addReader = await owner.add(founding, reader, "reader", [addPhone.id]);
export const statements = [founding, addPhone, addReader];

/** Two members' links to a relay that knows them. */
export async function openSpace(
  change: Parameters<typeof openTestRelay>[0] = {},
): Promise<TestRelay & { readonly link: ScriptedLink; readonly phoneLink: ScriptedLink }> {
  const opened = openTestRelay(change);
  const { link } = await owner.join(opened.relay, space, { shows: statements, heads: [addReader] });
  const { link: phoneLink } = await phone.join(opened.relay, space, { heads: [addReader] });
  return { ...opened, link, phoneLink };
}

export const answerTo = (page: { readonly log: string }, head: TestRecord | null, runs: readonly object[]): object => ({
  type: "answer",
  log: page.log,
  headSeq: head?.seq ?? 0,
  headIdPrefix: idPrefixOf(head?.id ?? null),
  runs,
});

export const recordCount = ({ disk }: TestRelay): number =>
  [...(disk.spaces.get(space)?.paths.values() ?? [])].reduce((sum, path) => sum + path.records.length, 0);

export const answerAll = (link: ScriptedLink, page: Frame & { type: "page" }, last: TestRecord): void =>
  link.send({
    type: "answer",
    log: page.log,
    headSeq: last.seq,
    headIdPrefix: idPrefixOf(last.id),
    runs: [{ code: "stored", count: page.records.length }],
  });

/** For records that a test knows to be there. */
export function failing(): never {
  throw new Error("the test has no such record");
}
