import { beforeEach, describe, expect, test } from "vitest";
import { bodies, device, MadeUpSpace, recordOf } from "./made-up-space.suite.ts";
import type { StatementId } from "../base/ids.ts";
import type { Cut } from "./statement-content.ts";

const { accept, add, epoch, name, remove, role } = bodies;

/** Owners 1, 2 and 3, writer 4, reader 5. */
let space: MadeUpSpace;
/** All of them are members there. */
let begun: readonly StatementId[];

function begin(salt = 0): void {
  space = new MadeUpSpace(salt);
  for (const number of [2, 3]) space.say(1, add(number, "owner"));
  space.say(1, add(4, "writer"));
  space.say(1, add(5, "reader"));
  begun = space.dag.heads();
}
beforeEach(() => begin());

const everybody = { 1: "owner", 2: "owner", 3: "owner", 4: "writer", 5: "reader" };
const without = (...numbers: readonly number[]): object =>
  Object.fromEntries(Object.entries(everybody).filter(([number]) => !numbers.includes(Number(number))));
const cutOf = (number: number): Cut | null | undefined =>
  space.membership().former.get(device(number))?.cut ?? space.membership().members.get(device(number))?.cut;
const epochsAt = (): readonly string[] => space.membership().epochs.map(({ id }) => id.slice(0, 2));

describe("a removal", () => {
  test("by an owner takes a device out, also an owner, and says how far its logs count", () => {
    const first = space.say(1, remove(4, [recordOf(4, 7)]));
    space.say(1, remove(2, [recordOf(2, 3)], true));
    expect(space.roles()).toEqual(without(2, 4));
    expect(space.membership().former.get(device(4))).toEqual({ removals: [first], asksToWipe: false, cut: [recordOf(4, 7)] });
    expect(space.membership().former.get(device(2))).toMatchObject({ asksToWipe: true, cut: [recordOf(2, 3)] });
    expect(space.roles(begun)).toEqual(everybody);
  });

  test("by anybody else takes nobody out, but everybody may go", () => {
    for (const author of [4, 5, 9]) space.say(author, remove(1));
    expect([space.roles(), space.former()]).toEqual([everybody, []]);
    space.say(4, remove(4));
    space.say(5, remove(5));
    expect(space.roles()).toEqual(without(4, 5));
  });

  test("takes the right to state anything later, so that it does not even get in", () => {
    space.say(1, remove(2));
    const later = space.say(2, add(9, "owner"));
    expect([space.roles(), space.offered(later)]).toEqual([without(2), "refused"]);
  });

  test("leaves what its target had stated before", () => {
    space.say(2, add(9, "writer"));
    space.say(2, epoch(7, [1]));
    space.say(2, name(2, 1));
    space.say(1, remove(2));
    expect([space.roles(), epochsAt()]).toEqual([{ ...without(2), 9: "writer" }, ["07"]]);
    expect(space.membership().names.devices.has(device(2))).toBe(true);
  });

  test("is for ever: neither later nor beside it is the key added again, nor given a role", () => {
    space.say(1, remove(4), begun);
    space.say(2, add(4, "owner"), begun);
    space.say(1, add(4, "owner"));
    space.say(1, role(4, "owner"));
    expect([space.roles(), space.former()]).toEqual([without(4), [4]]);
  });

  test("of a device that is no member yet keeps it out", () => {
    space.say(1, remove(9));
    space.say(1, add(9, "writer"));
    expect([space.roles(), space.former()]).toEqual([everybody, [9]]);
  });

  test("of all owners leaves a space without one, and says so", () => {
    expect(space.membership().hasOwner).toBe(true);
    for (const number of [2, 3, 1]) space.say(1, remove(number));
    space.say(4, add(9, "owner"));
    expect([space.roles(), space.membership().hasOwner]).toEqual([without(1, 2, 3), false]);
  });
});

describe("what a removed device states as if it did not know", () => {
  test.each([["made first", true] as const, ["made last", false] as const])("means nothing, %s", (_, isFirst) => {
    const say = (): void =>
      void [add(9, "owner"), role(4, "owner"), epoch(7), name(null, 1), remove(3)].map((body) => space.say(2, body, begun));
    if (isFirst) say();
    space.say(1, remove(2), begun);
    if (!isFirst) say();
    expect([space.roles(), epochsAt(), space.membership().names.space]).toEqual([without(2), [], null]);
  });

  test("means nothing however far back and however long a line it is", () => {
    const removal = space.say(1, remove(2), begun);
    let last = space.found.id;
    const early = space.dag.statements.find(({ body }) => body.kind === "add" && body.device === device(2));
    last = early?.id ?? last;
    for (let byte = 0; byte < 20; byte++) last = space.say(2, name(2, byte), [last]);
    space.say(2, remove(3), [last]);
    space.say(2, add(9, "owner"), [last]);
    expect([space.roles(), space.former()]).toEqual([without(2), [2]]);
    expect(space.roles([removal])).toEqual(without(2));
  });

  test("gets in, since it may come from before; so does what follows from it, and means nothing either", () => {
    space.say(1, remove(2), begun);
    const added = space.say(2, add(9, "owner"), begun);
    const byAdded = space.say(9, remove(3), [added]);
    expect([space.offered(added), space.offered(byAdded), space.roles()]).toEqual(["added", "added", without(2)]);
    // On heads that know the removal, the one that was added beside it is no member.
    expect(space.offered(space.say(9, name(9, 1)))).toBe("refused");
  });
});

describe("removals that do not know each other", () => {
  test("of each other both hold", () => {
    space.say(1, remove(2, [recordOf(2, 1)]), begun);
    space.say(2, remove(1, [recordOf(1, 1)]), begun);
    expect([space.roles(), space.former()]).toEqual([without(1, 2), [1, 2]]);
  });

  test("of one device by two both hold, and the larger cut counts", () => {
    space.say(1, remove(4, [recordOf(4, 5)]), begun);
    space.say(2, remove(4, [recordOf(4, 9)], true), begun);
    expect(space.membership().former.get(device(4))).toMatchObject({ asksToWipe: true, cut: [recordOf(4, 5), recordOf(4, 9)] });
  });

  test("keep what either had of each branch of a log that has forked", () => {
    space.say(1, remove(4, [recordOf(4, 5, 1)]), begun);
    space.say(2, remove(4, [recordOf(4, 5, 2)]), begun);
    expect(cutOf(4)).toEqual([recordOf(4, 5, 1), recordOf(4, 5, 2)]);
  });

  test("fail where their author was taken out, and so does their cut", () => {
    space.say(1, remove(2), begun);
    space.say(2, remove(3), begun);
    space.say(2, remove(4, [recordOf(4, 9)]), begun);
    space.say(3, remove(4, [recordOf(4, 5)]), begun);
    expect([space.roles(), cutOf(4)]).toEqual([without(2, 4), [recordOf(4, 5)]]);
  });

  test("hold again where what voided them is void", () => {
    space.say(3, remove(2), begun);
    space.say(2, remove(1), begun);
    space.say(1, remove(4), begun);
    expect(space.roles()).toEqual(without(2, 4));
  });

  test.each(Array.from({ length: 6 }, (_, salt) => salt))("in a ring of three all hold, whatever their ids (%i)", (salt) => {
    begin(salt);
    for (const [author, target] of [
      [1, 2],
      [2, 3],
      [3, 1],
    ] as const)
      space.say(author, remove(target), begun);
    space.say(1, remove(4), begun);
    expect([space.roles(), space.former()]).toEqual([{ 4: "writer", 5: "reader" }, [1, 2, 3]]);
  });

  test.each(Array.from({ length: 6 }, (_, salt) => salt))(
    "nobody escapes through one whom it adds beside its removal, whatever the ids (%i)",
    (salt) => {
      begin(salt);
      space.say(1, remove(2), begun);
      const puppet = space.say(2, add(9, "owner"), begun);
      space.say(9, remove(1), [puppet]);
      space.say(9, remove(3), [puppet]);
      expect(space.roles()).toEqual(without(1, 2));
    },
  );

  test("void what their targets' newcomers state, unless somebody else has added them too", () => {
    space.say(1, remove(2), begun);
    const byTwo = space.say(2, add(9, "owner"), begun);
    const byThree = space.say(3, add(9, "owner"), begun);
    space.say(9, add(8, "writer"), [byTwo]);
    space.say(9, add(7, "writer"), [byTwo, byThree]);
    expect(space.roles()).toEqual({ ...without(2), 7: "writer", 9: "owner" });
  });

  test("are settled for those that come later", () => {
    space.say(3, remove(1), begun);
    space.say(1, remove(2), begun);
    const later = space.say(2, add(9, "writer"));
    expect([space.offered(later), space.roles()]).toEqual(["added", { ...without(1), 9: "writer" }]);
    expect(space.offered(space.say(1, name(1, 1)))).toBe("refused");
  });
});

describe("a role", () => {
  test("is changed by owners alone, and the later change counts", () => {
    space.say(1, role(4, "owner"));
    space.say(4, role(5, "writer"));
    space.say(4, role(2, "writer"));
    space.say(2, role(5, "owner"));
    expect(space.roles()).toEqual({ ...everybody, 2: "writer", 4: "owner", 5: "writer" });
    space.say(4, role(2, "owner"));
    expect(space.roles()).toMatchObject({ 2: "owner" });
  });

  test("is nobody's who is no member", () => {
    space.say(1, role(9, "owner"));
    expect(space.roles()).toEqual(everybody);
  });

  test("changed twice at once is the weaker one, and can be raised by whoever knows both", () => {
    space.say(1, role(4, "owner"), begun);
    space.say(2, role(4, "reader", [recordOf(4, 2)]), begun);
    expect(space.roles()).toMatchObject({ 4: "reader" });
    space.say(1, role(4, "writer"));
    expect(space.roles()).toMatchObject({ 4: "writer" });
  });

  test("that an adding gives is replaced by a change, also by one that another adding did not know", () => {
    space.say(1, role(4, "reader"), begun);
    space.say(2, add(4, "owner"), begun);
    expect(space.roles()).toMatchObject({ 4: "reader" });
  });

  test("that is lowered takes what needs the former one and did not know it, and leaves the rest", () => {
    space.say(1, role(2, "writer"), begun);
    for (const body of [add(9, "writer"), role(5, "owner"), remove(4), epoch(7), name(2, 1)]) space.say(2, body, begun);
    expect([space.roles(), epochsAt()]).toEqual([{ ...everybody, 2: "writer" }, ["07"]]);
    expect(space.membership().names.devices.get(device(2))?.sealed[0]).toBe(1);
  });

  test("of a reader takes the epochs too that it made beside it", () => {
    space.say(1, role(4, "reader"), begun);
    space.say(4, epoch(7), begun);
    expect(epochsAt()).toEqual([]);
  });

  test("that two lower for each other at once is lowered for both, and so it is with a removal against a lowering", () => {
    space.say(1, role(2, "writer"), begun);
    space.say(2, role(1, "reader"), begun);
    expect(space.roles()).toEqual({ ...everybody, 1: "reader", 2: "writer" });
    begin(1);
    space.say(1, remove(2), begun);
    space.say(2, role(1, "writer"), begun);
    expect(space.roles()).toEqual({ ...without(2), 1: "writer" });
  });

  test("of an owner cannot be given to one's remover, to come back through it", () => {
    space.say(3, role(1, "writer"));
    const lowered = space.dag.heads();
    space.say(3, remove(2), lowered);
    space.say(2, role(1, "owner"), lowered);
    expect(space.roles()).toEqual({ ...without(2), 1: "writer" });
  });

  test("of a reader says since when: what it wrote before counts up to the cut; of one added as such nothing", () => {
    expect([cutOf(4), cutOf(5)]).toEqual([null, []]);
    space.say(1, role(4, "reader", [recordOf(4, 6)]));
    expect(cutOf(4)).toEqual([recordOf(4, 6)]);
    space.say(1, role(4, "writer"));
    expect(cutOf(4)).toBe(null);
    space.say(1, remove(4, [recordOf(4, 3)]));
    expect(cutOf(4)).toEqual([recordOf(4, 3), recordOf(4, 6)]);
  });
});

describe("a cut", () => {
  test("is raised by what writers and owners accept, not by readers, strangers or the removed device", () => {
    const removal = space.say(1, remove(2, [recordOf(2, 5)]), begun);
    for (const [author, seq] of [
      [3, 8],
      [4, 7],
      [5, 10],
      [9, 11],
    ] as const)
      space.say(author, accept(removal, [recordOf(2, seq)]), [removal]);
    space.say(2, accept(removal, [recordOf(2, 12)]), begun);
    expect(cutOf(2)).toEqual([5, 7, 8].map((seq) => recordOf(2, seq)));
  });

  test("of a lowering is raised likewise, and nothing is by accepting what cuts nothing", () => {
    const lowering = space.say(1, role(4, "reader", [recordOf(4, 1)]));
    space.say(2, accept(lowering, [recordOf(4, 2)]));
    const raising = space.say(1, role(5, "writer"));
    space.say(2, accept(raising, [recordOf(5, 2)]));
    space.say(2, accept(space.found.id, [recordOf(1, 2)]));
    expect([cutOf(4), cutOf(5)]).toEqual([[recordOf(4, 1), recordOf(4, 2)], null]);
  });

  test("of a void removal is nobody's, whatever is accepted of it", () => {
    const void_ = space.say(2, remove(4, [recordOf(4, 9)]), begun);
    space.say(3, accept(void_, [recordOf(4, 10)]), [void_]);
    space.say(1, remove(2), begun);
    space.say(3, remove(4, [recordOf(4, 2)]));
    expect(cutOf(4)).toEqual([recordOf(4, 2)]);
  });

  test("is not raised any more by somebody who was removed and did not know it", () => {
    const removal = space.say(1, remove(4, [recordOf(4, 5)]));
    space.say(2, accept(removal, [recordOf(4, 6)]), [removal]);
    space.say(1, remove(2), [removal]);
    expect(cutOf(4)).toEqual([recordOf(4, 5)]);
  });
});

test("a line of thousands of owners, whose last one removes the first, is judged as a short one is", () => {
  space = new MadeUpSpace();
  const last = 4_000;
  let head = space.found.id;
  for (let number = 2; number <= last; number++) head = space.say(number - 1, add(number, "owner"), [head]);
  space.say(last, remove(1), [head]);
  space.say(1, add(last + 1, "owner"), [space.found.id]);
  const { members, former } = space.membership();
  expect([members.size, members.has(device(2)), members.has(device(last + 1)), former.has(device(1))]).toEqual([
    last - 1,
    true,
    false,
    true,
  ]);
});
