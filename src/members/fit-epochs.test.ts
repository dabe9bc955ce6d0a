import { beforeEach, describe, expect, test } from "vitest";
import { fitEpochs } from "./fit-epochs.ts";
import { bodies, epochNumber, MadeUpSpace } from "./made-up-space.suite.ts";

/** 1 founds the space, and adds the owner 2 and the writers 3 and 4. */
let space: MadeUpSpace;
beforeEach(() => {
  space = new MadeUpSpace();
  space.say(1, bodies.add(2, "owner"));
  space.say(1, bodies.add(3, "writer"));
  space.say(1, bodies.add(4, "writer"));
});

const fit = (): readonly number[] => {
  const found = fitEpochs(space.dag, space.membership());
  return [1, 2, 3].filter((number) => found.has(epochNumber(number)));
};

describe("an epoch is fit for writing", () => {
  test("while all to whom it is granted are members, whatever their role", () => {
    space.say(1, bodies.epoch(1, [2, 3, 4]));
    space.say(1, bodies.epoch(2, [2, 3]));
    space.say(1, bodies.role(3, "reader"));
    expect(fit()).toEqual([1, 2]);
    space.say(2, bodies.remove(4));
    expect(fit()).toEqual([2]);
    space.say(2, bodies.epoch(3, [1, 2, 9]));
    expect(fit()).toEqual([2]);
  });

  test("while its maker is a member, and so is whoever has granted it since", () => {
    space.say(3, bodies.epoch(1, [1, 2]));
    space.say(1, bodies.epoch(2, [2]));
    space.say(4, bodies.epoch(2, [2]));
    expect(fit()).toEqual([1, 2]);
    space.say(1, bodies.remove(3));
    expect(fit()).toEqual([2]);
    space.say(1, bodies.remove(4));
    expect(fit()).toEqual([]);
  });

  test("while no one else has the key of an epoch that holds it, through however many", () => {
    space.say(1, bodies.epoch(1, [2]));
    space.say(1, bodies.epoch(2, [2], [1]));
    space.say(1, bodies.epoch(3, [2, 3], [2]));
    space.say(1, bodies.remove(3));
    expect(fit()).toEqual([]);
  });

  test("also where it holds one that is not", () => {
    space.say(1, bodies.epoch(1, [2, 3]));
    space.say(1, bodies.remove(3));
    space.say(1, bodies.epoch(2, [1, 2, 4], [1]));
    expect(fit()).toEqual([2]);
  });

  test("not where a device had it that nobody has made a member after all", () => {
    const before = space.dag.heads();
    space.say(1, bodies.epoch(1, [2]));
    const epoch = space.dag.heads();
    // 2 adds 5, grants it the key, and is beside that no owner any more.
    const added = space.say(2, bodies.add(5, "writer"), epoch);
    space.say(2, bodies.epoch(1, [5]), [added]);
    expect(fit()).toEqual([1]);
    space.say(1, bodies.role(2, "writer"), before);
    expect(fit()).toEqual([]);
  });
});

describe("a statement that does not count", () => {
  test("tells who has a key where its author is a member that was only lowered beside it", () => {
    space.say(1, bodies.epoch(1, [2, 3]));
    const before = space.dag.heads();
    const added = space.say(2, bodies.add(5, "writer"), before);
    space.say(3, bodies.epoch(1, [5]), [added]);
    space.say(1, bodies.role(3, "reader"), before);
    expect(fit()).toEqual([1]);
    // Nobody has stated but 3, which does not count, that 5 has the key.
    space.say(1, bodies.remove(5));
    expect(fit()).toEqual([]);
  });

  test("tells of an epoch that others took up before they knew that its maker was removed", () => {
    const before = space.dag.heads();
    const made = space.say(3, bodies.epoch(1, [2]), before);
    space.say(1, bodies.remove(3), before);
    // 2 knows nothing of that yet.
    space.say(2, bodies.epoch(1, [4]), [made]);
    expect(space.membership().epochs.map(({ id }) => id)).toEqual([epochNumber(1)]);
    expect(fit()).toEqual([]);
  });

  test("tells nothing where a removed device has put it back: it could make every epoch unfit", () => {
    const before = space.dag.heads();
    space.say(1, bodies.remove(3));
    space.say(1, bodies.epoch(1, [2, 4]));
    const putBack = space.say(3, bodies.epoch(1, [3]), before);
    space.say(3, bodies.epoch(2, [3], [1]), before);
    expect(fit()).toEqual([1]);
    // Nor where others go on from there.
    space.say(2, bodies.epoch(1, [2]), [...space.dag.heads(), putBack]);
    expect(fit()).toEqual([1]);
  });

  test("tells nothing where its author never had the right to state it", () => {
    space.say(1, bodies.add(5, "reader"));
    space.say(1, bodies.epoch(1, [2, 3, 4, 5]));
    space.say(5, bodies.epoch(1, [9]));
    expect(fit()).toEqual([1]);
  });
});
