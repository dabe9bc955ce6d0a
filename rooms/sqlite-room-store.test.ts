import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeRoomStore } from "./room-store.suite.ts";
import type { RoomStore } from "./room-store.ts";
import { openSqliteRoomStore, ROOMS_FILE } from "./sqlite-room-store.ts";

const makeFolder = (): string => mkdtempSync(join(tmpdir(), "daybook-rooms-"));

function openOrFail(folder: string): RoomStore {
  const store = openSqliteRoomStore(folder);
  if (!store.ok) throw new Error(store.error.kind);
  return store.value;
}

describeRoomStore("SQLite", () => {
  const folder = makeFolder();
  return { open: () => openOrFail(folder), remove: () => rmSync(folder, { recursive: true }) };
});

test("a file that is no database of rooms is refused and left as it is", () => {
  const folder = makeFolder();
  writeFileSync(join(folder, ROOMS_FILE), "not a database");
  expect(openSqliteRoomStore(folder)).toEqual({ ok: false, error: { kind: "damaged" } });
  rmSync(folder, { recursive: true });
});
