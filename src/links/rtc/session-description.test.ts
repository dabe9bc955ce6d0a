import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_CANDIDATES, MAX_SDP_CHARACTERS } from "../../wire/limits.ts";
import { anyDescription } from "./session-description.suite.ts";
import { parseSessionDescription, sessionDescriptionToSdp, type SessionDescription } from "./session-description.ts";

const PLAIN: SessionDescription = {
  role: "offer",
  ufrag: "iD2a",
  password: "CdWCC73d0Xn3n1GAqGhcsK",
  fingerprint: "a7e96879f70e67528055036faa6be5c9b538de06bdf6cb18283c66569deba92a",
  candidates: [{ kind: "host", priority: 2_114_977_791, address: "192.0.2.2", port: 40_977 }],
};

test("what is written is read as it was, whatever it is", () => {
  fc.assert(
    fc.property(anyDescription(), (description) => {
      expect(parseSessionDescription(sessionDescriptionToSdp(description))).toEqual(description);
    }),
  );
});

test("text of any kind is read or refused, and never more than it may be", () => {
  const known = fc.constantFrom(...sessionDescriptionToSdp(PLAIN).split("\r\n"));
  const line = fc.oneof(
    fc.string(),
    known,
    fc.string().map((text) => `a=candidate:${text}`),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const description = parseSessionDescription(lines.join("\n"));
      const written = description === null ? "" : sessionDescriptionToSdp(description);
      expect(written.length).toBeLessThanOrEqual(MAX_SDP_CHARACTERS);
    }),
  );
});

describe("what others say", () => {
  const sdp = sessionDescriptionToSdp(PLAIN);

  test("loses every line that makes no connection", () => {
    const talkative = sdp.replace("s=-", "s=<script>\r\na=evil:1\r\nm=video 9 UDP/TLS/RTP/SAVPF 96");
    expect(parseSessionDescription(talkative)).toEqual(PLAIN);
  });

  test.each([
    ["no certificate", sdp.replace(/a=fingerprint.*\r\n/u, "")],
    ["two certificates", sdp.replace("a=setup", `a=fingerprint:sha-256 ${"AB:".repeat(31)}AB\r\na=setup`)],
    ["a weaker hash of it", sdp.replace("sha-256", "sha-1")],
    ["two passwords", sdp.replace("a=setup", `a=ice-pwd:${"x".repeat(22)}\r\na=setup`)],
    ["a password that is too short", sdp.replace(PLAIN.password, "short")],
    ["a password of other characters", sdp.replace(PLAIN.password, `${PLAIN.password} a`)],
    ["no way to begin", sdp.replace("actpass", "holdconn")],
    ["more than anybody needs", `${sdp}${"a=x\r\n".repeat(2_000)}`],
  ])("is nothing with %s", (_, said) => {
    expect(parseSessionDescription(said)).toBeNull();
  });

  test("may say the same thing twice", () => {
    expect(parseSessionDescription(`${sdp}a=ice-ufrag:${PLAIN.ufrag}\r\n`)).toEqual(PLAIN);
  });

  test("is cut to as many addresses as are tried", () => {
    const many =
      sdp +
      sdp
        .split("\r\n")
        .filter((line) => line.startsWith("a=candidate"))
        .join("\r\n")
        .concat("\r\n")
        .repeat(MAX_CANDIDATES + 1);
    expect(parseSessionDescription(many)?.candidates).toHaveLength(MAX_CANDIDATES);
  });

  test.each([
    "1 1 tcp 1 192.0.2.2 9 typ host tcptype active",
    "1 2 udp 1 192.0.2.2 4000 typ host",
    "1 1 udp 1 192.0.2.256 4000 typ host",
    "1 1 udp 1 192.0.2.2 65536 typ host",
    "1 1 udp 1 192.0.2.2 0 typ host",
    "1 1 udp 1 example.org 4000 typ host",
    "1 1 udp 1 fe80::1%eth0 4000 typ host",
    "1 1 udp 1 ::1:::2 4000 typ host",
    "1 1 udp -1 192.0.2.2 4000 typ host",
    "1 1 udp 1 192.0.2.2 4000 typ elsewhere",
    "",
  ])("leaves out an address that cannot be tried: %j", (candidate) => {
    expect(parseSessionDescription(`${sdp}a=candidate:${candidate}\r\n`)).toEqual(PLAIN);
  });
});
