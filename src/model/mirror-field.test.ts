import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { isFieldValue, isRecordValue, type FieldValue } from "../items/field-value.ts";
import { isMirrorAddress, isMirrorName, mirrorField, MIRROR_ROOT_TYPES, parseMirror, type NoteMirror } from "./mirror-field.ts";
import { mirrorValue } from "./mirror-value.ts";

const mirror: NoteMirror = {
  kind: "websocket",
  address: "wss://rooms.example.org/yjs?token=abc",
  room: "our room/ä",
  password: "",
  rootName: "prosemirror",
  rootType: "fragment",
  device: makeId("device", new Uint8Array(32).fill(7)),
  stint: "00112233445566ff",
};

test("what is written reads the same", () => {
  for (const kind of ["websocket", "webrtc"] as const) {
    for (const rootType of MIRROR_ROOT_TYPES) {
      const value = mirrorValue({ ...mirror, kind, rootType });
      expect(isFieldValue(value)).toBe(true);
      expect(mirrorField.isValid(value)).toBe(true);
      expect(parseMirror(value)).toEqual({ ...mirror, kind, rootType });
    }
  }
  const sealed = { ...mirror, password: " words of ours " };
  expect(parseMirror(mirrorValue(sealed))).toEqual(sealed);
});

test("who takes a mirror over leaves what a later version has said of its room, and another room begins without", () => {
  const present = { ...mirrorValue(mirror), later: [1] };
  const taken = { ...mirror, stint: "ffeeddccbbaa0099" };
  expect(mirrorValue(taken, present)).toEqual({ ...mirrorValue(taken), later: [1] });
  expect(mirrorValue({ ...taken, room: "another" }, present)).toEqual(mirrorValue({ ...taken, room: "another" }));
});

test("only an address that a socket can be opened at is one", () => {
  for (const address of ["ws://localhost:1234", "wss://example.org/path", "ws://[::1]:80/"]) expect(isMirrorAddress(address)).toBe(true);
  for (const address of [
    "",
    "example.org",
    "https://example.org",
    "javascript:alert(1)",
    "wss://me:secret@example.org",
    "wss://example.org/#part",
    `wss://example.org/${"x".repeat(1_000)}`,
  ]) {
    expect(isMirrorAddress(address)).toBe(false);
  }
});

test("a name of a room or a root has 1 to 256 bytes, all of which can be seen", () => {
  for (const name of ["a", "ä".repeat(128), "with / and ?"]) expect(isMirrorName(name)).toBe(true);
  for (const name of ["", "ä".repeat(129), "a\nb", "\u0000", "\uD800"]) expect(isMirrorName(name)).toBe(false);
});

test("what is none, or a later version's, is not valid", () => {
  const good = mirrorValue(mirror);
  const change = (part: string, value: FieldValue): FieldValue => ({ ...(isRecordValue(good) ? good : {}), [part]: value });
  for (const value of [
    null,
    true,
    "wss://example.org",
    {},
    change("kind", "carrier-pigeon"),
    change("address", "http://example.org"),
    change("room", ""),
    change("root", 5),
    change("password", 5),
    change("password", "x".repeat(1_001)),
    change("type", "map"),
    change("device", "00"),
    change("stint", "short"),
  ]) {
    expect(parseMirror(value)).toBe(null);
  }
  expect(parseMirror(change("later", 1))).toEqual(mirror);
});
