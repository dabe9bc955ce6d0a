import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { encodeNearbyCode, type NearbyCode } from "../../wire/nearby-code.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { Replica } from "../replica.ts";
import { TestProfile } from "../space.suite.ts";
import { makeNearby } from "./nearby.ts";

const STRANGER = makeId("device", new Uint8Array(32).fill(0xdd));

async function take(makeCode: (replica: Replica) => NearbyCode | string): Promise<unknown> {
  const opened = await Replica.open(portsOf(new TestProfile(1)), {
    defaultRelay: { origin: null, answers: null },
    push: () => undefined,
  });
  if (!opened.ok) throw new Error("a replica opens");
  const code = makeCode(opened.value);
  const text = typeof code === "string" ? code : encodeNearbyCode(code, opened.value.ports.suite.sha256);
  const nearby = makeNearby({ compact: () => null, expand: () => null });
  return nearby.answer(opened.value, { kind: "take-nearby-code", code: text }, () => undefined);
}

const OFFER: NearbyCode = { role: "offer", device: STRANGER, secret: null, description: Uint8Array.of(1) };

test.each<readonly [string, (replica: Replica) => NearbyCode | string, string]>([
  ["some other text", () => "https://example.org/", "not-a-code"],
  ["half a code", () => "dbn1.AQDd", "damaged"],
  ["one of a later version", () => "dbn2.anything", "newer-version"],
  ["this device's own", ({ space }) => ({ ...OFFER, device: space.core.self }), "own-code"],
  [
    "an answer to nothing",
    () => ({ role: "answer", device: STRANGER, answers: new Uint8Array(4), description: Uint8Array.of(1) }),
    "answer-without-offer",
  ],
  ["a stranger's, who does not invite", () => OFFER, "stranger"],
])("%s is refused with the reason", async (_, makeCode, error) => {
  expect(await take(makeCode)).toEqual({ ok: false, error });
});
