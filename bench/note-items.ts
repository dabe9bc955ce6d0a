// Notes of the delta workload as items, written through the same parts as tasks are. Their schema is the benchmark's own: the product has no notes yet.

import type { ItemId } from "../src/base/ids.ts";
import { assert, ok } from "../src/base/result.ts";
import type { FieldValues } from "../src/items/field-value.ts";
import { KIND_FIELD, kindValue, type ItemSchema } from "../src/items/item-schema.ts";
import { latest } from "../src/items/policy.ts";
import { updateItem } from "../src/items/update-item.ts";
import type { ActionName } from "../src/log/action-code.ts";
import type { Space } from "../src/replica/space.ts";
import { expectOk } from "./node-device.ts";

const isText = (value: unknown): boolean => typeof value === "string";

const noteSchema: ItemSchema = {
  kind: "bench-note",
  version: 1,
  fields: {
    title: { policy: latest, isValid: isText },
    done: { policy: latest, isValid: (value) => typeof value === "boolean" },
    text: { policy: latest, isValid: isText },
  },
  sets: {},
};

type Change = { readonly before?: FieldValues; readonly after: FieldValues };

/** One action, one record. Resolves once it is durable. */
async function write(space: Space, name: ActionName, item: ItemId, change: Change): Promise<void> {
  const written = await space.write<null, never>({
    items: () => [item],
    build({ writer, stamp }) {
      const document = space.core.items.open(item);
      const { update } = expectOk(updateItem(document, change, { schema: noteSchema, writer, stamp }), "a change of a note");
      assert(update !== null, "a change that changes something");
      return ok({ name, documents: new Map([[item, document]]), updates: [{ item, update }], extra: null });
    },
  });
  expectOk(written, "a durable change");
}

export const createNote = (space: Space, item: ItemId, fields: FieldValues): Promise<void> =>
  write(space, "create", item, { after: { [KIND_FIELD]: kindValue(noteSchema), ...fields } });

export const completeNote = (space: Space, item: ItemId): Promise<void> =>
  write(space, "complete", item, { before: { done: false }, after: { done: true } });

export const retitleNote = (space: Space, item: ItemId, title: string): Promise<void> => write(space, "edit", item, { after: { title } });
