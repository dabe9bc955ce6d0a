// A window's store of mirrors, with the worker's side behind it.

import { describe, expect, test } from "vitest";
import { MIRROR_STORE_CASES } from "../../bridge/mirror-store.suite.ts";
import { notes } from "../../replica/notes/notes.ts";
import { portsOf } from "../../replica/lone-replica.suite.ts";
import { Replica } from "../../replica/replica.ts";
import { TestProfile, valueIn } from "../../replica/space.suite.ts";
import { itemNumber } from "../../replica/task-row.suite.ts";
import { check } from "../../storage/suite/suite-check.ts";
import { openMirrorStore } from "./mirror-store.ts";
import type { ReplicaClient } from "./replica-client.ts";

/** What is asked, and the answer, as they cross from one thread to the other. */
async function openClient(profile: TestProfile): Promise<Pick<ReplicaClient, "ask">> {
  const options = { defaultRelay: { origin: null, answers: null }, push: () => undefined };
  const replica = valueIn(await Replica.open(portsOf(profile), options));
  const ask = async (request: Parameters<typeof notes.answer>[1]): Promise<unknown> =>
    structuredClone(await notes.answer(replica, structuredClone(request), () => undefined));
  // The answer is that of the request's kind.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return { ask: ask as ReplicaClient["ask"] };
}

describe("a mirror's store in a window", () => {
  test.for(MIRROR_STORE_CASES)("$name", async (suiteCase) => {
    const profile = new TestProfile(1);
    const open = async (number: number) => openMirrorStore(await openClient(profile), itemNumber(number));
    await suiteCase.run({ open: () => open(1), openOther: () => open(2) }, check);
    expect(profile.disk.meta.has("mirrors")).toBe(!suiteCase.name.includes("at first"));
  });
});
