// A device that leaves says how far its own logs count: as far as it might write.

import { expect, test } from "vitest";
import { bodies, device, MadeUpSpace, recordOf } from "./made-up-space.suite.ts";

function spaceOf(role: "owner" | "writer" | "reader"): MadeUpSpace {
  const space = new MadeUpSpace();
  space.say(1, bodies.add(2, role));
  return space;
}

const cutOf = (space: MadeUpSpace) => space.membership().former.get(device(2))?.cut;

test.each(["owner", "writer", "reader"] as const)("whoever is %s may leave, and is a member no more", (role) => {
  const space = spaceOf(role);
  space.say(2, bodies.remove(2, [recordOf(2, 5)]));
  expect(space.membership().members.has(device(2))).toBe(false);
  expect(cutOf(space)).toEqual(role === "reader" ? [] : [recordOf(2, 5)]);
});

test("one that was made a reader and leaves has nothing count that it wrote since, whether it says to have known it or not", () => {
  for (const isBeside of [false, true]) {
    const space = spaceOf("writer");
    const before = space.dag.heads();
    space.say(1, bodies.role(2, "reader", [recordOf(2, 3)]));
    space.say(2, bodies.remove(2, [recordOf(2, 9)]), isBeside ? before : space.dag.heads());
    expect(cutOf(space)).toEqual([recordOf(2, 3)]);
  }
});

test("what others hold of one that left they accept, as of one that was removed", () => {
  const space = spaceOf("writer");
  const leaving = space.say(2, bodies.remove(2, [recordOf(2, 3)]));
  space.say(1, bodies.accept(leaving, [recordOf(2, 5)]));
  expect(cutOf(space)).toEqual([recordOf(2, 3), recordOf(2, 5)]);
});

test("the last owner may leave, and then there is none", () => {
  const space = spaceOf("writer");
  space.say(1, bodies.remove(1, [recordOf(1, 2)]));
  expect([space.membership().hasOwner, space.membership().members.size]).toEqual([false, 1]);
});
