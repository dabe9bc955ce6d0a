// What stores say of a commit before it has ended (ports/store.ts): a store may say nothing.

import { appendOf, headOf, sampleRecord, sampleRecords, SPACE, trunkOf } from "./store-samples.ts";
import type { StoreBed } from "./store.suite.ts";
import type { SuiteCase } from "./suite-check.ts";

const TRUNK = trunkOf("mine");
const EVERYTHING = { maxRecords: 10_000, maxBytes: 100_000_000 };

const fail = (): void => {
  throw new Error("the asker has come to an end");
};

export const STORE_PLACED_CASES: readonly SuiteCase<StoreBed>[] = [
  {
    name: "says of no refused commit that it is placed, and of any other at most once, before its answer",
    async run(bed, check) {
      const store = await bed.open();
      const events: string[] = [];
      const append = async (seq: number, expectedSeq: number): Promise<void> => {
        const expect = [{ ...TRUNK, seq: expectedSeq, id: expectedSeq === 0 ? null : sampleRecord(TRUNK, expectedSeq).id }];
        const committed = await store.commit(appendOf([sampleRecord(TRUNK, seq)], { expect }), () => events.push(`${seq} placed`));
        events.push(`${seq} ${committed.ok ? "done" : committed.error.kind}`);
      };
      for (const [seq, expectedSeq] of [
        [1, 0],
        [2, 1],
        [3, 1],
        [3, 2],
      ] as const)
        await append(seq, expectedSeq);
      const answers = events.filter((event) => !event.endsWith("placed"));
      check.equal(answers, ["1 done", "2 done", "3 head-moved", "3 done"], "answers");
      const said = events.flatMap((event, i) => (event.endsWith("placed") ? `${event}, ${events[i + 1]}` : []));
      const wrong = said.filter((saying) => !["1 placed, 1 done", "2 placed, 2 done", "3 placed, 3 done"].includes(saying));
      check.equal(wrong, [], "what was said before what");
    },
  },
  {
    name: "keeps all of a commit whose asker fails when told that it is placed",
    async run(bed, check) {
      const store = await bed.open();
      const records = sampleRecords(TRUNK, 1, 2);
      await store.commit(appendOf(records), fail).catch(() => undefined);
      store.close();
      const again = await bed.open();
      check.equal(check.value(await again.loadIndex(SPACE), "index").heads, [headOf(sampleRecord(TRUNK, 2))], "heads");
      check.equal(check.value(await again.readRecords(SPACE, TRUNK, 1, EVERYTHING), "read"), records, "records");
    },
  },
];
