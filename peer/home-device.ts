// A device of one user without a window: the replica as in a browser, on a folder instead of a profile. It is alone with its store, so that the links
// are always its own. Nothing is drawn; what is known comes as the replica's pushes.

import { randomBytes } from "node:crypto";
import { WebSocket } from "ws";
import type { Result } from "../src/base/result.ts";
import { makeCryptoSuite } from "../src/crypto/noble-suite.ts";
import { relayOrigin } from "../src/links/relay-origin.ts";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import type { CryptoSuite } from "../src/ports/crypto.ts";
import type { KeyVault } from "../src/ports/identity.ts";
import type { AnswerDirect, RtcTransport } from "../src/ports/direct.ts";
import type { Store, StoreError } from "../src/ports/store.ts";
import type { OpenNetworkLease } from "../src/ports/tabs.ts";
import type { Timers } from "../src/ports/time.ts";
import type { LoadDirect } from "../src/replica/direct-desk.ts";
import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "../src/replica/engine-limits.ts";
import type { ReplicaPush } from "../src/replica/face.ts";
import { Replica } from "../src/replica/replica.ts";
import { streamCompression } from "../src/storage/stream-compression.ts";
import { makeNodeVerifier } from "../relay/node-suite.ts";

/** Documents kept in memory beside those in use: hardly any are read. */
const CACHE_BYTES = 16 * 1_048_576;
/** More than is compacted in one go, unless it is a first sync. */
const TAIL_BYTES = 4 * 1_048_576;

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export const timers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Signatures by OpenSSL on its own threads; everything else as in a browser. */
function makeSuite(): CryptoSuite {
  const { sha256, verify } = makeNodeVerifier();
  return { ...makeCryptoSuite({ random }), sha256, digest: async (message) => sha256(message), verify, verifyAgain: verify };
}

/** One at a time, in their order. */
function makeTurns(): (task: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task);
    last = mine.catch(() => undefined);
    return mine;
  };
}

/** There are no other tabs: the links are had for the asking. */
const makeLease =
  (store: Store): OpenNetworkLease =>
  (events) => {
    let isOver = false;
    const acquire = async (): Promise<void> => {
      const fence = await store.raiseFence();
      if (isOver) return;
      if (fence.ok) events.acquired(fence.value);
      else events.failed(fence.error);
    };
    void acquire();
    return { steal: () => undefined, close: () => void (isOver = true) };
  };

/** WebRTC by native code, which some platforms have no build of: there the relay is the only way. */
const makeLoadDirect =
  (answer: AnswerDirect | undefined): LoadDirect =>
  async () => {
    const [{ DirectLinks }, { dialEitherWay }, { makeDirectDial }, { openRtcPeer }, { makeNodeRtcConnection }] = await Promise.all([
      import("../src/replica/direct/direct-links.ts"),
      import("../src/replica/direct/either-way.ts"),
      import("../src/links/direct-link.ts"),
      import("../src/links/rtc/rtc-peer.ts"),
      import("../src/links/rtc/node-rtc.ts"),
    ]);
    const transport: RtcTransport = {
      open: (options, events) => openRtcPeer({ connect: makeNodeRtcConnection, timers }, options, events),
    };
    return { DirectLinks, dialEitherWay, dial: makeDirectDial(transport, timers), answer };
  };

export type HomeDevicePorts = {
  readonly store: Store;
  readonly vault: KeyVault;
  /** Dialled whatever address is known for the relay; null: that address. */
  readonly relay: string | null;
  readonly push: (push: ReplicaPush) => void;
  /** Where others call this device by its address, if anywhere. */
  readonly answer?: AnswerDirect | undefined;
  readonly engineLimits?: EngineLimits;
};

export function openHomeDevice(ports: HomeDevicePorts): Promise<Result<Replica, StoreError>> {
  const { store, vault, relay, push, answer, engineLimits = DEFAULT_ENGINE_LIMITS } = ports;
  return Replica.open(
    {
      store,
      vault,
      suite: makeSuite(),
      random,
      clock: Date.now,
      alone: makeTurns(),
      cacheBytes: CACHE_BYTES,
      tailBytes: TAIL_BYTES,
      compression: streamCompression,
      engineLimits,
      timers,
      dialRelay: makeRelayDial(WebSocket),
      relayOrigin: (address) => (relay !== null && relayOrigin(address) !== null ? relay : relayOrigin(address)),
      openTabs: () => ({ post: () => undefined, close: () => undefined }),
      openLease: makeLease(store),
      loadSession: async () => (await import("../src/sync/session-driver.ts")).runSession,
      loadExchange: async () => (await import("../src/replica/exchange.ts")).exchange,
      loadEngine: async () => (await import("../src/replica/engine/engine.ts")).engine,
      loadPairing: async () => (await import("../src/replica/pairing-sides.ts")).pairingSides,
      loadDirect: makeLoadDirect(answer),
      loadLinks: () => import("../src/replica/link-keeper.ts"),
      loadSharing: async () => (await import("../src/replica/sharing.ts")).sharing,
      loadActing: async () => (await import("../src/replica/acting.ts")).acting,
      loadRepeating: async () => (await import("../src/replica/repeating.ts")).repeats,
      loadPurging: async () => (await import("../src/replica/purging.ts")).purging,
      loadRotation: async () => (await import("../src/replica/rotation.ts")).rotation,
      loadWriting: async () => (await import("../src/replica/space-writer.ts")).writeChange,
    },
    { defaultRelay: { origin: relay, answers: null }, push },
  );
}
