import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToHex } from "../base/bytes.ts";
import { makeId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { MAX_MEET_MESSAGE_BYTES } from "../wire/limits.ts";
import { encodeMeetingMessage, MAX_ADMITTED_ENTRIES, parseMeetingMessage, type MeetingMessage } from "./meeting-message.ts";

const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte);

const version = Array.from({ length: MAX_ADMITTED_ENTRIES }, (_, i) => ({
  log: makeId("log", filled(8, 1)),
  seq: 0xffff_0000 + i,
  idPrefix: "0".repeat(16),
}));

const request: MeetingMessage = {
  type: "request",
  version: 1,
  device: makeId("device", filled(32, 1)),
  kemKey: filled(1_216, 2),
  name: "phone",
  commitment: filled(32, 3),
  clockMs: 2 ** 41,
};

const messages: readonly MeetingMessage[] = [
  request,
  {
    type: "invitation",
    space: makeId("space", filled(32, 4)),
    device: makeId("device", filled(32, 5)),
    name: "",
    nonce: filled(16, 6),
    clockMs: 0,
    shared: null,
  },
  { type: "reveal", nonce: filled(16, 7), proof: filled(64, 8) },
  {
    type: "admitted",
    heads: [makeId("statement", filled(32, 9))],
    version: version.slice(0, 2),
    checkpoints: ["aa".repeat(32)],
    relays: ["wss://a"],
  },
  { type: "declined" },
  {
    type: "invitation",
    space: makeId("space", filled(32, 4)),
    device: makeId("device", filled(32, 5)),
    name: "",
    nonce: filled(16, 6),
    clockMs: 0,
    shared: { role: "reader", name: "Home" },
  },
];

/** As the other side has it. */
const nameOf = (name: string): unknown => {
  const parsed = parseMeetingMessage(encodeMeetingMessage({ ...request, name }));
  return parsed.ok && "name" in parsed.value ? parsed.value.name : null;
};

describe("a meeting's message", () => {
  test("names a device in one line, with nothing in it that could not be seen or would turn the app's own words around", () => {
    expect(nameOf("phone\u202E nioj ot")).toBe("phone nioj ot");
    expect(nameOf("\u2067phone\u2069\n\nApproved")).toBe("phone Approved");
    expect(nameOf("\u200B\u2060 \u3164")).toBe("");
    expect(nameOf("الهاتف 📱")).toBe("الهاتف 📱");
  });

  test.each(messages)("$type is read as it was said", (message) => {
    expect(parseMeetingMessage(encodeMeetingMessage(message))).toEqual(ok(message));
  });

  test("is the known answer", () => {
    const [, invitation, reveal, , declined, shared] = messages.map((message) => bytesToHex(encodeMeetingMessage(message)));
    expect(invitation).toBe(`02${"04".repeat(32)}${"05".repeat(32)}00${"06".repeat(16)}00`);
    expect(reveal).toBe(`03${"07".repeat(16)}${"08".repeat(64)}`);
    expect(declined).toBe("05");
    expect(shared).toBe(`${invitation}0304${Buffer.from("Home").toString("hex")}`);
    const name = Buffer.from("phone").toString("hex");
    expect(bytesToHex(encodeMeetingMessage(request))).toBe(
      `0101${"01".repeat(32)}${"02".repeat(1_216)}05${name}${"03".repeat(32)}808080808040`,
    );
  });

  test("fits into a frame at its largest, the version cut to do so", () => {
    const heads = Array.from({ length: 64 }, (_, i) => makeId("statement", filled(32, i)));
    const checkpoints = Array.from({ length: 8 }, () => "aa".repeat(32));
    const relays = Array.from({ length: 8 }, () => "r".repeat(255));
    const last = { log: makeId("log", filled(8, 2)), seq: 1, idPrefix: "0".repeat(16) };
    const bytes = encodeMeetingMessage({ type: "admitted", heads, version: [...version, last], checkpoints, relays });
    expect(bytes.length + 16).toBeLessThanOrEqual(MAX_MEET_MESSAGE_BYTES);
    expect(parseMeetingMessage(bytes)).toMatchObject({ ok: true, value: { version } });
  });

  test("of random or cut bytes never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(4), fc.nat(), (random, which, cut) => {
        expect(parseMeetingMessage(random)).toHaveProperty("ok");
        const bytes = encodeMeetingMessage(messages[which] ?? request);
        expect(parseMeetingMessage(bytes.subarray(0, cut % bytes.length)).ok).toBe(false);
      }),
    );
  });
});
