// A task whose details are to be open on the page that is gone to for it.

import { createSignal } from "solid-js";
import type { ItemId } from "../../base/ids.ts";

const [wanted, setWanted] = createSignal<ItemId | null>(null);

export const wantedTask = wanted;
export const wantTask = (task: ItemId | null): void => void setWanted(task);
