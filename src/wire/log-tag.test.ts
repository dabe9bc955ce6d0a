import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { logTagOf, makeLogFinder } from "./log-tag.ts";

const space = makeId("space", new Uint8Array(32).fill(0xc1));
const device = makeId("device", new Uint8Array(32).fill(0xc2));
const other = makeId("device", new Uint8Array(32).fill(0xc3));
const tagOf = (generation: number, of = device): ReturnType<typeof logTagOf> => logTagOf(fixedSuite.sha256, space, of, generation);

test("a log's tag is what PROTOCOL.md says, put together by hand", () => {
  const named = fromHex(`0d${Buffer.from("daybook/1 log").toString("hex")}`, "c1".repeat(32), "c2".repeat(32), "00000102");
  expect(tagOf(258)).toBe(createHash("sha256").update(named).digest("hex").slice(0, 16));
  expect(tagOf(0)).toBe("eda0ec5f1818ebd3");
});

describe("finding whose log it is", () => {
  test("a device's first sixteen generations are found, no more", () => {
    const finder = makeLogFinder(fixedSuite.sha256, space);
    finder.addDevice(device);
    expect(finder.find(tagOf(0))).toEqual({ device, generation: 0 });
    expect(finder.find(tagOf(15))).toEqual({ device, generation: 15 });
    expect(finder.find(tagOf(16))).toBeNull();
    expect(finder.find(tagOf(0, other))).toBeNull();
  });

  test("a generation that is held makes the sixteen beyond it findable", () => {
    const finder = makeLogFinder(fixedSuite.sha256, space);
    finder.addHeld({ device, generation: 7 });
    finder.addDevice(device);
    expect(finder.find(tagOf(23))).toEqual({ device, generation: 23 });
    expect(finder.find(tagOf(24))).toBeNull();
    finder.addHeld({ device, generation: 3 });
    expect(finder.find(tagOf(23))).toEqual({ device, generation: 23 });
  });

  test("tags are computed only as far as they are looked for, each once", () => {
    let hashes = 0;
    const counted = (message: Uint8Array): Uint8Array => {
      hashes += 1;
      return fixedSuite.sha256(message);
    };
    const finder = makeLogFinder(counted, space);
    for (const member of [device, other]) finder.addDevice(member);
    expect(hashes).toBe(0);
    expect(finder.find(tagOf(1, other))).toEqual({ device: other, generation: 1 });
    expect(hashes).toBe(4);
    expect(finder.find(tagOf(16))).toBeNull();
    expect(finder.find(tagOf(16))).toBeNull();
    expect(hashes).toBe(32);
  });

  test("the same device has other logs in another space", () => {
    expect(logTagOf(fixedSuite.sha256, makeId("space", new Uint8Array(32)), device, 0)).not.toBe(tagOf(0));
  });
});
