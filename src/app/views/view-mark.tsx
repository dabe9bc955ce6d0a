// What stands before the name of a saved view, in its colour where it has one. Never alone.

import ListFilter from "lucide-solid/icons/list-filter";
import type { JSX } from "solid-js";
import type { ViewRow } from "../../model/view-row.ts";

export function ViewMark(props: { readonly view: ViewRow; readonly class: string | undefined }): JSX.Element {
  return (
    <span class={props.class} style={{ color: props.view.color === null ? "" : `var(--hue-${props.view.color})` }}>
      <ListFilter size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
    </span>
  );
}
