import { describe, expect, test } from "vitest";
import { MemoryDisk, openMemoryStore } from "../storage/memory-store.ts";
import { decideRelay, RelayChoice } from "./relay-choice.ts";

const ORIGIN = "wss://daybook.test";

test.each([
  [
    "one that was set is used, wherever the page came from",
    "wss://other.test",
    ORIGIN,
    false,
    { address: "wss://other.test", isSettled: true },
  ],
  ["none by choice stays none, though a relay answers", "", ORIGIN, true, { address: null, isSettled: true }],
  ["the page's own is used once it has answered", null, ORIGIN, true, { address: ORIGIN, isSettled: true }],
  ["until then there is none, and it is asked again", null, ORIGIN, false, { address: null, isSettled: false }],
  ["a page that has none of its own asks nobody", null, null, false, { address: null, isSettled: true }],
])("%s", (_what, stored, origin, hasAnswered, decision) => {
  expect(decideRelay(stored, origin, hasAnswered)).toEqual(decision);
});

const openChoice = async (disk: MemoryDisk, answers: (() => Promise<boolean>) | null): Promise<RelayChoice> => {
  const choice = new RelayChoice(openMemoryStore(disk), { origin: ORIGIN, answers });
  await choice.read();
  return choice;
};
const answer = async (): Promise<boolean> => true;
const silence = async (): Promise<boolean> => false;

describe("the relay of a profile", () => {
  test("is found at the page's own address, and stays when it is down at a later start", async () => {
    const disk = new MemoryDisk();
    const first = await openChoice(disk, answer);
    expect(first.address).toBeNull();
    expect(await first.find()).toBe(true);
    expect(first.address).toBe(ORIGIN);
    const later = await openChoice(disk, silence);
    expect(later.address).toBe(ORIGIN);
    expect(await later.find()).toBe(false);
  });

  test("is looked for again where a file server answered", async () => {
    const disk = new MemoryDisk();
    const first = await openChoice(disk, silence);
    expect(await first.find()).toBe(false);
    expect((await openChoice(disk, answer)).address).toBeNull();
    expect(await (await openChoice(disk, answer)).find()).toBe(true);
  });

  test("is asked for once at a time, and not at all when one is set meanwhile", async () => {
    let asked = 0;
    const gates: ((answer: boolean) => void)[] = [];
    const choice = await openChoice(new MemoryDisk(), () => {
      asked += 1;
      return new Promise<boolean>((resolve) => void gates.push(resolve));
    });
    const found = [choice.find(), choice.find()];
    expect(asked).toBe(1);
    await choice.set(null);
    for (const open of gates) open(true);
    expect(await Promise.all(found)).toEqual([false, false]);
    expect(choice.address).toBeNull();
    expect(await choice.find()).toBe(false);
    expect(asked).toBe(1);
  });

  test("is taken unasked where nobody is there to ask", async () => {
    expect((await openChoice(new MemoryDisk(), null)).address).toBe(ORIGIN);
  });
});
