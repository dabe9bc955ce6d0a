// Icons that come by the dozen, in the rows of a list that is scrolled and in menus: each is drawn once and copied, since drawing costs more than the rest
// of a button.

import type { LucideProps } from "lucide-solid";
import type { Component } from "solid-js";
import { Dynamic, render } from "solid-js/web";

export type Icon = Component<LucideProps>;

const drawnIcons = new Map<Icon, Node>();

/** A copy of the icon, in the size of a control's. What it means is said by what it stands in. */
export function drawIcon(icon: Icon): Node {
  const drawn = drawnIcons.get(icon);
  if (drawn !== undefined) return drawn.cloneNode(true);
  const paper = document.createDocumentFragment();
  render(() => <Dynamic component={icon} size="1.125rem" strokeWidth={1.75} aria-hidden="true" />, paper);
  drawnIcons.set(icon, paper);
  return paper.cloneNode(true);
}
