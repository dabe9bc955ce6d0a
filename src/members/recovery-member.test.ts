// The way back to a space: a member that is no device, whom no device can take away.

import { beforeEach, describe, expect, test } from "vitest";
import { bodies, device, MadeUpSpace } from "./made-up-space.suite.ts";

const [LAPTOP, PHONE, PAPER, LATER_PAPER] = [1, 2, 3, 4];

let space: MadeUpSpace;
beforeEach(() => {
  space = new MadeUpSpace();
  space.say(LAPTOP, bodies.add(PHONE, "owner"));
});

const isRecovery = (number: number): boolean | undefined => space.membership().members.get(device(number))?.isRecovery;

test("an owner makes one, which is an owner and no device", () => {
  space.say(PHONE, bodies.recovery(PAPER));
  expect([space.roles()[PAPER], isRecovery(PAPER), isRecovery(PHONE)]).toEqual(["owner", true, false]);
});

test("a writer makes none", () => {
  space.say(LAPTOP, bodies.role(PHONE, "writer"));
  space.say(PHONE, bodies.recovery(PAPER));
  expect(space.roles()[PAPER]).toBeUndefined();
});

test("one that a removed device has made without knowing its removal is void", () => {
  const before = space.dag.heads();
  space.say(LAPTOP, bodies.remove(PHONE));
  space.say(PHONE, bodies.recovery(PAPER), before);
  expect(space.roles()).toEqual({ [LAPTOP]: "owner" });
});

describe("devices", () => {
  test("neither remove it nor take from its role", () => {
    space.say(LAPTOP, bodies.recovery(PAPER));
    space.say(PHONE, bodies.remove(PAPER));
    space.say(PHONE, bodies.role(PAPER, "reader"));
    expect([space.roles()[PAPER], space.former()]).toEqual(["owner", []]);
  });

  test("do not by a removal that is put back before it was made, and what it states beside that counts", () => {
    const before = space.dag.heads();
    const made = space.say(LAPTOP, bodies.recovery(PAPER));
    space.say(PAPER, bodies.add(5, "writer"), [made]);
    space.say(PHONE, bodies.remove(PAPER), before);
    expect(space.roles()).toEqual({ [LAPTOP]: "owner", [PHONE]: "owner", [PAPER]: "owner", 5: "writer" });
    space.say(PAPER, bodies.remove(PHONE));
    expect([space.roles()[PAPER], space.former()]).toEqual(["owner", [PHONE]]);
  });

  test("do not make themselves one, to be there for ever", () => {
    space.say(PHONE, bodies.recovery(PHONE));
    expect(isRecovery(PHONE)).toBe(false);
    space.say(LAPTOP, bodies.remove(PHONE));
    expect([space.roles(), space.former()]).toEqual([{ [LAPTOP]: "owner" }, [PHONE]]);
  });

  test("remove one that was added as a device too", () => {
    space.say(LAPTOP, bodies.recovery(PAPER));
    space.say(LAPTOP, bodies.add(PAPER, "writer"));
    space.say(PHONE, bodies.remove(PAPER));
    expect(space.former()).toEqual([PAPER]);
  });
});

describe("it is removed", () => {
  test("by itself", () => {
    space.say(LAPTOP, bodies.recovery(PAPER));
    space.say(PAPER, bodies.remove(PAPER));
    expect([space.roles()[PAPER], space.former()]).toEqual([undefined, [PAPER]]);
  });

  test("by one that was there before it, as a thief may have made it, and not the other way round", () => {
    space.say(LAPTOP, bodies.recovery(PAPER));
    space.say(PHONE, bodies.recovery(LATER_PAPER));
    space.say(LATER_PAPER, bodies.remove(PAPER));
    expect(space.former()).toEqual([]);
    space.say(PAPER, bodies.remove(LATER_PAPER));
    expect(space.former()).toEqual([LATER_PAPER]);
  });

  test("by none that was made beside it", () => {
    const before = space.dag.heads();
    space.say(LAPTOP, bodies.recovery(PAPER), before);
    space.say(PHONE, bodies.recovery(LATER_PAPER), before);
    space.say(PAPER, bodies.remove(LATER_PAPER));
    space.say(LATER_PAPER, bodies.remove(PAPER));
    expect([space.roles()[PAPER], space.roles()[LATER_PAPER]]).toEqual(["owner", "owner"]);
  });
});

test("all devices gone, it adds the next one", () => {
  space.say(LAPTOP, bodies.recovery(PAPER));
  space.say(PAPER, bodies.remove(LAPTOP));
  space.say(PAPER, bodies.remove(PHONE));
  space.say(PAPER, bodies.add(5, "owner"));
  expect([space.roles(), space.membership().hasOwner]).toEqual([{ [PAPER]: "owner", 5: "owner" }, true]);
});
