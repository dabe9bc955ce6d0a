// Where the relay runs: the one relay address of the world, what answers there, and what that relay does to the devices. Normally the real relay over its
// disk; it may be killed, come back with another disk, lie, or show some devices another history than the rest, which is a second relay beside it.

import type { DeviceId, LogTag, StatementId } from "../src/base/ids.ts";
import { parseStatement } from "../src/members/statement.ts";
import type { CryptoSuite } from "../src/ports/crypto.ts";
import type { Link, LinkEvents } from "../src/ports/link.ts";
import { copyMemoryDisk, makeMemoryDisk, openMemoryStore, type MemoryDisk } from "../relay/memory-store.ts";
import type { WakingPort } from "../relay/register-reminders.ts";
import { openRelay } from "../relay/relay.ts";
import { ByzantineRelay, HONEST } from "./byzantine-relay.ts";
import { Lane } from "./lane.ts";
import { makeLaggingRelayStore } from "./lagging-relay-store.ts";
import type { Endpoint, Network } from "./network.ts";
import { RelayPoison } from "./relay-poison.ts";
import { makeRandomBytes } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

export const RELAY_ADDRESS = "ws://relay.test";

export type RelayHostOptions = {
  readonly time: VirtualTime;
  readonly network: Network;
  readonly suite: CryptoSuite;
  readonly random: () => number;
  readonly byzantineRandom: () => number;
  readonly diskLatencyMs: () => number;
};

/** A running relay process. */
type Process = { readonly accept: (link: Link) => LinkEvents; readonly kill: () => void };

export class RelayHost {
  readonly #options: RelayHostOptions;
  disk: MemoryDisk;
  /** Mistakes that a relay has found in itself. */
  readonly defects: unknown[] = [];
  readonly byzantine: ByzantineRelay;
  #endpoint: Endpoint | null = null;
  #process: Process | null = null;
  #shadow: { readonly process: Process; readonly names: ReadonlySet<string> } | null = null;
  /** What wakes devices, of relays started from now on. */
  makeWaking: ((disk: MemoryDisk) => WakingPort) | null = null;
  readonly #poison: RelayPoison;
  readonly #authors = new Map<StatementId, DeviceId>();

  constructor(options: RelayHostOptions) {
    this.#options = options;
    this.disk = makeMemoryDisk(this.#newStoreId());
    const authorOf = { log: (log: LogTag) => this.#ownerOf(log), statement: (id: StatementId) => this.#authorOf(id) };
    this.byzantine = new ByzantineRelay(options.byzantineRandom, authorOf);
    this.#poison = new RelayPoison(options.byzantineRandom);
    this.start();
  }

  get isUp(): boolean {
    return this.#process !== null;
  }

  start(): void {
    this.#process = this.#run(this.disk);
    this.#endpoint = this.#options.network.attach(RELAY_ADDRESS);
    this.#endpoint.listen((open, name) => {
      const process = this.#shadow?.names.has(name) === true ? this.#shadow.process : this.#process;
      if (process !== null) this.byzantine.accept(open, process.accept);
    });
  }

  /** As kill -9: what it had committed is on its disk. */
  kill(): void {
    this.#shadow?.process.kill();
    this.#shadow = null;
    this.#process?.kill();
    this.#process = null;
    this.#endpoint?.vanish();
    this.#endpoint = null;
  }

  /** Comes back with nothing. */
  wipe(): void {
    this.restore(makeMemoryDisk(this.#newStoreId()));
  }

  /** Comes back with what is on `disk`. */
  restore(disk: MemoryDisk): void {
    this.kill();
    this.disk = disk;
    this.start();
  }

  /** From now on the devices of these names are shown what `disk` holds, and what they add to it, and the others the rest. */
  fork(names: readonly string[], disk: MemoryDisk): void {
    if (this.#process === null || this.#shadow !== null) return;
    this.#shadow = { process: this.#run(copyMemoryDisk(disk)), names: new Set(names) };
    this.#options.network.breakAll();
  }

  /** Somewhere in what it has stored a bit is another, until it is honest again. */
  poison(): void {
    this.#poison.spread(this.disk);
  }

  /** All that it has shown to some only is gone, and it lies no more. */
  beHonest(): void {
    this.byzantine.lies = HONEST;
    this.#poison.heal(this.disk);
    if (this.#shadow === null) return;
    this.#shadow.process.kill();
    this.#shadow = null;
    this.#options.network.breakAll();
  }

  #newStoreId(): Uint8Array {
    return makeRandomBytes(this.#options.random)(32);
  }

  #run(disk: MemoryDisk): Process {
    const { time, suite, random, diskLatencyMs } = this.#options;
    const timers = time.stoppableTimers();
    const lane = new Lane(time, diskLatencyMs);
    const relay = openRelay({
      store: makeLaggingRelayStore(openMemoryStore(disk), lane),
      suite,
      random: makeRandomBytes(random),
      clock: time.clockWithSkew(0),
      timers,
      policy: { kind: "open" },
      origins: [RELAY_ADDRESS],
      waking: this.makeWaking?.(disk) ?? null,
      report: (event) => {
        if (event.kind === "defect") this.defects.push(event.error);
      },
    });
    return {
      accept: (link) => relay.accept(link, { address: "device" }),
      kill: () => {
        timers.stop();
        lane.drop();
      },
    };
  }

  #ownerOf(log: LogTag): DeviceId | null {
    for (const { paths } of this.disk.spaces.values()) {
      for (const { head } of paths.values()) if (head.log === log) return head.device;
    }
    return null;
  }

  #authorOf(id: StatementId): DeviceId | null {
    const bytes = [...this.disk.spaces.values()].map(({ statements }) => statements.get(id)?.bytes).find((found) => found !== undefined);
    const held = this.#authors.get(id) ?? null;
    if (held !== null || bytes === undefined) return held;
    const statement = parseStatement(this.#options.suite.sha256, bytes);
    if (statement.ok) this.#authors.set(id, statement.value.author);
    return statement.ok ? statement.value.author : null;
  }
}
