// What reaches a page, put off while the browser has it frozen: timers that are due and what links bring wait until it thaws, in their order.

import type { LinkEvents } from "../src/ports/link.ts";
import type { Timers } from "../src/ports/time.ts";

export class Gate {
  #isShut = false;
  #waiting: (() => void)[] = [];

  pass(task: () => void): void {
    if (this.#isShut) this.#waiting.push(task);
    else task();
  }

  shut(): void {
    this.#isShut = true;
  }

  /** What has waited happens now. */
  open(): void {
    this.#isShut = false;
    for (const task of this.#waiting.splice(0)) task();
  }

  timers(timers: Timers): Timers {
    return {
      after: (delayMs, task) => {
        let isCancelled = false;
        const cancel = timers.after(delayMs, () => this.pass(() => isCancelled || task()));
        return () => {
          isCancelled = true;
          cancel();
        };
      },
    };
  }

  events(events: LinkEvents): LinkEvents {
    return {
      opened: () => this.pass(() => events.opened()),
      frame: (bytes) => this.pass(() => events.frame(bytes)),
      closed: (reason) => this.pass(() => events.closed(reason)),
    };
  }
}
