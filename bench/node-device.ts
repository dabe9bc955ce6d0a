// Devices in Node: the real replica with the real cryptography over real sockets, on a disk in memory that outlives it. Randomness follows from the
// seed, so that two runs send the same but for times.

import { webcrypto } from "node:crypto";
import { makeId, type ItemId } from "../src/base/ids.ts";
import { assert, type Result } from "../src/base/result.ts";
import { makeSeedSigner } from "../src/crypto/ed25519.ts";
import { makeCryptoSuite } from "../src/crypto/noble-suite.ts";
import { MemoryBrowser } from "../src/links/memory-tabs.ts";
import { openNetworkLease } from "../src/links/network-lease.ts";
import { relayOrigin } from "../src/links/relay-origin.ts";
import { openTabChannel } from "../src/links/tab-channel.ts";
import type { CryptoSuite, Random } from "../src/ports/crypto.ts";
import type { KeyVault } from "../src/ports/identity.ts";
import type { DialLink } from "../src/ports/link.ts";
import type { Timers } from "../src/ports/time.ts";
import type { PairingState, ReplicaPush, SyncStatus } from "../src/replica/face.ts";
import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "../src/replica/engine-limits.ts";
import { pairingSides } from "../src/replica/pairing-sides.ts";
import { purging } from "../src/replica/purging.ts";
import { repeats } from "../src/replica/repeating.ts";
import { rotation } from "../src/replica/rotation.ts";
import { writeChange } from "../src/replica/space-writer.ts";
import { Replica } from "../src/replica/replica.ts";
import { isLinkStatuses } from "../src/replica/sync-status.ts";
import { runSession } from "../src/sync/session-driver.ts";
import { MemoryDisk, openMemoryStore } from "../src/storage/memory-store.ts";
import { makeMemoryVault } from "../src/storage/memory-vault.ts";
import { waitUntil } from "../e2e/wait-until.ts";
import { deriveSeed, makeRandom, makeRandomBytes } from "../sim/random.ts";
import { acting } from "../src/replica/acting.ts";
import { sharing } from "../src/replica/sharing.ts";
import { LinkKeeper } from "../src/replica/link-keeper.ts";
import { exchange } from "../src/replica/exchange.ts";
import { zlibCompression } from "../sim/zlib-compression.ts";

const WAIT_MS = 120_000;

const timers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

export type RunningDevice = {
  readonly replica: Replica;
  /** null until the replica has said it. */
  readonly status: () => SyncStatus | null;
  readonly pairing: () => PairingState;
  readonly close: () => void;
};

/** A profile: what stays when its replica is closed. */
export class NodeDevice {
  readonly #disk = new MemoryDisk();
  readonly #vault: KeyVault;
  readonly suite: CryptoSuite;
  readonly random: Random;

  constructor(seed: number, name: string) {
    this.random = makeRandomBytes(makeRandom(deriveSeed(seed, name)));
    this.suite = makeCryptoSuite({ subtle: webcrypto.subtle, random: this.random });
    this.#vault = makeMemoryVault({ suite: this.suite, signer: makeSeedSigner(this.random(32)), seed: this.random(32) });
  }

  makeItemId(): ItemId {
    return makeId("item", this.random(16));
  }

  /** `relay`: null for none. One replica of a device runs at a time. */
  async open(relay: string | null, dialRelay: DialLink, engineLimits: EngineLimits = DEFAULT_ENGINE_LIMITS): Promise<RunningDevice> {
    const store = openMemoryStore(this.#disk);
    const tab = new MemoryBrowser().openTab();
    let status: SyncStatus | null = null;
    let pairing: PairingState = { kind: "idle" };
    const push = (pushed: ReplicaPush): void => {
      if (pushed.kind === "status") status = pushed.status;
      if (pushed.kind === "pairing") pairing = pushed.pairing;
    };
    const replica = await Replica.open(
      {
        store,
        vault: this.#vault,
        suite: this.suite,
        random: this.random,
        clock: Date.now,
        alone: (task) => task(),
        cacheBytes: 16 * 1_048_576,
        tailBytes: 8 * 1_048_576,
        compression: zlibCompression,
        loadEngine: async () => (await import("../src/replica/engine/engine.ts")).engine,
        engineLimits,
        timers,
        dialRelay,
        loadSession: () => Promise.resolve(runSession),
        relayOrigin,
        openTabs: (events) => openTabChannel({ broadcast: tab.openBroadcast(), build: "bench", isStatus: isLinkStatuses }, events),
        openLease: (events) => openNetworkLease({ locks: tab.locks, lockName: "links", raiseFence: () => store.raiseFence() }, events),
        loadPairing: () => Promise.resolve(pairingSides),
        loadLinks: () => Promise.resolve({ LinkKeeper }),
        loadSharing: () => Promise.resolve(sharing),
        loadActing: () => Promise.resolve(acting),
        loadRepeating: () => Promise.resolve(repeats),
        loadPurging: () => Promise.resolve(purging),
        loadRotation: () => Promise.resolve(rotation),
        loadWriting: () => Promise.resolve(writeChange),
        loadExchange: () => Promise.resolve(exchange),
      },
      { defaultRelay: { origin: relay, answers: null }, push },
    );
    const opened = expectOk(replica, "a device opens");
    return { replica: opened, status: () => status, pairing: () => pairing, close: () => opened.close() };
  }
}

export function expectOk<T>(result: Result<T, unknown>, what: string): T {
  assert(result.ok, result.ok ? what : `${what}: ${JSON.stringify(result.error)}`);
  return result.value;
}

export const until = (what: string, isReached: () => boolean): Promise<true> => waitUntil(what, () => (isReached() ? true : null), WAIT_MS);

const comparisonCodeOf = (pairing: PairingState): string | null =>
  pairing.kind === "joining" || pairing.kind === "asked" ? pairing.comparisonCode : null;

/** As two people would who compare the codes. */
export async function pair(host: RunningDevice, guest: RunningDevice): Promise<void> {
  host.replica.pairing.invite("http://127.0.0.1/");
  await until("an invitation", () => host.pairing().kind === "inviting");
  const inviting = host.pairing();
  assert(inviting.kind === "inviting", "an invitation");
  guest.replica.pairing.join(inviting.link);
  await until("the same code on both", () => {
    const code = comparisonCodeOf(host.pairing());
    return code !== null && code === comparisonCodeOf(guest.pairing());
  });
  guest.replica.pairing.answer(true);
  host.replica.pairing.answer(true);
  await until("the newcomer's arrival", () => host.pairing().kind === "admitted" && guest.pairing().kind === "joined");
}

/** All it has written is at the relay. */
export function hasSentAll(device: RunningDevice): boolean {
  const status = device.status();
  return status !== null && status.relay.kind === "online" && status.recordsNotAtRelay === 0 && !status.moving;
}

/** It has been told by every other device that it holds all of this one's records. */
export const isHeldByAll = (device: RunningDevice): boolean =>
  hasSentAll(device) && device.status()?.devices.every(({ hasEverything }) => hasEverything) === true;
