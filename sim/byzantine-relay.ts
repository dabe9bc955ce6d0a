// What stands between the devices and the real relay when the relay is not to be trusted: it loses frames, says them twice or in another order, mixes up
// and flips what is in them, confirms records without keeping them, and withholds what one device has made. It has no key and signs nothing, so
// that is all that a hostile relay can do besides showing different devices different histories, which is a second relay (relay-host.ts).

import type { DeviceId, LogTag, StatementId } from "../src/base/ids.ts";
import type { Link, LinkEvents } from "../src/ports/link.ts";
import { decodeFrame, encodeFrame } from "../src/wire/frame-codec.ts";
import type { Frame } from "../src/wire/frames.ts";
import { ZERO_ID_PREFIX } from "../src/wire/log-tree.ts";
import { parseReceipt } from "../src/wire/receipt.ts";
import { between } from "./random.ts";

/** Whose records, statements or receipts nobody is shown. */
export type Withheld = { readonly what: "records" | "statements" | "receipts"; readonly of: DeviceId };

/** Chances are of each frame, from 0 to 1. */
export type Lies = {
  readonly dropChance: number;
  readonly duplicateChance: number;
  /** That a frame is said after the one that follows it. */
  readonly swapChance: number;
  /** That the records, statements or receipts of a frame are put in another order. */
  readonly shuffleChance: number;
  /** That a bit of a frame is another. */
  readonly flipChance: number;
  /** Of each page: that it is confirmed and not kept. */
  readonly forgetChance: number;
  readonly withheld: Withheld | null;
};

export const HONEST: Lies = {
  dropChance: 0,
  duplicateChance: 0,
  swapChance: 0,
  shuffleChance: 0,
  flipChance: 0,
  forgetChance: 0,
  withheld: null,
};

/** Some of them, and seldom all at once; `of`: whose things may be withheld. */
export function randomLies(random: () => number, of: DeviceId | null): Lies {
  const chance = (most: number): number => (random() < 0.4 ? random() ** 2 * most : 0);
  const whats = ["records", "statements", "receipts"] as const;
  const what = whats[Math.floor(random() * whats.length)] ?? "records";
  return {
    dropChance: chance(0.3),
    duplicateChance: chance(0.5),
    swapChance: chance(0.3),
    shuffleChance: chance(0.5),
    flipChance: chance(0.2),
    forgetChance: chance(0.7),
    withheld: of !== null && random() < 0.4 ? { what, of } : null,
  };
}

/** Whose it is, as far as the relay can tell. */
export type AuthorOf = { readonly log: (log: LogTag) => DeviceId | null; readonly statement: (id: StatementId) => DeviceId | null };

type Says = (bytes: Uint8Array) => void;

const nowhere: Says = () => undefined;

export class ByzantineRelay {
  lies: Lies = HONEST;
  readonly #random: () => number;
  readonly #authorOf: AuthorOf;
  /** Frames that were not passed on as they were. */
  lied = 0;

  constructor(random: () => number, authorOf: AuthorOf) {
    this.#random = random;
    this.#authorOf = authorOf;
  }

  /** Takes a connection in the real relay's place, which is behind it. */
  accept(open: (events: LinkEvents) => Link, relay: (link: Link) => LinkEvents): void {
    let isOver = false;
    let toRelay: Says = nowhere;
    let toDevice: Says = nowhere;
    const events: { of: LinkEvents | null } = { of: null };
    const link = open({
      opened: () => events.of?.opened(),
      frame: (bytes) => this.#fromDevice(bytes, toRelay, toDevice),
      closed: (reason) => {
        isOver = true;
        events.of?.closed(reason);
      },
    });
    // A relay takes a device's own records unseen: one that has kept a flipped record would be no honest path for it ever again.
    toRelay = this.#mouth(
      (bytes) => isOver || events.of?.frame(bytes),
      (bytes) => frameOf(bytes)?.type !== "page",
    );
    toDevice = this.#mouth(
      (bytes) => isOver || link.send(bytes),
      () => true,
    );
    events.of = relay({
      binding: link.binding,
      send: (bytes) => this.#fromRelay(bytes, toDevice, toRelay),
      bufferedBytes: () => link.bufferedBytes(),
      close: (error) => {
        isOver = true;
        link.close(error);
      },
    });
  }

  #fromDevice(bytes: Uint8Array, toRelay: Says, toDevice: Says): void {
    const frame = this.lies.forgetChance > 0 ? frameOf(bytes) : null;
    if (frame?.type !== "page" || !this.#chance(this.lies.forgetChance)) toRelay(bytes);
    else toDevice(this.#lie(confirmed(frame)));
  }

  #fromRelay(bytes: Uint8Array, toDevice: Says, toRelay: Says): void {
    const { withheld } = this.lies;
    const frame = withheld === null ? null : frameOf(bytes);
    if (withheld === null || frame === null) {
      toDevice(bytes);
    } else if (frame.type === "page" && withheld.what === "records" && this.#authorOf.log(frame.log) === withheld.of) {
      toRelay(this.#lie(confirmed(frame)));
    } else {
      const shown = this.#shown(frame, withheld);
      if (shown !== null) toDevice(shown === frame ? bytes : this.#lie(shown));
    }
  }

  /** What is left of a frame without what is withheld; null: nothing. */
  #shown(frame: Frame, { what, of }: Withheld): Frame | null {
    const isShown = (statement: StatementId): boolean => what !== "statements" || this.#authorOf.statement(statement) !== of;
    switch (frame.type) {
      case "have": {
        const version = what === "records" ? frame.version.filter(({ log }) => this.#authorOf.log(log) !== of) : frame.version;
        return { ...frame, version, heads: frame.heads.filter(isShown) };
      }
      case "heads":
        return { ...frame, heads: frame.heads.filter(isShown) };
      case "receipts": {
        if (what !== "receipts") return frame;
        const receipts = frame.receipts.filter((bytes) => {
          const receipt = parseReceipt(bytes);
          return !receipt.ok || receipt.value.device !== of;
        });
        return receipts.length === 0 ? null : { ...frame, receipts };
      }
      case "statements":
        // All of a frame: that it withholds more than it has to, it may.
        return what === "statements" && this.#chance(0.7) ? null : frame;
      default:
        return frame;
    }
  }

  /** One direction of a connection. */
  #mouth(say: Says, mayFlip: (bytes: Uint8Array) => boolean): Says {
    let held: Uint8Array | null = null;
    return (bytes) => {
      const { dropChance, duplicateChance, swapChance } = this.lies;
      const told = this.#distorted(bytes, mayFlip);
      const before = held;
      held = null;
      if (this.#chance(dropChance)) this.lied += 1;
      else if (before === null && this.#chance(swapChance)) held = told;
      else say(told);
      if (before !== null) say(this.#lie(before));
      if (this.#chance(duplicateChance)) say(this.#lie(told));
    };
  }

  #distorted(bytes: Uint8Array, mayFlip: (bytes: Uint8Array) => boolean): Uint8Array {
    const { shuffleChance, flipChance } = this.lies;
    const shuffled = this.#chance(shuffleChance) ? this.#shuffled(bytes) : bytes;
    return this.#chance(flipChance) && mayFlip(shuffled) ? this.#lie(flipped(shuffled, this.#random)) : shuffled;
  }

  #shuffled(bytes: Uint8Array): Uint8Array {
    const frame = frameOf(bytes);
    if (frame?.type === "page") return this.#lie({ ...frame, records: this.#mixed(frame.records) });
    if (frame?.type === "statements") return this.#lie({ ...frame, statements: this.#mixed(frame.statements) });
    return frame?.type === "receipts" ? this.#lie({ ...frame, receipts: this.#mixed(frame.receipts) }) : bytes;
  }

  #mixed<T>(values: readonly T[]): readonly T[] {
    return values
      .map((value) => ({ value, at: this.#random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ value }) => value);
  }

  #lie(said: Uint8Array | Frame): Uint8Array {
    this.lied += 1;
    return said instanceof Uint8Array ? said : encodeFrame(said);
  }

  #chance(chance: number): boolean {
    return chance > 0 && this.#random() < chance;
  }
}

function frameOf(bytes: Uint8Array): Frame | null {
  const frame = decodeFrame(bytes, { authenticated: true });
  return frame.ok && frame.value.type !== "ignored" ? frame.value : null;
}

/** As if all of the page had been stored. */
function confirmed({ log, firstSeq, records }: Extract<Frame, { type: "page" }>): Frame {
  const headSeq = firstSeq + records.length - 1;
  return { type: "answer", log, headSeq, headIdPrefix: ZERO_ID_PREFIX, runs: [{ code: "stored", count: records.length }] };
}

function flipped(bytes: Uint8Array, random: () => number): Uint8Array {
  const at = Math.floor(between(random, 0, bytes.length));
  return bytes.map((byte, i) => (i === at ? byte ^ (1 << Math.floor(random() * 8)) : byte));
}
