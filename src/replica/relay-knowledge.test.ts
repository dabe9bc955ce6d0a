import { describe, expect, it } from "vitest";
import { makeId } from "../base/ids.ts";
import type { LogPath, PathHead } from "../ports/store.ts";
import { RelayKnowledge } from "./relay-knowledge.ts";

const log = makeId("log", new Uint8Array(8).fill(1));
const id = makeId("record", new Uint8Array(32).fill(2));
const device = makeId("device", new Uint8Array(32).fill(3));
const head: PathHead = { log, branch: "", device, generation: 0, firstSeq: 1, parentId: null, seq: 10, id };
const index = { toldHeads: [head] };
const idPrefix = "0202020202020202";

const branchNumber = (number: number): LogPath => ({ log, branch: number.toString(16).padStart(64, "0") });

describe("what the relay has confirmed", () => {
  it("counts what it has not confirmed yet", () => {
    const knowledge = new RelayKnowledge();
    expect(knowledge.missingAtRelay(index)).toBe(10);
    knowledge.confirm(head, 7);
    expect(knowledge.missingAtRelay(index)).toBe(3);
    expect(RelayKnowledge.decode(knowledge.encode()).missingAtRelay(index)).toBe(3);
  });

  it("notices a relay that came back with less, until it has been filled up again, and remembers that it was", () => {
    const knowledge = new RelayKnowledge();
    knowledge.confirm(head, 10);
    knowledge.takeVersion(index, [{ log, seq: 10, idPrefix }]);
    knowledge.noteCaughtUp();
    expect([knowledge.cameBackOlder, knowledge.wasRefilled]).toEqual([false, false]);

    knowledge.takeVersion(index, []);
    expect(knowledge.cameBackOlder).toBe(true);
    expect(knowledge.missingAtRelay(index)).toBe(10);
    // The refill is interrupted: the next comparison finds nothing that was confirmed since to be missing.
    knowledge.takeVersion(index, [{ log, seq: 4, idPrefix }]);
    expect(knowledge.cameBackOlder).toBe(true);
    knowledge.confirm(head, 10);
    knowledge.noteCaughtUp();
    expect([knowledge.cameBackOlder, knowledge.wasRefilled]).toEqual([false, true]);
  });

  it("forgets what it cannot read", () => {
    expect(RelayKnowledge.decode(Uint8Array.of(9, 9)).missingAtRelay(index)).toBe(10);
  });

  it("remembers it of a branch that goes by a whole id, too", () => {
    const knowledge = new RelayKnowledge();
    knowledge.confirm(head, 7);
    knowledge.confirm({ log, branch: id }, 3);
    const again = RelayKnowledge.decode(knowledge.encode());
    expect([again.confirmedOf(head), again.confirmedOf({ log, branch: id })]).toEqual([7, 3]);
  });

  it("remembers as many paths as a version may name, those confirmed last, and the relay's store with them", () => {
    const knowledge = new RelayKnowledge();
    knowledge.noteStore("aa", 1_000);
    for (let number = 0; number < 5_000; number++) knowledge.confirm(branchNumber(number), 3);
    knowledge.confirm(branchNumber(0), 4);
    const again = RelayKnowledge.decode(knowledge.encode());
    expect([0, 1, 904, 905, 4_999].map((number) => again.confirmedOf(branchNumber(number)))).toEqual([4, 0, 0, 3, 3]);
    expect(again.sinceMs).toBe(1_000);
  });

  it("takes a relay that has more than is known here for no older one", () => {
    const knowledge = new RelayKnowledge();
    knowledge.confirm(head, 10);
    knowledge.takeVersion(index, [{ log, seq: 20, idPrefix }]);
    expect(knowledge.cameBackOlder).toBe(false);
  });

  it("remembers since when the relay has been the same, which a wiped one is not", () => {
    const knowledge = new RelayKnowledge();
    knowledge.confirm(head, 7);
    expect(RelayKnowledge.decode(knowledge.encode()).sinceMs).toBeNull();
    expect([knowledge.noteStore("aa", 1_000), knowledge.noteStore("aa", 2_000)]).toEqual([true, false]);
    const again = RelayKnowledge.decode(knowledge.encode());
    expect([again.sinceMs, again.confirmedOf(head)]).toEqual([1_000, 7]);
    expect([again.noteStore("bb", 3_000), again.sinceMs]).toEqual([true, 3_000]);
  });
});
