// Two ends of a link within one process, for tests and the simulation. What lies between them is injected: `carry` decides when each
// delivery happens, or that it never does; by default it is the next microtask. Within a direction deliveries keep their order only if
// `carry` does. Nothing here depends on time or chance.

import type { Link, LinkClosed, LinkEvents } from "../ports/link.ts";
import type { WireError } from "../wire/wire-error.ts";

export type LinkSide = "a" | "b";

/** Runs `deliver` later, never during the call. `frame`: what is delivered, null for opening and closing. */
export type Carry = (deliver: () => void, to: LinkSide, frame: Uint8Array | null) => void;

export type MemoryPair = {
  /** Each side is opened once; the link is up when both are. */
  readonly open: (side: LinkSide, events: LinkEvents) => Link;
  /** What one side notices when the link breaks under it; the other does not hear of it. */
  readonly breakSide: (side: LinkSide, reason: string) => void;
};

const OTHER = { a: "b", b: "a" } as const;

/** One end. What comes late, after its closing, finds it closed. */
class MemoryLink implements Link {
  readonly binding: string;
  readonly #side: LinkSide;
  readonly #events: LinkEvents;
  readonly #carry: Carry;
  #state: "opening" | "open" | "closed" = "opening";
  #other: MemoryLink | null = null;
  /** What the other side is told of our closing. */
  #said: WireError | null = null;
  #bufferedBytes = 0;

  constructor(side: LinkSide, events: LinkEvents, binding: string, carry: Carry) {
    this.#side = side;
    this.#events = events;
    this.binding = binding;
    this.#carry = carry;
  }

  send(bytes: Uint8Array): void {
    const other = this.#other;
    if (this.#state !== "open" || other === null) return;
    const frame = bytes.slice();
    this.#bufferedBytes += frame.length;
    const deliver = (): void => {
      this.#bufferedBytes -= frame.length;
      other.#receive(frame);
    };
    this.#carry(deliver, OTHER[this.#side], frame);
  }

  bufferedBytes(): number {
    return this.#bufferedBytes;
  }

  close(error?: WireError): void {
    if (this.#state === "closed") return;
    this.#said = error ?? null;
    this.#end({ kind: "local" });
    this.#tellOfClosing();
  }

  /** The other side is there from now on. */
  join(other: MemoryLink): void {
    this.#other = other;
    if (this.#state === "closed") this.#tellOfClosing();
    else this.#openLater();
  }

  break(reason: string): void {
    this.#end({ kind: "failed", reason });
  }

  #openLater(): void {
    const deliver = (): void => {
      if (this.#state !== "opening") return;
      this.#state = "open";
      this.#events.opened();
    };
    this.#carry(deliver, this.#side, null);
  }

  #tellOfClosing(): void {
    const [other, error] = [this.#other, this.#said];
    if (other !== null) this.#carry(() => other.#end({ kind: "remote", error }), OTHER[this.#side], null);
  }

  #receive(frame: Uint8Array): void {
    if (this.#state === "open") this.#events.frame(frame);
  }

  /** The event itself is always later than the call that led to it. */
  #end(reason: LinkClosed): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    queueMicrotask(() => this.#events.closed(reason));
  }
}

export function makeMemoryPair(options: { readonly binding?: string; readonly carry?: Carry } = {}): MemoryPair {
  const { binding = "memory", carry = (deliver: () => void): void => queueMicrotask(deliver) } = options;
  const links = new Map<LinkSide, MemoryLink>();
  return {
    open(side, events) {
      const link = new MemoryLink(side, events, binding, carry);
      links.set(side, link);
      const other = links.get(OTHER[side]);
      if (other !== undefined) {
        link.join(other);
        other.join(link);
      }
      return link;
    },
    breakSide: (side, reason) => links.get(side)?.break(reason),
  };
}
