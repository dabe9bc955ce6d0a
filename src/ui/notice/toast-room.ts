// Where toasts lie is a matter of what is at the foot of the page: each such thing says that it is there. Told on the root element, for the styles of the
// toasts alone: a style that looked through the page for them would be reckoned anew with every element that comes or goes.

import { onCleanup, onMount } from "solid-js";

/** `bar`: toasts lie above it; `offer`: above it too, where the frame has it at the foot; `sheet`: over it, since things are done in it. */
type AtTheFoot = "bar" | "offer" | "sheet";

const countByKind = new Map<AtTheFoot, number>();

function tell(kind: AtTheFoot, more: 1 | -1): void {
  const count = (countByKind.get(kind) ?? 0) + more;
  countByKind.set(kind, count);
  document.documentElement.toggleAttribute(`data-toasts-over-${kind}`, count > 0);
}

/** For as long as the component is there. */
export function liftToasts(kind: AtTheFoot): void {
  onMount(() => tell(kind, 1));
  onCleanup(() => tell(kind, -1));
}
