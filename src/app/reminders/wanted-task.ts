// The task that somebody wants to see, having clicked on its reminder: the page of tasks opens its details as soon as it is there.

import { createSignal } from "solid-js";
import type { ItemId } from "../../base/ids.ts";

const [wanted, setWanted] = createSignal<ItemId | null>(null);

export const wantedTask = wanted;

export const wantTask = (id: ItemId | null): void => void setWanted(id);
