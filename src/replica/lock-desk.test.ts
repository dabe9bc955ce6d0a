import { expect, test } from "vitest";
import { err } from "../base/result.ts";
import type { LockProof, LockWays, NextLock } from "../ports/lock.ts";
import { MemoryDisk, openMemoryStore } from "../storage/memory-store.ts";
import type { ReplicaPush } from "./face.ts";
import { LockDesk, type OpenLock } from "./lock-desk.ts";

const WAYS: LockWays = { passkey: null };
const NEXT: NextLock = { passphrase: "seven geese in a row", passkey: null };
const proof = (text: string): LockProof => ({ kind: "passphrase", text });

function openDesk(open: () => OpenLock | null = () => null) {
  const told: ReplicaPush[] = [];
  return { told, desk: new LockDesk((push) => told.push(push), open) };
}

test("a locked profile says so, counts what did not open it, and is given what is shown next, once", async () => {
  const { told, desk } = openDesk();
  const first = desk.ask(WAYS, false);
  await desk.answer({ kind: "unlock", proof: proof("one") });
  expect(await first).toEqual(proof("one"));
  // Nobody waits for it now.
  await desk.answer({ kind: "unlock", proof: proof("pressed twice") });
  const second = desk.ask(WAYS, true);
  await desk.answer({ kind: "unlock", proof: proof("two") });
  expect(await second).toEqual(proof("two"));
  void desk.ask(WAYS, true);
  expect(told).toEqual([0, 1, 2].map((wrong) => ({ kind: "lock", lock: { kind: "locked", ways: WAYS, wrong } })));
});

test("while it is locked no lock is changed and no text is held, and that is said", async () => {
  const { desk } = openDesk();
  expect(await desk.answer({ kind: "change-lock", proof: null, next: NEXT })).toMatchObject({ ok: false, error: { kind: "store" } });
  expect(await desk.answer({ kind: "hold-text", name: "a", text: "half" })).toBe(false);
  expect(await desk.answer({ kind: "take-text", name: "a" })).toBeNull();
});

test("a text is held under its name and given back once", async () => {
  const store = openMemoryStore();
  const { desk } = openDesk(() => ({ store, change: async () => err({ kind: "wrong" }) }));
  const take = (name: string) => desk.answer({ kind: "take-text", name });
  expect(await desk.answer({ kind: "hold-text", name: "a", text: "half of a – Gänse" })).toBe(true);
  expect(await desk.answer({ kind: "hold-text", name: "b", text: "of another tab" })).toBe(true);
  expect([await take("a"), await take("a"), await take("b")]).toEqual(["half of a – Gänse", null, "of another tab"]);
  // Why a lock was not changed is told as it is.
  expect(await desk.answer({ kind: "change-lock", proof: proof("x"), next: NEXT })).toEqual(err({ kind: "wrong" }));
});

test("a text that does not fit is not held", async () => {
  const disk = new MemoryDisk();
  disk.capacityBytes = 100;
  const { desk } = openDesk(() => ({ store: openMemoryStore(disk), change: async () => err({ kind: "wrong" }) }));
  expect(await desk.answer({ kind: "hold-text", name: "a", text: "x".repeat(200) })).toBe(false);
});
