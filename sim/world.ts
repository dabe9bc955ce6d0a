// A world of devices and one relay in virtual time: the real replicas and the real relay over a simulated network and crashing stores. Everything that
// happens follows from the seed.

import { makeId, type DeviceId, type ItemId } from "../src/base/ids.ts";
import { bytesToUtf8, utf8ToBytes } from "../src/base/bytes.ts";
import { assert, type Result } from "../src/base/result.ts";
import { openNetworkLease } from "../src/links/network-lease.ts";
import { MemoryBrowser, type MemoryTab } from "../src/links/memory-tabs.ts";
import { openTabChannel } from "../src/links/tab-channel.ts";
import type { CryptoSuite, Random, Signer } from "../src/ports/crypto.ts";
import type { KeyVault } from "../src/ports/identity.ts";
import type { StoreBatch, StoreError } from "../src/ports/store.ts";
import type { PairingState, ReplicaPush, SyncStatus } from "../src/replica/face.ts";
import type { NearbyAnswers, NearbyRequest, NearbyState } from "../src/replica/face/nearby.ts";
import type { Nearby } from "../src/replica/nearby/nearby.ts";
import type { Replica } from "../src/replica/replica.ts";
import type { EngineLimits } from "../src/replica/engine-limits.ts";
import { isLinkStatuses } from "../src/replica/sync-status.ts";
import { MemoryDisk } from "../src/storage/memory-store.ts";
import { makeMemoryVault } from "../src/storage/memory-vault.ts";
import { Archive } from "./archive.ts";
import { CrashingStore, type CrashAt } from "./crashing-store.ts";
import { makeSimDial } from "./direct-dial.ts";
import { EngineCounts } from "./engine-steps.ts";
import { Gate } from "./gate.ts";
import { Lane } from "./lane.ts";
import { Network, type Endpoint } from "./network.ts";
import { program, type Program } from "./program.ts";
import { deriveSeed, makeRandom, makeRandomBytes } from "./random.ts";
import { RELAY_ADDRESS, RelayHost } from "./relay-host.ts";
import { zlibCompression } from "./zlib-compression.ts";
import { VirtualTime, type StoppableTimers } from "./virtual-time.ts";

/** A few documents, so that they are read again all the time. */
const CACHE_BYTES = 2_000;
/** A few updates, likewise. */
const TAIL_BYTES = 1_000;
/** A few records are much. */
const ENGINE_LIMITS: EngineLimits = {
  tailBytes: 4_000,
  tailRecords: 25,
  idleMs: 400,
  stepMs: 0,
  pauseMs: 1,
  jitterMs: 2_000,
  graceMs: 45 * 86_400_000,
  stepItems: 4,
};
/** A relay that has lost its records may wait for ten minutes before it takes them up behind a checkpoint. */
const ARRIVAL_WITHIN_MS = 1_200_000;
const NO_PAIRING: PairingState = { kind: "idle" };

export type WorldCrypto = { readonly suite: CryptoSuite; readonly makeSigner: (seed: Uint8Array) => Signer };

/** One page of a device: a replica over the device's disk, until it is killed. */
export class Tab {
  readonly device: Device;
  readonly store: CrashingStore;
  replica: Replica | null = null;
  opened: Promise<Result<Replica, StoreError>>;
  status: SyncStatus | null = null;
  pairing: PairingState = NO_PAIRING;
  nearby: NearbyState = { kind: "idle" };
  readonly #nearby: Nearby;
  isAlive = true;
  readonly #gate = new Gate();
  readonly #timers: StoppableTimers;
  readonly #endpoint: Endpoint;
  readonly #directEndpoints: Endpoint[] = [];
  readonly #memoryTab: MemoryTab;

  constructor(device: Device, crashAt: CrashAt) {
    const { world } = device;
    this.device = device;
    this.#timers = world.time.stoppableTimers();
    this.#endpoint = world.network.attach(device.name);
    this.#memoryTab = device.browser.openTab();
    const lane = new Lane(world.time, () => world.diskLatencyMs());
    this.store = new CrashingStore({
      disk: device.disk,
      lane,
      crashAt,
      onCrash: () => this.#die(),
      onCommit: (batch) => world.noteCommit(batch, device),
    });
    this.#nearby = device.program.makeNearby({ compact: utf8ToBytes, expand: bytesToUtf8 });
    this.opened = this.#open();
  }

  async #open(): Promise<Result<Replica, StoreError>> {
    const { device, store } = this;
    const { world } = device;
    const {
      openReplica,
      runSession,
      exchange,
      pairingSides,
      acting,
      sharing,
      purging,
      repeats,
      rotation,
      engine,
      DirectLinks,
      LinkKeeper,
    } = device.program;
    const timers = this.#gate.timers(this.#timers);
    const direct = { name: device.name, network: world.network, timers, gate: this.#gate, endpoints: this.#directEndpoints };
    const opened = await openReplica(
      {
        store,
        vault: device.vault,
        suite: world.crypto.suite,
        random: device.random,
        clock: world.time.clockWithSkew(device.skewMs),
        alone: async (task) =>
          void (await this.#memoryTab.locks.request("care", { mode: "exclusive", signal: new AbortController().signal }, task)),
        cacheBytes: CACHE_BYTES,
        tailBytes: TAIL_BYTES,
        compression: zlibCompression,
        loadEngine: () => Promise.resolve(engine),
        engineLimits: world.engineLimits,
        timers,
        loadSession: () => Promise.resolve(runSession),
        dialRelay: (address, events) => this.#endpoint.dial(address, this.#gate.events(events)),
        relayOrigin: (address) => (address === "" ? null : address),
        openTabs: (events) =>
          openTabChannel({ broadcast: this.#memoryTab.openBroadcast(), build: "sim", isStatus: isLinkStatuses }, events),
        openLease: (events) =>
          openNetworkLease({ locks: this.#memoryTab.locks, lockName: "links", raiseFence: () => store.raiseFence() }, events),
        loadPairing: () => Promise.resolve(pairingSides),
        loadLinks: () => Promise.resolve({ LinkKeeper }),
        loadSharing: () => Promise.resolve(sharing),
        loadActing: () => Promise.resolve(acting),
        loadRepeating: () => Promise.resolve(repeats),
        loadPurging: () => Promise.resolve(purging),
        loadRotation: () => Promise.resolve(rotation),
        loadWriting: () => Promise.resolve(acting.writeChange),
        loadExchange: () => Promise.resolve(exchange),
        ...(world.isDirect ? { loadDirect: () => Promise.resolve({ DirectLinks, dial: makeSimDial(direct) }) } : {}),
      },
      { defaultRelay: { origin: RELAY_ADDRESS, answers: null }, push: (push) => this.#onPush(push) },
    );
    if (opened.ok && this.isAlive) this.replica = opened.value;
    return opened;
  }

  #onPush(push: ReplicaPush): void {
    if (push.kind === "status") this.status = push.status;
    if (push.kind === "pairing") this.pairing = push.pairing;
  }

  get open(): Replica {
    assert(this.replica !== null, "the tab is open");
    return this.replica;
  }

  /** What its window asks for. */
  askNearby(request: NearbyRequest): NearbyAnswers[NearbyRequest["kind"]] {
    return this.#nearby.answer(this.open, request, (state) => {
      this.nearby = state;
    });
  }

  /** As the browser does with a tab in the background: it keeps its lock and its connection and does nothing. */
  freeze(): void {
    this.#gate.shut();
    this.#memoryTab.freeze();
  }

  thaw(): void {
    this.#memoryTab.thaw();
    this.#gate.open();
  }

  kill(): void {
    if (this.isAlive) this.store.crash();
  }

  #die(): void {
    this.isAlive = false;
    this.replica = null;
    this.#timers.stop();
    for (const endpoint of [this.#endpoint, ...this.#directEndpoints]) endpoint.vanish();
    this.#memoryTab.die();
    this.device.tabs.splice(this.device.tabs.indexOf(this), 1);
  }
}

/** A browser profile with its disk. */
export class Device {
  readonly world: World;
  readonly name: string;
  disk = new MemoryDisk();
  readonly browser: MemoryBrowser;
  readonly vault: KeyVault;
  readonly random: Random;
  /** Of its tabs opened from now on. */
  skewMs: number;
  program: Program = program;
  readonly tabs: Tab[] = [];

  /** `original`: whose keys it has, as a cloned profile does. */
  constructor(world: World, name: string, skewMs: number, original: Device | null) {
    this.world = world;
    this.name = name;
    this.skewMs = skewMs;
    this.random = makeRandomBytes(makeRandom(deriveSeed(world.seed, `device ${name}`)));
    this.browser = new MemoryBrowser();
    const { suite, makeSigner } = world.crypto;
    this.vault = original?.vault ?? makeMemoryVault({ suite, signer: makeSigner(this.random(32)), seed: this.random(32) });
  }

  /** Opens a tab; `crashAt` may kill it at one of its writes, opening included. */
  openTab(crashAt: CrashAt = () => null): Tab {
    const tab = new Tab(this, crashAt);
    this.tabs.push(tab);
    return tab;
  }

  /** The first open tab, opened if there is none. */
  async use(): Promise<Tab> {
    const tab = this.tabs.at(0) ?? this.openTab();
    const opened = await this.world.time.complete(tab.opened, 60_000);
    assert(opened.ok, `${this.name} opens`);
    return tab;
  }

  /** Its next tab is of another version. */
  update(newer: Program): void {
    this.killTabs();
    this.program = newer;
  }

  /** As when the browser is killed. */
  killTabs(): void {
    for (const tab of this.tabs.slice()) tab.kill();
  }

  makeItemId(): ItemId {
    return makeId("item", this.random(16));
  }
}

export class World {
  readonly seed: number;
  readonly time = new VirtualTime();
  readonly network: Network;
  readonly crypto: WorldCrypto;
  readonly random: () => number;
  readonly devices: Device[] = [];
  readonly archive = new Archive();
  readonly engineCounts = new EngineCounts();
  /** Of tabs opened from now on. */
  engineLimits = ENGINE_LIMITS;
  /** Of tabs opened from now on: whether they connect to each other too. */
  isDirect = false;
  readonly relay: RelayHost;
  readonly #diskRandom: () => number;

  constructor(seed: number, makeCrypto: (time: VirtualTime) => WorldCrypto) {
    this.seed = seed;
    this.random = makeRandom(deriveSeed(seed, "world"));
    this.#diskRandom = makeRandom(deriveSeed(seed, "disks"));
    this.network = new Network(this.time, makeRandom(deriveSeed(seed, "network")));
    this.crypto = makeCrypto(this.time);
    const { time, network, random } = this;
    const byzantineRandom = makeRandom(deriveSeed(seed, "byzantine"));
    this.relay = new RelayHost({
      time,
      network,
      suite: this.crypto.suite,
      random,
      byzantineRandom,
      diskLatencyMs: () => this.diskLatencyMs(),
    });
  }

  noteCommit(batch: StoreBatch, device: Device): void {
    this.archive.note(batch, device);
    this.engineCounts.note(batch);
  }

  diskLatencyMs(): number {
    return this.#diskRandom() * 3;
  }

  addDevice(name: string, skewMs = 0): Device {
    const device = new Device(this, name, skewMs, null);
    this.devices.push(device);
    return device;
  }

  /** A profile with the same keys over a copy of the disk. */
  cloneDevice(original: Device, name: string): Device {
    const device = new Device(this, name, original.skewMs, original);
    device.program = original.program;
    device.disk = original.disk.copy();
    this.devices.push(device);
    return device;
  }

  /** Invites from one device and joins on another, as two people would who compare the codes. `replaces`: whose place the newcomer takes. */
  async pair(inviter: Device, newcomer: Device, replaces: DeviceId | null = null): Promise<void> {
    const [host, guest] = [await inviter.use(), await newcomer.use()];
    host.open.pairing.invite("http://app.test/");
    await this.until(() => host.pairing.kind === "inviting", "an invitation");
    const link = host.pairing.kind === "inviting" ? host.pairing.link : "";
    // Nobody is so fast that the relay has not heard of the room yet.
    await this.time.run(1_000);
    guest.open.pairing.join(link);
    await this.until(() => host.pairing.kind === "asked" && codeOf(guest.pairing) === host.pairing.comparisonCode, "the same code on both");
    guest.open.pairing.answer(true);
    host.open.pairing.answer(true, replaces);
    await this.until(
      () => host.pairing.kind === "admitted" && guest.pairing.kind === "joined",
      "the newcomer's arrival",
      ARRIVAL_WITHIN_MS,
    );
  }

  /** Lets time pass until `isReached`; asserts that it is within ten virtual minutes, or `withinMs`. */
  async until(isReached: () => boolean, what: string, withinMs = 600_000): Promise<void> {
    const reached = await this.time.runUntil(isReached, withinMs);
    if (!reached) {
      const states = this.devices.map(
        (device) => `${device.name}: ${JSON.stringify(device.tabs.map((tab) => [tab.pairing, tab.nearby, tab.status]))}`,
      );
      throw new Error(`seed ${this.seed}: never reached ${what}\n${states.join("\n")}`);
    }
  }
}

const codeOf = (pairing: PairingState): string | null => (pairing.kind === "joining" ? pairing.comparisonCode : null);
