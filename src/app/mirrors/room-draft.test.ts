import { expect, test } from "vitest";
import { EMPTY_DRAFT, parseDraft, type RoomDraft } from "./room-draft.ts";

const draft = (change: Partial<RoomDraft>): RoomDraft => ({ ...EMPTY_DRAFT, address: "wss://rooms.example", room: "plans", ...change });

const faultsOf = (change: Partial<RoomDraft>, page = "http:") => {
  const parsed = parseDraft(draft(change), page);
  return parsed.ok ? null : parsed.error;
};

test("what is typed becomes a room, with the token where stock clients can send one", () => {
  expect(parseDraft(draft({ address: " wss://rooms.example/yjs ", room: " plans ", token: " a&b " }), "https:")).toEqual({
    ok: true,
    value: {
      kind: "websocket",
      address: "wss://rooms.example/yjs?token=a%26b",
      room: "plans",
      password: "",
      rootName: "default",
      rootType: "fragment",
    },
  });
});

test("each field says what is wrong with it", () => {
  expect(faultsOf({ address: "https://rooms.example", room: "", rootName: " ", isOtherRoot: true })).toEqual({
    address: "room.addressWrong",
    room: "room.nameWrong",
    rootName: "mirror.rootWrong",
  });
  expect(faultsOf({ room: "plans?" })).toEqual({ room: "room.nameMarks" });
  expect(faultsOf({ room: "plans?", kind: "webrtc" })).toBe(null);
});

const passwordOf = (change: Partial<RoomDraft>): string | null => {
  const parsed = parseDraft(draft(change), "http:");
  return parsed.ok ? parsed.value.password : null;
};

test("a password is taken as it stands, and of y-webrtc alone", () => {
  expect(passwordOf({ kind: "webrtc", password: " a b " })).toBe(" a b ");
  expect(passwordOf({ kind: "websocket", password: " a b " })).toBe("");
  expect(faultsOf({ kind: "webrtc", password: "x".repeat(1_001) })).toEqual({ password: "room.passwordWrong" });
});

test.each([
  ["ws://rooms.example", "https:", { address: "room.addressMixed" }],
  ["ws://rooms.example", "http:", null],
  ["ws://localhost:1234", "https:", null],
  ["ws://127.0.0.1:1234", "https:", null],
  ["wss://rooms.example", "https:", null],
])("%s from a page of %s: %o", (address, page, faults) => {
  expect(faultsOf({ address }, page)).toEqual(faults);
});
