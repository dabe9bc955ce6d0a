import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { fixedSuite, fromHex } from "../crypto/fixed.suite.ts";
import { handshakeTranscript, type HandshakeTranscript } from "./handshake.ts";

const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);

const said: HandshakeTranscript = {
  sha256: fixedSuite.sha256,
  role: "initiator",
  versionsOffered: [1, 200],
  chosen: 1,
  space: makeId("space", filled(0xb1)),
  initiator: makeId("device", filled(0xb2)),
  acceptor: filled(0xb3),
  acceptorChallenge: filled(0xb4),
  initiatorChallenge: filled(0xb5),
  binding: "wss://relay.example",
};

describe("the handshake's transcript", () => {
  test("is what PROTOCOL.md says, put together by hand", () => {
    const label = `13${Buffer.from("daybook/1 handshake").toString("hex")}`;
    const ids = ["b1", "b2", "b3", "b4", "b5"].map((byte) => byte.repeat(32));
    const binding = `13${Buffer.from("wss://relay.example").toString("hex")}`;
    const hashOf = (role: string): string =>
      createHash("sha256")
        .update(fromHex(label, role, "0201c801", "01", ...ids, binding))
        .digest("hex");
    expect(bytesToHex(handshakeTranscript(said))).toBe(hashOf("01"));
    expect(bytesToHex(handshakeTranscript({ ...said, role: "acceptor" }))).toBe(hashOf("02"));
  });

  test("is the committed one", () => {
    expect(bytesToHex(handshakeTranscript(said))).toBe("f2ee22721e017147e3372919808e7de645567561ca3b6d7163e68a25bdc6c127");
  });

  test("changes with everything that was said", () => {
    const variants: readonly HandshakeTranscript[] = [
      said,
      { ...said, role: "acceptor" },
      { ...said, versionsOffered: [1] },
      { ...said, chosen: 200 },
      { ...said, space: makeId("space", filled(1)) },
      { ...said, initiator: makeId("device", filled(1)) },
      { ...said, acceptor: filled(1) },
      { ...said, acceptorChallenge: filled(1) },
      { ...said, initiatorChallenge: filled(1) },
      { ...said, binding: "wss://relay.example:8787" },
      { ...said, acceptorChallenge: said.initiatorChallenge, initiatorChallenge: said.acceptorChallenge },
    ];
    expect(new Set(variants.map((variant) => bytesToHex(handshakeTranscript(variant)))).size).toBe(variants.length);
  });
});
