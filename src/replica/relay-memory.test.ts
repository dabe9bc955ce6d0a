import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { settle } from "../sync/manual-timers.suite.ts";
import { encodeDirectAddress } from "../wire/direct-address.ts";
import { RelayMemory } from "./relay-memory.ts";
import { TestProfile } from "./space.suite.ts";

const addressAt = (host: number): Uint8Array =>
  encodeDirectAddress({ fingerprint: "ab".repeat(32), port: 8_787, hosts: [Uint8Array.of(192, 168, 1, host)] });
const [AT, MOVED] = [addressAt(5), addressAt(6)];

async function openMemory() {
  const profile = new TestProfile(1);
  const space = await profile.open();
  const ports = { ...profile.ports(), timers: profile.timers };
  const open = async (address: string): Promise<RelayMemory> => {
    const memory = new RelayMemory(ports, { space, address });
    await memory.load({ space, address });
    return memory;
  };
  return { open, timers: profile.timers, space };
}

test("where a relay answers by its address is known in later page loads, for that relay alone, and the newest counts", async () => {
  const { open } = await openMemory();
  const memory = await open("wss://laptop.local:8787");
  expect(memory.answersAt).toBeNull();
  memory.noteAddress(AT);
  memory.noteAddress(MOVED);
  expect(memory.answersAt).toEqual(MOVED);
  await settle();
  expect((await open("wss://laptop.local:8787")).answersAt).toEqual(MOVED);
  expect((await open("wss://other.local:8787")).answersAt).toBeNull();
});

test("what is confirmed right before another relay is set is not kept as confirmed by that one", async () => {
  const { open, timers, space } = await openMemory();
  const [former, later] = ["wss://former.test", "wss://later.test"];
  const memory = await open(former);
  memory.confirm({ log: makeId("log", new Uint8Array(8)), branch: "" }, 7);
  await memory.load({ space, address: later });
  await timers.pass(1_000);
  for (const address of [former, later])
    expect((await open(address)).knowledge.encode()).toEqual((await open("wss://never.test")).knowledge.encode());
});
