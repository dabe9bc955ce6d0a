// Which items somebody has open here and at the devices that are connected directly, as they tell each other: what is typed into an item that is open elsewhere
// too is not gathered but sent key by key.

import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { SaidFrame } from "../../sync/session-step.ts";
import { MAX_OPEN_ITEMS } from "../../wire/limits.ts";

export class OpenItems {
  readonly #changedElsewhere: () => void;
  readonly #changedHere: () => void;
  #here: readonly ItemId[] = [];
  readonly #byDevice = new Map<DeviceId, readonly ItemId[]>();
  /** What each has been told, as text. */
  readonly #told = new Map<DeviceId, string>();

  constructor(changed: { readonly elsewhere: () => void; readonly here: () => void }) {
    this.#changedElsewhere = changed.elsewhere;
    this.#changedHere = changed.here;
  }

  /** As many of them as can be told. */
  show(items: readonly ItemId[]): void {
    this.#here = items.slice(0, MAX_OPEN_ITEMS);
    this.#changedHere();
  }

  /** What a device with a connection has not been told yet. */
  tell(device: DeviceId, say: (frame: SaidFrame) => void): void {
    const open = this.#here.join();
    if (open === (this.#told.get(device) ?? "")) return;
    this.#told.set(device, open);
    say({ type: "open-items", items: this.#here });
  }

  hear(device: DeviceId, items: readonly ItemId[]): void {
    this.#byDevice.set(device, items);
    this.#changedElsewhere();
  }

  /** Its connection has ended, or is another one. */
  forget(device: DeviceId): void {
    this.#byDevice.delete(device);
    this.#told.delete(device);
  }

  /** Each once. */
  get elsewhere(): readonly ItemId[] {
    return [...new Set([...this.#byDevice.values()].flat())];
  }
}
