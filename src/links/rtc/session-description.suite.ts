// For tests: descriptions of every kind that is written.

import * as fc from "fast-check";
import { MAX_CANDIDATES } from "../../wire/limits.ts";
import type { Candidate } from "./candidate.ts";
import type { SessionDescription } from "./session-description.ts";

const ICE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".split("");
const HEX = "0123456789abcdef".split("");
const textOf = (characters: readonly string[], minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...characters), { minLength, maxLength }).map((some) => some.join(""));
const hexOf = (length: number): fc.Arbitrary<string> => textOf(HEX, length, length);

const anyIpv4 = fc.ipV4();
/** As browsers write them: without leading zeros, none left out. */
const anyIpv6 = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })
  .map((groups) => groups.map((group) => group.toString(16)).join(":"));
const anyMdns = fc.tuple(hexOf(8), hexOf(4), hexOf(4), hexOf(4), hexOf(12)).map((parts) => `${parts.join("-")}.local`);

const anyCandidate = (): fc.Arbitrary<Candidate> =>
  fc.record({
    kind: fc.constantFrom("host", "srflx", "prflx", "relay"),
    priority: fc.integer({ min: 1, max: 0xffff_ffff }),
    address: fc.oneof(anyIpv4, anyIpv6, anyMdns),
    port: fc.integer({ min: 1, max: 65_535 }),
  });

export const anyDescription = (): fc.Arbitrary<SessionDescription> =>
  fc.record({
    role: fc.constantFrom("offer", "active", "passive"),
    ufrag: textOf(ICE_CHARACTERS, 4, 32),
    password: textOf(ICE_CHARACTERS, 22, 64),
    fingerprint: hexOf(64),
    candidates: fc.array(anyCandidate(), { maxLength: MAX_CANDIDATES }),
  });
