// Entry for the browser tests, in a page or (with libdatachannel) in Node: one end of direct links that the test connects by carrying signals, and the
// link suite between two ends of the same place. What comes and goes is JSON.

import type { DialDirect, DirectLink, DirectOptions, DirectSignal } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import { makeDirectDial } from "../direct-link.ts";
import { testLinks } from "../link.suite.ts";
import { testCalls } from "./direct-call.suite.ts";
import { collectedTests } from "./page-vitest.ts";
import type { MakeRtcConnection, RtcConnection } from "./rtc-connection.ts";
import { PEER_OPTIONS, PeerPair, realTimers, type PeerSide } from "./rtc-peer.suite.ts";
import { openRtcPeer } from "./rtc-peer.ts";

export type EndState = {
  readonly isOpen: boolean;
  readonly binding: string;
  /** Length and sum of the bytes of each frame. */
  readonly frames: readonly (readonly [number, number])[];
  readonly closed: LinkClosed | null;
  readonly connectMs: number | null;
};

export class End {
  readonly link: DirectLink;
  readonly said: DirectSignal[] = [];
  connection: RtcConnection | null = null;
  readonly #frames: (readonly [number, number])[] = [];
  #isOpen = false;
  #closed: LinkClosed | null = null;
  #connectMs: number | null = null;

  constructor(connect: MakeRtcConnection | { readonly dial: DialDirect }, options: DirectOptions) {
    const startMs = performance.now();
    const dial = "dial" in connect ? connect.dial : this.#dialBy(connect);
    this.link = dial(options, {
      signal: (signal) => void this.said.push(signal),
      opened: () => {
        this.#isOpen = true;
        this.#connectMs = performance.now() - startMs;
      },
      frame: (bytes) => void this.#frames.push([bytes.length, bytes.reduce((sum, byte) => sum + byte, 0)]),
      closed: (reason) => void (this.#closed = reason),
    });
  }

  #dialBy(connect: MakeRtcConnection): DialDirect {
    const transport = {
      open: (...[options, events]: Parameters<ReturnType<PeerPair["transport"]>["open"]>) =>
        openRtcPeer({ connect: (configuration) => (this.connection = connect(configuration)), timers: realTimers }, options, events),
    };
    return makeDirectDial(transport, realTimers);
  }

  state(): EndState {
    return { isOpen: this.#isOpen, binding: this.link.binding, frames: this.#frames, closed: this.#closed, connectMs: this.#connectMs };
  }
}

/** The names of what failed, with the reason. */
type SuiteOutcome = { readonly passed: number; readonly failures: readonly string[] };

/** `after`: each test. */
async function runCollected(after: () => void): Promise<SuiteOutcome> {
  const failures: string[] = [];
  const tests = collectedTests();
  for (const { name, run } of tests) {
    try {
      await run();
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    after();
  }
  return { passed: tests.length - failures.length, failures };
}

export type RtcPage = {
  open(id: string, side: PeerSide): void;
  /** Where `answer` (node-rtc.page.ts) answers, on this machine. */
  call(id: string, fingerprint: string, port: number, host: readonly number[]): void;
  /** What it has said since the last time. */
  said(id: string): readonly DirectSignal[];
  hear(id: string, signals: readonly DirectSignal[]): void;
  state(id: string): EndState;
  /** Frames of these lengths, each filled with its place in the list and one. */
  send(id: string, lengths: readonly number[]): void;
  close(id: string): void;
  /** The connection is gone, without a word. */
  drop(id: string): void;
  runLinkSuite(): Promise<SuiteOutcome>;
  /** Against the door that `echo` (node-rtc.page.ts) opens. */
  runCallSuite(fingerprint: string, port: number, host: readonly number[]): Promise<SuiteOutcome>;
};

export function makeRtcPage(connect: MakeRtcConnection, ends = new Map<string, End>()): RtcPage {
  const endOf = (id: string): End => {
    const end = ends.get(id);
    if (end === undefined) throw new Error(`no end ${id}`);
    return end;
  };
  return {
    open: (id, side) => void ends.set(id, new End(connect, PEER_OPTIONS[side])),
    call: (id, fingerprint, port, host) => {
      const at = { fingerprint, port, hosts: [Uint8Array.from(host)] };
      ends.set(id, new End(connect, { ...PEER_OPTIONS.a, at }));
    },
    said: (id) => endOf(id).said.splice(0),
    hear: (id, signals) => {
      for (const signal of signals) endOf(id).link.hear(signal);
    },
    state: (id) => endOf(id).state(),
    send: (id, lengths) => {
      for (const [index, length] of lengths.entries()) endOf(id).link.send(new Uint8Array(length).fill(index + 1));
    },
    close: (id) => endOf(id).link.close(),
    drop: (id) => endOf(id).connection?.close(),
    async runLinkSuite() {
      let pair = new PeerPair(connect);
      testLinks(() => {
        pair = new PeerPair(connect);
        const own = pair;
        return {
          open: (side, events) =>
            makeDirectDial(own.transport(side), realTimers)(PEER_OPTIONS[side], {
              opened: () => events.opened(),
              frame: (bytes) => events.frame(bytes),
              closed: (reason) => events.closed(reason),
              signal: () => undefined,
            }),
          breakBoth: () => own.breakBoth(),
        };
      });
      return runCollected(() => pair.breakBoth());
    },
    async runCallSuite(fingerprint, port, host) {
      const transport = {
        open: (...[options, events]: Parameters<ReturnType<PeerPair["transport"]>["open"]>) =>
          openRtcPeer({ connect, timers: realTimers }, options, events),
      };
      testCalls(() => ({ dial: makeDirectDial(transport, realTimers), at: { fingerprint, port, hosts: [Uint8Array.from(host)] } }));
      return runCollected(() => undefined);
    },
  };
}

declare global {
  var rtcPage: RtcPage | undefined;
}

if (typeof RTCPeerConnection !== "undefined") globalThis.rtcPage = makeRtcPage((configuration) => new RTCPeerConnection(configuration));
