// What stands beside the heading of a section where it can be changed.

import { Show, Suspense, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ListRow } from "../../model/list-row.ts";
import type { RowHeading } from "../../model/outline.ts";
import type { Section } from "../../model/sections.ts";
import { useApp } from "../shell/app-context.ts";
import { lazyPart } from "../texts/lazy-part.ts";

const SectionActions = lazyPart(async () => (await import("./section-actions.tsx")).SectionActions);

export type SectionToolsProps = {
  /** The list on screen; null: it is of several. */
  readonly list: ItemId | null;
  readonly heading: RowHeading;
};

export function SectionTools(props: SectionToolsProps): JSX.Element {
  const { lists, canWriteIn } = useApp();
  const section = (): Section | null => (props.heading.kind === "section" ? { id: props.heading.section, name: props.heading.name } : null);
  const of = (): { readonly list: ListRow; readonly section: Section } | null => {
    const [list, shown] = [lists.shownOf(props.list), section()];
    return list === undefined || shown === null || list.newer || !canWriteIn(list) ? null : { list, section: shown };
  };
  return (
    <Show when={of()}>
      {(shown) => (
        <Suspense>
          <SectionActions list={shown().list} section={shown().section} />
        </Suspense>
      )}
    </Show>
  );
}
