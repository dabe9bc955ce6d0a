import { describe, expect, test } from "vitest";
import { relayOrigin } from "../links/relay-origin.ts";
import { MemoryDisk, openMemoryStore } from "../storage/memory-store.ts";
import { decideRelay, RelayChoice } from "./relay-choice.ts";
import { readRelayToken } from "./relay-token.ts";
import { isOnThisMachine } from "../base/own-machine.ts";

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

test.each(["ws://localhost:8787", "ws://127.0.0.1:8787", "ws://127.8.9.10", "wss://[::1]:8787", "ws://daybook.localhost"])(
  "%s is on this machine",
  (origin) => expect(isOnThisMachine(origin)).toBe(true),
);

test.each(["ws://192.168.0.7:8787", "wss://relay.example", "wss://localhost.example", "wss://mylocalhost", "wss://127.0.0.1.example"])(
  "%s is not",
  (origin) => expect(isOnThisMachine(origin)).toBe(false),
);

const openChoice = async (disk: MemoryDisk, answers: (() => Promise<boolean>) | null): Promise<RelayChoice> => {
  const choice = new RelayChoice({ store: openMemoryStore(disk), relayOrigin }, { origin: ORIGIN, answers });
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
    await choice.set(null, "");
    for (const open of gates) open(true);
    expect(await Promise.all(found)).toEqual([false, false]);
    expect(choice.address).toBeNull();
    expect(await choice.find()).toBe(false);
    expect(asked).toBe(1);
  });

  test("is taken unasked where nobody is there to ask", async () => {
    expect((await openChoice(new MemoryDisk(), null)).address).toBe(ORIGIN);
  });

  test("keeps a token for each relay, and shows one relay's to no other", async () => {
    const disk = new MemoryDisk();
    const store = openMemoryStore(disk);
    const tokenAt = async (origin: string | null): Promise<string> => new TextDecoder().decode(await readRelayToken(store, origin));
    const choice = await openChoice(disk, answer);
    expect(await choice.useToken(" 7K3M-9QRT ")).toBe(true);
    expect(await choice.set("https://other.test", "secret")).toEqual({ ok: true, value: null });
    expect([await tokenAt(ORIGIN), await tokenAt("wss://other.test"), await tokenAt(null)]).toEqual(["7K3M-9QRT", "secret", ""]);
    // Set again without one, it stays.
    expect((await choice.set("wss://other.test", "")).ok).toBe(true);
    expect(await tokenAt("wss://other.test")).toBe("secret");
  });

  test("takes nothing for a token that cannot be one, and leaves everything as it was", async () => {
    const choice = await openChoice(new MemoryDisk(), null);
    expect(await choice.set("wss://other.test", "x".repeat(65))).toEqual({ ok: false, error: { kind: "bad-token" } });
    expect(await choice.set("nonsense", "secret")).toEqual({ ok: false, error: { kind: "bad-address" } });
    expect([await choice.useToken(""), await choice.useToken("x".repeat(65)), choice.address]).toEqual([false, false, ORIGIN]);
  });
});
