// The place that the address names, followed as it changes: going back works.

import { createSignal, onCleanup, type Accessor } from "solid-js";
import { isSamePlace, placeOfFragment, type Place } from "./place.ts";

export function createPlace(): Accessor<Place> {
  const [place, setPlace] = createSignal(placeOfFragment(location.hash), { equals: isSamePlace });
  const follow = (): void => {
    setPlace(placeOfFragment(location.hash));
  };
  window.addEventListener("hashchange", follow);
  onCleanup(() => window.removeEventListener("hashchange", follow));
  return place;
}
