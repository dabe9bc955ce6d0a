import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { err, ok } from "../base/result.ts";
import { deviceOf, fixedSeed, fixedSigner, fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { makeKem } from "../crypto/kem.ts";
import { makeFixedRandom } from "../crypto/fixed.suite.ts";
import { openSignal, sealSignal, type Signal, type SignalWay } from "./sealed-signal.ts";
import vector from "./vectors/signal-v1.json";

const space = makeId("space", new Uint8Array(32).fill(9));
const [laptop, phone, stranger] = [fixedSigner(1), fixedSigner(2), fixedSigner(3)];
const way: SignalWay = { space, from: deviceOf(laptop), to: deviceOf(phone) };
const kem = makeKem(makeFixedRandom(7));
const [seed, otherSeed] = [fixedSeed(0x42), fixedSeed(0x43)];
const kemKey = await kem.publicKeyOf(seed);

const offer: Signal = {
  attempt: "a1".repeat(16),
  answers: null,
  number: 1,
  content: { kind: "description", type: "offer", sdp: "v=0\r\na=ice-ufrag:ü\r\n" },
};

const signals: readonly Signal[] = [
  offer,
  { attempt: "a2".repeat(16), answers: offer.attempt, number: 1, content: { kind: "description", type: "answer", sdp: "v=0" } },
  {
    attempt: "a1".repeat(16),
    answers: "a2".repeat(16),
    number: 2,
    content: { kind: "candidate", candidate: "candidate:1 1 udp 1 ::1 9 typ host" },
  },
  { attempt: "a1".repeat(16), answers: "a2".repeat(16), number: 3, content: { kind: "candidate", candidate: "" } },
  { attempt: "a1".repeat(16), answers: "a2".repeat(16), number: 65_535, content: { kind: "bye" } },
  { attempt: "a1".repeat(16), answers: "a2".repeat(16), number: 1, content: { kind: "bye", isFull: true } },
];

async function seal(signal: Signal, along: SignalWay = way, signer = laptop): Promise<Uint8Array> {
  const sealed = await sealSignal({ kem, signer, kemKey }, along, signal);
  if (sealed === null) throw new Error("a good key");
  return sealed;
}

const open = (sealed: Uint8Array, along: SignalWay = way, withSeed = seed) =>
  openSignal({ kem, seed: withSeed, verify: fixedSuite.verify }, along, sealed);

describe("a sealed signal", () => {
  test.each(signals)("opens as it was said: $content.kind $number", async (signal) => {
    expect(await open(await seal(signal))).toEqual(ok(signal));
  });

  test("is what it was in version 1", async () => {
    expect(await open(fromHex(vector.sealed))).toEqual(ok(signals[2]));
    expect(bytesToHex(await kem.publicKeyOf(fromHex(vector.seed)))).toBe(bytesToHex(kemKey));
  });

  test("is of one length whatever is said, unless it tells very many addresses", async () => {
    const many: Signal = { ...offer, content: { kind: "description", type: "offer", sdp: "x".repeat(1_900) } };
    const lengths = await Promise.all([...signals, many].map(async (signal) => (await seal(signal)).length));
    expect(new Set(lengths).size).toBe(1);
    const most: Signal = { ...offer, content: { kind: "description", type: "offer", sdp: "x".repeat(2_100) } };
    expect((await seal(most)).length - (lengths[0] ?? 0)).toBe(4_096);
  });

  test("does not open for another device, nor as said to, by or in another one", async () => {
    const sealed = await seal(offer);
    const notForUs = err({ kind: "not-for-us" });
    expect(await open(sealed, way, otherSeed)).toEqual(notForUs);
    expect(await open(sealed, { ...way, to: deviceOf(stranger) })).toEqual(notForUs);
    expect(await open(sealed, { ...way, from: deviceOf(stranger) })).toEqual(notForUs);
    expect(await open(sealed, { ...way, space: makeId("space", new Uint8Array(32).fill(8)) })).toEqual(notForUs);
  });

  test("is forged where another device than it names has signed it", async () => {
    expect(await open(await seal(offer, way, stranger))).toEqual(err({ kind: "forged" }));
  });

  test("cut short, longer by one, or with a byte another opens for nobody: at places all over it", async () => {
    const sealed = await seal(offer);
    // Beyond the encapsulated key and a tag, where a key is taken out each time, one length is like the next until the last.
    const lengths = Array.from(sealed, (_, length) => length);
    for (const length of lengths.filter((each) => each < 1_200 || each % 37 === 0 || each > sealed.length - 40))
      expect((await open(sealed.subarray(0, length))).ok).toBe(false);
    expect((await open(Uint8Array.of(...sealed, 0))).ok).toBe(false);
    // Each costs a key being taken out.
    for (let at = 0; at < sealed.length; at += 31)
      expect((await open(sealed.map((byte, i) => (i === at ? byte ^ 1 : byte)))).ok).toBe(false);
  });

  test("that a member has sealed and signed, but that is none, is malformed", async () => {
    const along = way;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (body) => {
        const context = contextOf(along);
        const signature = await laptop.sign(Uint8Array.of(...context, ...body));
        const sealed = await kem.sealTo(kemKey, context, Uint8Array.of(...body, ...signature));
        const opened = await open(sealed ?? new Uint8Array(0), along);
        expect(opened.ok || opened.error.kind === "malformed").toBe(true);
      }),
      { numRuns: 30 },
    );
    const short = await kem.sealTo(kemKey, contextOf(along), new Uint8Array(63));
    expect(await open(short ?? new Uint8Array(0))).toEqual(err({ kind: "malformed" }));
  });

  test("cannot be sealed to a key that is none, nor beyond the limits", async () => {
    expect(await sealSignal({ kem, signer: laptop, kemKey: new Uint8Array(10) }, way, offer)).toBeNull();
    const large: Signal = { ...offer, content: { kind: "description", type: "offer", sdp: "x".repeat(6_001) } };
    await expect(seal(large)).rejects.toThrow("limits");
    expect((await seal({ ...offer, content: { kind: "description", type: "offer", sdp: "x".repeat(6_000) } })).length).toBeLessThan(8_192);
  });
});

/** As PROTOCOL.md has it, by hand. */
function contextOf({ from, to }: SignalWay): Uint8Array {
  const text = new TextEncoder().encode("daybook/1 signal");
  return Uint8Array.of(text.length, ...text, ...fromHex(space), ...fromHex(from), ...fromHex(to));
}
