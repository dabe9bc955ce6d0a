import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bytesToHex, hexToBytes } from "../../base/bytes.ts";
import { compactSdp, expandSdp } from "./compact-sdp.ts";
import { anyDescription } from "./session-description.suite.ts";
import { parseSessionDescription, sessionDescriptionToSdp } from "./session-description.ts";

/** Of a description with every kind of address, by hand. */
const KNOWN_SDP = sessionDescriptionToSdp({
  role: "offer",
  ufrag: "iD2a",
  password: "CdWCC73d0Xn3n1GAqGhcsK",
  fingerprint: "a7e96879f70e67528055036faa6be5c9b538de06bdf6cb18283c66569deba92a",
  candidates: [
    { kind: "srflx", priority: 9, address: "203.0.113.9", port: 1 },
    { kind: "host", priority: 1, address: "192.0.2.1", port: 1 },
    { kind: "host", priority: 3, address: "192.0.2.3", port: 40_977 },
    { kind: "host", priority: 2, address: "192.0.2.2", port: 2 },
    { kind: "host", priority: 9, address: "fe80::1", port: 2 },
    { kind: "host", priority: 1, address: "2001:db8::a:0:1", port: 65_535 },
    { kind: "host", priority: 1, address: "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9.local", port: 5_353 },
  ],
});

/** By another program. */
const VECTOR =
  "5804883d9a1609d5820bbdddd179f79f5180a8685cb0a0a7e96879f70e67528055036faa6be5c9b538de06bdf6cb18283c66569deba92ac0000203a011c0000202000220010db8000000000000000a00000001ffff0a1b2c3d4e5f60718293a4b5c6d7e8f914e9";

test("the best two addresses of a family that need no server are kept, the rest is written anew", () => {
  const bytes = compactSdp(KNOWN_SDP);
  const read = parseSessionDescription(expandSdp(bytes ?? new Uint8Array())?.sdp ?? "");
  expect(read?.candidates.map(({ kind, address, port }) => `${kind} ${address} ${port}`)).toEqual([
    "host 192.0.2.3 40977",
    "host 192.0.2.2 2",
    "host 2001:db8:0:0:0:a:0:1 65535",
    "host 0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9.local 5353",
  ]);
  const priorities = read?.candidates.map(({ priority }) => priority) ?? [];
  expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
});

test("the bytes are those that were written before", () => {
  expect(bytesToHex(compactSdp(KNOWN_SDP) ?? new Uint8Array())).toBe(VECTOR);
  expect(expandSdp(hexToBytes(VECTOR) ?? new Uint8Array())?.type).toBe("offer");
});

test("all but the addresses comes back as it was, and a second time nothing changes", () => {
  fc.assert(
    fc.property(anyDescription(), (description) => {
      const bytes = compactSdp(sessionDescriptionToSdp(description)) ?? new Uint8Array();
      const expanded = expandSdp(bytes);
      const read = parseSessionDescription(expanded?.sdp ?? "");
      expect({ ...read, candidates: [] }).toEqual({ ...description, candidates: [] });
      expect(expanded?.type).toBe(description.role === "offer" ? "offer" : "answer");
      expect(compactSdp(expanded?.sdp ?? "")).toEqual(bytes);
      expect(bytes.length).toBeLessThanOrEqual(191);
    }),
  );
});

test("bytes of any kind are a description that can be tried, or none", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const expanded = expandSdp(bytes);
      expect(expanded === null || parseSessionDescription(expanded.sdp) !== null).toBe(true);
    }),
  );
});

test("what makes no connection has no bytes", () => {
  expect(compactSdp("v=0\r\n")).toBeNull();
});
