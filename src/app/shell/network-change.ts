// Another network than before, where the browser tells of it (Chromium on phones): at home again, a device is reached that was not on the way.

const kindOf = (network: EventTarget): unknown => Reflect.get(network, "type");

/** Returns how to stop. Estimates of speed, which come by the same event, are nothing new. */
export function onNetworkChange(changed: () => void): () => void {
  const network: unknown = Reflect.get(navigator, "connection");
  if (!(network instanceof EventTarget)) return () => undefined;
  let kind = kindOf(network);
  const look = (): void => {
    if (kindOf(network) === kind) return;
    kind = kindOf(network);
    changed();
  };
  network.addEventListener("change", look);
  return () => network.removeEventListener("change", look);
}
