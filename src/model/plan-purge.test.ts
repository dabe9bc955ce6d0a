import { expect, test } from "vitest";
import { makeId, type ItemId } from "../base/ids.ts";
import type { Item } from "../items/read-item.ts";
import { testSchema } from "../items/test-device.ts";
import { planPurge } from "./plan-purge.ts";

const id = (n: number): ItemId => makeId("item", new Uint8Array(16).fill(n));

const daySchema = { ...testSchema, kind: "day", derivedIds: true };
const schemas = new Map([testSchema, daySchema].map((schema) => [schema.kind, schema]));

const item = (parts: Partial<Item>): Item => ({
  status: "known",
  kind: "thing",
  schemaVersion: 1,
  fields: new Map(),
  conflicts: new Map(),
  hasBody: false,
  isTrashed: true,
  trashedStamp: 1,
  createdStamp: 1,
  changedStamp: 1,
  ignoredEntries: 0,
  ...parts,
});

test("only what is in the trash and understood goes; what has a derived id is emptied", () => {
  const items = new Map([
    [id(1), item({})],
    [id(2), item({ isTrashed: false })],
    [id(3), item({ status: "newer" })],
    [id(4), item({ kind: "day" })],
    [id(5), item({ kind: "unheard of" })],
  ]);
  const plan = planPurge([1, 2, 3, 4, 5, 6].map(id), (each) => items.get(each) ?? null, schemas);
  expect(plan).toEqual({ purge: [id(1)], empty: [{ id: id(4), schema: daySchema }] });
});
