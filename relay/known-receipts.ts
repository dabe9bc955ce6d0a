// Which receipts the other side of a link has, by their counters, so that each is sent once.

import type { DeviceId } from "../src/base/ids.ts";
import type { StoredReceipt } from "../src/ports/store.ts";

type Counted = Pick<StoredReceipt, "device" | "counter">;

export class KnownReceipts {
  readonly #counters = new Map<DeviceId, number>();

  /** It has these, whatever it had before. */
  begin(receipts: Iterable<Counted>): void {
    this.#counters.clear();
    for (const { device, counter } of receipts) this.#counters.set(device, counter);
  }

  /** It has shown one of at least this counter. */
  learn(device: DeviceId, counter: number): void {
    this.#counters.set(device, Math.max(counter, this.#counters.get(device) ?? 0));
  }

  /** Those it does not have, which it is about to be sent. */
  takeNews<Receipt extends Counted>(receipts: Iterable<Receipt>): readonly Receipt[] {
    const news = [...receipts].filter(({ device, counter }) => counter > (this.#counters.get(device) ?? -1));
    for (const { device, counter } of news) this.#counters.set(device, counter);
    return news;
  }
}
