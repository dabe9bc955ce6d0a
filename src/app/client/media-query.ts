import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Whether a media query holds now. */
export function createMediaQuery(text: string): Accessor<boolean> {
  const query = matchMedia(text);
  const [holds, setHolds] = createSignal(query.matches);
  const follow = (): void => {
    setHolds(query.matches);
  };
  query.addEventListener("change", follow);
  onCleanup(() => query.removeEventListener("change", follow));
  return holds;
}
