// For tests: two peers and the way their signals take, over whatever connections the test brings.

import type { DirectChannel, DirectEvents, DirectFailure, DirectOptions, DirectSignal, RtcTransport } from "../../ports/direct.ts";
import type { Timers } from "../../ports/time.ts";
import type { MakeRtcConnection, RtcConnection } from "./rtc-connection.ts";
import { openRtcPeer } from "./rtc-peer.ts";

export const PEER_OPTIONS = {
  a: { first: true, polite: false, iceServers: [] },
  b: { first: false, polite: true, iceServers: [] },
} as const satisfies Record<string, DirectOptions>;

export type PeerSide = keyof typeof PEER_OPTIONS;
const OTHER = { a: "b", b: "a" } as const;

export const realTimers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** What one side was told. */
export class HeardByPeer implements DirectEvents {
  binding: string | null = null;
  readonly packets: Uint8Array[] = [];
  readonly ends: (DirectFailure | null)[] = [];
  readonly signals: DirectSignal[] = [];
  #wake: () => void = () => undefined;

  opened(binding: string): void {
    this.binding = binding;
    this.#wake();
  }

  packet(bytes: Uint8Array): void {
    this.packets.push(bytes.slice());
    this.#wake();
  }

  low(): void {
    this.#wake();
  }

  closed(reason: DirectFailure | null): void {
    this.ends.push(reason);
    this.#wake();
  }

  signal(signal: DirectSignal): void {
    this.signals.push(signal);
    this.#wake();
  }

  async until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** Signals reach the other side at once, or when it is there; `onTheWay` may change them, or keep them (null). */
export class PeerPair {
  readonly connections: RtcConnection[] = [];
  onTheWay: (signal: DirectSignal, to: PeerSide) => DirectSignal | null = (signal) => signal;
  readonly #connect: MakeRtcConnection;
  readonly #channels = new Map<PeerSide, DirectChannel>();
  readonly #early: Record<PeerSide, DirectSignal[]> = { a: [], b: [] };

  constructor(connect: MakeRtcConnection) {
    this.#connect = connect;
  }

  transport(side: PeerSide, timers: Timers = realTimers): RtcTransport {
    return {
      open: (options, events) => {
        const connect: MakeRtcConnection = (configuration) => {
          const connection = this.#connect(configuration);
          this.connections.push(connection);
          return connection;
        };
        const channel = openRtcPeer({ connect, timers }, options, this.#heardBy(side, events));
        this.#channels.set(side, channel);
        for (const signal of this.#early[side].splice(0)) channel.hear(signal);
        return channel;
      },
    };
  }

  /** Opens that side for a test that looks at the peer itself. */
  open(side: PeerSide, options: Partial<DirectOptions> = {}): { readonly channel: DirectChannel; readonly heard: HeardByPeer } {
    const heard = new HeardByPeer();
    return { channel: this.transport(side).open({ ...PEER_OPTIONS[side], ...options }, heard), heard };
  }

  /** The connection is gone under both, without a word. */
  breakBoth(): void {
    for (const connection of this.connections) connection.close();
  }

  #heardBy(side: PeerSide, events: DirectEvents): DirectEvents {
    return {
      opened: (binding) => events.opened(binding),
      packet: (bytes) => events.packet(bytes),
      low: () => events.low(),
      closed: (reason) => events.closed(reason),
      signal: (signal) => {
        events.signal(signal);
        this.#carry(OTHER[side], signal);
      },
    };
  }

  #carry(to: PeerSide, signal: DirectSignal): void {
    const carried = this.onTheWay(signal, to);
    const channel = this.#channels.get(to);
    if (carried === null) return;
    if (channel === undefined) this.#early[to].push(carried);
    else channel.hear(carried);
  }
}
