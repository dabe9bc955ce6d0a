import { beforeEach, expect, test } from "vitest";
import { capsulesIn } from "./capsules-in.ts";
import { bodies, device, MadeUpSpace } from "./made-up-space.suite.ts";

const [LAPTOP, PHONE, PASSKEY, LATER_PASSKEY] = [1, 2, 3, 4];

let space: MadeUpSpace;
beforeEach(() => {
  space = new MadeUpSpace();
  space.say(LAPTOP, bodies.add(PHONE, "owner"));
  space.say(LAPTOP, bodies.recovery(PASSKEY));
});

const capsules = (): readonly (readonly [unknown, number | undefined])[] =>
  capsulesIn(space.dag, space.membership()).map(({ device: of, sealed }) => [of, sealed[0]]);

test("are those that recovery members state of themselves, of each the first, those of the eldest first", () => {
  space.say(PASSKEY, bodies.capsule(9, 1));
  space.say(PASSKEY, bodies.capsule(9, 2));
  space.say(PHONE, bodies.recovery(LATER_PASSKEY));
  space.say(LATER_PASSKEY, bodies.capsule(8, 3));
  expect(capsules()).toEqual([
    [device(PASSKEY), 1],
    [device(LATER_PASSKEY), 3],
  ]);
});

test("are none of devices, whatever these state", () => {
  space.say(PHONE, bodies.capsule(9));
  expect(capsules()).toEqual([]);
});

test("end with their recovery member", () => {
  space.say(PASSKEY, bodies.capsule(9));
  space.say(PASSKEY, bodies.remove(PASSKEY));
  expect(capsules()).toEqual([]);
});
