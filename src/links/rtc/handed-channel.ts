// What the window keeps of a data channel that it has handed over to the worker: it hears what happens to it, and can have it closed.

import type { RtcDataChannel } from "./rtc-connection.ts";
import type { HandedEvent } from "./rtc-messages.ts";

export class HandedChannel implements RtcDataChannel {
  binaryType = "arraybuffer";
  bufferedAmountLowThreshold = 0;
  /** The worker knows. */
  readonly bufferedAmount = 0;
  readonly #target = new EventTarget();
  readonly #shut: () => void;

  constructor(shut: () => void) {
    this.#shut = shut;
  }

  /** What is sent leaves from the worker. */
  send(): void {}

  close(): void {
    this.#shut();
  }

  /** What comes is the worker's too: of messages nothing is heard here. */
  addEventListener(type: string, listener: (event: never) => void): void {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- those that happen here have no content
    this.#target.addEventListener(type, () => (listener as () => void)());
  }

  happen(event: HandedEvent): void {
    this.#target.dispatchEvent(new Event(event));
  }
}
