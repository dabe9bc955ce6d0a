// Plans for the sections of a list (plan.ts says what a plan is).

import { unreachable } from "../base/result.ts";
import { orderKeysBetween } from "../items/make-order-keys.ts";
import type { Item } from "../items/read-item.ts";
import { listSchema } from "./list-schema.ts";
import { edit, editAll, planEach, type Edit, type PlanContext, type Planned } from "./plan.ts";
import { MAX_LIST_SECTIONS, placedSectionsOf, sectionFields, type PlacedSection } from "./sections.ts";
import type { SectionIntent, SectionPosition } from "./task-intent.ts";
import { ordersAmong } from "./task-order.ts";

export function planSection(intent: SectionIntent, context: PlanContext): Planned {
  return planEach(listSchema, [intent.id], context, (list) => sectionEdit(intent, list, context));
}

function sectionEdit(intent: SectionIntent, list: Item, { writer }: PlanContext): Edit | "too-many" | null {
  const sections = placedSectionsOf(list);
  const present = sections.find(({ id }) => id === intent.section);
  const { name, order } = sectionFields(intent.section);
  switch (intent.kind) {
    case "add-section": {
      if (sections.length >= MAX_LIST_SECTIONS) return "too-many";
      return editAll(list, { [name]: intent.name, [order]: keyAt(intent.position, sections, writer) });
    }
    case "rename-section":
      if (present === undefined && sections.length >= MAX_LIST_SECTIONS) return "too-many";
      return edit(name, present?.name ?? null, intent.name);
    case "move-section":
      return present === undefined || isAtItself(intent) ? null : editAll(list, { [order]: keyAt(intent.position, sections, writer) });
    case "remove-section":
      return present === undefined ? null : edit(name, present.name, null);
    default:
      return unreachable(intent);
  }
}

const isAtItself = ({ section, position }: Extract<SectionIntent, { kind: "move-section" }>): boolean =>
  "section" in position && position.section === section;

function keyAt(position: SectionPosition, sections: readonly PlacedSection[], writer: PlanContext["writer"]): string {
  const { after, before } = gapAt(position, sections);
  return orderKeysBetween(after, before, 1, writer)[0] ?? "";
}

function gapAt(
  position: SectionPosition,
  sections: readonly PlacedSection[],
): { readonly after: string | null; readonly before: string | null } {
  const orders = ordersAmong(sections.map(({ order }) => order));
  if (position.at === "start") return { after: null, before: orders.after(null) };
  const order = "section" in position ? (sections.find(({ id }) => id === position.section)?.order ?? "") : "";
  if (order === "") return { after: orders.before(null), before: null };
  return position.at === "after" ? { after: order, before: orders.after(order) } : { after: orders.before(order), before: order };
}
