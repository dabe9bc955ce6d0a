// One seed's story: devices that pair, edit, lose each other, crash and come back, in an order that follows from the seed; then everything heals, and
// the invariants must hold. What can happen, and how often, is the table of steps below.

import type { SpaceId } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import type { MemoryDisk } from "../src/storage/memory-store.ts";
import { copyMemoryDisk, type MemoryDisk as RelayDisk } from "../relay/memory-store.ts";
import { Acknowledged } from "./acknowledged.ts";
import type { CrashAt } from "./crashing-store.ts";
import { crashInEngine, fillInEngine, passWeeks, randomLimits } from "./engine-steps.ts";
import { checkAll, checkReopened, settle } from "./ending.ts";
import { unsavedItem } from "./invariants.ts";
import { randomLies } from "./byzantine-relay.ts";
import { CALM_WEATHER } from "./network.ts";
import { between, deriveSeed, makeRandom } from "./random.ts";
import { pick, randomIntent } from "./random-intent.ts";
import { isSuspecting, vanishChance, recordsElsewhere } from "./profiles.ts";
import { program as newer } from "./program.ts?newer";
import { randomWeather, troubleDirect } from "./random-weather.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { World, type Device, type Tab, type WorldCrypto } from "./world.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Most clocks are right, some by a few minutes wrong, a few by days. */
const MINUTES_MS = 240_000;
const DAYS_MS = 5 * 86_400_000;

type Snapshot = { readonly device: Device; readonly disk: MemoryDisk; readonly savedActs: number };

export type SeedReport = {
  readonly seed: number;
  readonly devices: number;
  readonly records: number;
  readonly savedActs: number;
  readonly refusedActs: number;
  readonly forkedLogs: number;
  readonly frames: number;
  readonly lies: number;
  /** Bases that devices have made or taken, and commits that dropped records. */
  readonly bases: number;
  readonly prunings: number;
  /** How long after everything had healed all was the same, in virtual time. */
  readonly settledAfterMs: number;
  readonly steps: Readonly<Record<string, number>>;
};

export class Schedule {
  readonly world: World;
  readonly acknowledged = new Acknowledged();
  readonly #random: () => number;
  readonly #stepCounts: Record<string, number> = {};
  readonly #founder: Device;
  readonly #joined: Device[] = [];
  readonly #apart: Device[] = [];
  #snapshot: Snapshot | null = null;
  #relayBackup: RelayDisk | null = null;
  #damaged: Device | null = null;
  #isCalm = true;
  /** Profiles were copied: logs may fork. */
  #mayFork = false;

  constructor(seed: number, makeCrypto: (time: VirtualTime) => WorldCrypto) {
    this.world = new World(seed, makeCrypto);
    this.#random = makeRandom(deriveSeed(seed, "schedule"));
    this.world.engineLimits = randomLimits(makeRandom(deriveSeed(seed, "engine")));
    this.world.isDirect = makeRandom(deriveSeed(seed, "direct"))() < 2 / 3;
    const count = 3 + Math.floor(this.#random() ** 2 * 3);
    for (let i = 0; i < count; i++) {
      this.#apart.push(this.world.addDevice(`device-${i}`, this.#skewMs()));
    }
    const founder = this.#apart.shift();
    assert(founder !== undefined, "there are devices");
    this.#founder = founder;
    this.#joined.push(founder);
  }

  #chance(chance: number): boolean {
    return this.#random() < chance;
  }

  #skewMs(): number {
    if (this.#chance(0.7)) return 0;
    const mostMs = this.#chance(0.3) ? DAYS_MS : MINUTES_MS;
    return between(this.#random, -mostMs, mostMs);
  }

  readonly #below = (limit: number): number => Math.floor(this.#random() * limit);

  get #space(): SpaceId {
    const [tab] = this.#founder.tabs;
    assert(tab !== undefined, "the founder has a tab");
    return tab.open.space.core.space;
  }

  async run(): Promise<SeedReport> {
    try {
      return await this.#tell();
    } catch (error) {
      throw new Error(`steps: ${JSON.stringify(this.#stepCounts)}`, { cause: error });
    }
  }

  async #tell(): Promise<SeedReport> {
    if (this.#chance(0.6)) for (const device of this.world.devices) await this.#editSome(device);
    const atOnce = 1 + this.#below(this.#apart.length);
    for (let i = 0; i < atOnce; i++) await this.#pairNext();
    this.#isCalm = false;
    const steps = 36 + this.#below(12);
    for (let i = 0; i < steps; i++) await this.#step();
    while (this.#apart.length > 0) await this.#pairNext();
    return this.#report(await this.#end());
  }

  async #end(): Promise<number> {
    this.#isCalm = true;
    this.#healNetwork();
    this.#startRelay();
    if (this.world.devices.some(({ program }) => program === newer)) for (const device of this.world.devices) this.#update(device);
    await this.#founder.use();
    const story = { world: this.world, space: this.#space, acknowledged: this.acknowledged, mayFork: this.#mayFork };
    const settledAfterMs = await settle(story.world, story.space);
    await checkAll(story);
    await checkReopened(story);
    return settledAfterMs;
  }

  #report(settledAfterMs: number): SeedReport {
    const [tab] = this.#founder.tabs;
    assert(tab !== undefined && tab.status !== null, "the founder has a tab");
    const { heads } = tab.open.space.core.index;
    return {
      seed: this.world.seed,
      devices: this.world.devices.length,
      records: heads.reduce((sum, head) => sum + head.seq - head.firstSeq + 1, 0),
      savedActs: this.acknowledged.count,
      refusedActs: this.acknowledged.refused,
      forkedLogs: tab.status.forkedLogs,
      frames: this.world.network.statistics.frames,
      lies: this.world.relay.byzantine.lied,
      bases: this.world.engineCounts.bases,
      prunings: this.world.engineCounts.prunings,
      settledAfterMs,
      steps: this.#stepCounts,
    };
  }

  // --- steps

  readonly #steps: readonly (readonly [weight: number, name: string, run: () => Promise<void> | void])[] = [
    [60, "edit", () => this.#edit()],
    [8, "undo", () => this.#undo()],
    [10, "wait", () => this.world.time.run(between(this.#random, 0, this.#chance(0.2) ? 60_000 : 5_000))],
    [4, "open tab", () => this.#openTab(this.#device())],
    [3, "kill tab", () => this.#killTab()],
    [5, "crash at a write", () => this.#reopen((device) => this.#crashWithin(device, 15))],
    [4, "cut off", () => this.world.network.cut(this.#device().name, RELAY_ADDRESS)],
    [3, "heal network", () => this.#healNetwork()],
    [3, "change weather", () => void (this.world.network.weather = randomWeather(this.#random))],
    [2, "break connections", () => this.world.network.breakAll()],
    [2, "page state", () => this.#tab()?.replica?.pageState(this.#chance(0.5), this.#chance(0.5))],
    [2, "sync by hand", () => this.#tab()?.replica?.syncNow()],
    [2, "kill relay", () => this.world.relay.kill()],
    [3, "start relay", () => this.#startRelay()],
    [0.7, "wipe relay", () => this.#wipeRelay()],
    [1, "back up relay", () => this.#backUpRelay()],
    [1, "restore relay", () => this.#restoreRelay()],
    [1, "relay's disk full", () => this.#fillRelay()],
    [2, "relay lies", () => this.#lie()],
    [0.7, "relay shows two histories", () => this.#forkRelay()],
    [2, "relay is honest", () => this.world.relay.beHonest()],
    [1, "disk full", () => this.#fillDisk()],
    [0.7, "snapshot of a profile", () => this.#takeSnapshot()],
    [0.5, "roll back a profile", () => this.#rollBack()],
    [0.2, "clone a profile", () => this.#clone()],
    [1, "damage a record", () => this.#damage()],
    [1, "pair", () => this.#pairNext()],
    [1.5, "look at a disk", () => this.#lookAtDisk()],
    [0.3, "update", () => this.#update(this.#device())],
    [4, "crash in the engine", () => this.#reopen((device) => crashInEngine(this.#random, this.#mayHarm(device)))],
    [2, "disk full in the engine", () => this.#reopen((device) => fillInEngine(this.#random, device, this.#mayHarm(device)))],
    [0.7, "keep no records", () => void this.#tab()?.replica?.setProfile("keepDays", this.#chance(0.8) ? "0" : null)],
    [0.4, "weeks pass", () => passWeeks(this.#random, this.world)],
    [1, "relay's disk rots", () => this.world.relay.poison()],
    [2, "trouble a direct connection", () => troubleDirect(this.#random, this.world)],
    [1, "part two devices", () => this.world.network.cut(this.#device().name, this.#device().name)],
    [0.5, "set a clock", () => void (this.#device().skewMs = this.#skewMs())],
  ];

  async #step(): Promise<void> {
    const total = this.#steps.reduce((sum, [weight]) => sum + weight, 0);
    let at = this.#random() * total;
    const step = this.#steps.find(([weight]) => (at -= weight) < 0) ?? this.#steps[0];
    assert(step !== undefined, "there are steps");
    const [, name, run] = step;
    this.#stepCounts[name] = (this.#stepCounts[name] ?? 0) + 1;
    await run();
    if (this.#chance(0.7)) await this.world.time.run(between(this.#random, 0, 400));
  }

  #device(): Device {
    return pick(this.#random, this.world.devices) ?? this.#founder;
  }

  #tab(): Tab | undefined {
    return pick(this.#random, this.#device().tabs);
  }

  #edit(): void {
    const device = this.#device();
    if (device.tabs.length === 0) this.#openTab(device);
    const tab = pick(this.#random, device.tabs);
    if (tab === undefined || tab.replica === null) return;
    const racing = this.#chance(0.1) ? 5 : 1;
    for (let i = 0; i < racing; i++) void this.#actSomehow(tab, device);
  }

  async #actSomehow(tab: Tab, device: Device): Promise<void> {
    const intent = await randomIntent(this.#random, tab.open.space.core.items, () => device.makeItemId()).catch(() => null);
    if (intent !== null && tab.replica !== null) this.acknowledged.act(tab, intent);
  }

  #undo(): void {
    const tab = this.#tab();
    if (tab !== undefined) this.acknowledged.undo(tab, this.#random);
  }

  #update(device: Device): void {
    if (device.program !== newer && !isSuspecting(device)) device.update(newer);
  }

  #openTab(device: Device): void {
    if (device.tabs.length >= 2 || isSuspecting(device)) return;
    device.openTab(this.#chance(0.2) ? this.#crashWithin(device, 30) : undefined);
  }

  /** Dies at one of the next writes of its tab, unless all is calm by then. */
  #crashWithin(device: Device, writes: number): CrashAt {
    const last = 1 + this.#below(writes);
    const moment = this.#chance(0.5) ? (last % 2 === 0 ? "placed" : "before") : "after";
    const mayCrash = this.#mayHarm(device);
    return (write) => (write >= last && mayCrash() ? moment : null);
  }

  /** Anew, with a tab that may die when `crashAt` says so. */
  #reopen(crashAt: (device: Device) => CrashAt): void {
    const device = this.#device();
    if (isSuspecting(device)) return;
    device.killTabs();
    device.openTab(crashAt(device));
  }

  #mayHarm(device: Device): () => boolean {
    return () => !this.#isCalm && !isSuspecting(device);
  }

  #killTab(): void {
    const tab = this.#tab();
    if (tab !== undefined && !isSuspecting(tab.device)) tab.kill();
  }

  #healNetwork(): void {
    this.world.relay.beHonest();
    this.world.network.heal();
    this.world.network.weather = CALM_WEATHER;
    for (const device of this.world.devices) device.disk.capacityBytes = Number.POSITIVE_INFINITY;
  }

  #startRelay(): void {
    this.world.relay.disk.failure = null;
    if (!this.world.relay.isUp) this.world.relay.start();
  }

  #wipeRelay(): void {
    if (this.#damaged === null) this.world.relay.wipe();
  }

  #backUpRelay(): void {
    this.#relayBackup = copyMemoryDisk(this.world.relay.disk);
  }

  #restoreRelay(): void {
    if (this.#relayBackup !== null && this.#damaged === null) this.world.relay.restore(copyMemoryDisk(this.#relayBackup));
  }

  #lie(): void {
    const of = pick(this.#random, this.#joined)?.tabs[0]?.replica?.space.core.self ?? null;
    this.world.relay.byzantine.lies = randomLies(this.#random, of);
  }

  /** Some devices are shown what there is now, or was once, and what they add to it. */
  #forkRelay(): void {
    const names = this.world.devices.filter(() => this.#chance(0.5)).map(({ name }) => name);
    this.world.relay.fork(names, this.#relayBackup !== null && this.#chance(0.5) ? this.#relayBackup : this.world.relay.disk);
  }

  #fillRelay(): void {
    this.world.relay.disk.failure = { kind: "full" };
  }

  #fillDisk(): void {
    const { disk } = this.#device();
    disk.capacityBytes = disk.usedBytes + this.#below(2_000);
  }

  #takeSnapshot(): void {
    const device = pick(this.#random, this.#joined);
    if (device !== undefined && !isSuspecting(device))
      this.#snapshot = { device, disk: device.disk.copy(), savedActs: this.acknowledged.count };
  }

  #rollBack(): void {
    if (this.#snapshot === null || this.#damaged !== null) return;
    const { device, disk, savedActs } = this.#snapshot;
    this.#mayFork = true;
    device.killTabs();
    device.disk = disk.copy();
    this.acknowledged.forgetSince(device, savedActs);
    this.#openTab(device);
  }

  #clone(): void {
    const device = pick(this.#random, this.#joined);
    if (device === undefined || isSuspecting(device) || this.world.devices.length >= 6) return;
    this.#mayFork = true;
    const clone = this.world.cloneDevice(device, `clone-${this.world.devices.length}`);
    this.#joined.push(clone);
    this.#openTab(clone);
  }

  /** Of a record that the relay and another device hold, so that it can be fetched again. */
  #damage(): void {
    const device = this.#damaged ?? pick(this.#random, this.#joined);
    const space = this.#joined[0]?.tabs[0]?.replica?.space.core.space;
    if (device === undefined || space === undefined || isSuspecting(device)) return;
    const others = this.#joined.filter((other) => other !== device);
    const record = pick(this.#random, recordsElsewhere(this.world, space, device, others));
    if (record === undefined) return;
    this.#damaged = device;
    const isGone = this.#chance(vanishChance(device, record));
    device.killTabs();
    const flipped = record.bytes.map((byte, i) => (i === record.bytes.length >> 1 ? byte ^ 1 : byte));
    device.disk.damageRecord(space, record, record.seq, isGone ? null : flipped);
    this.#openTab(device);
  }

  /** Of a device that hears nothing new, and has had the time to read what it heard. */
  async #lookAtDisk(): Promise<void> {
    const device = this.#device();
    for (const other of [RELAY_ADDRESS, ...this.world.devices.map(({ name }) => name)]) this.world.network.cut(device.name, other);
    this.world.network.breakAll();
    await this.world.time.run(5_000);
    const [tab, second] = device.tabs;
    if (tab === undefined || tab.replica === null || second !== undefined) return;
    // Another tab may have died between its commit and telling of it.
    tab.replica.pageState(true, false);
    await this.world.time.run(1_000);
    if (tab.replica === null) return;
    this.#expectNone(await unsavedItem(tab));
  }

  async #editSome(device: Device): Promise<void> {
    const tab = await device.use();
    for (let i = this.#below(4); i > 0; i--) {
      void this.#actSomehow(tab, device);
      await this.world.time.run(50);
    }
  }

  /** A device joins, in good weather, while its user goes on editing. */
  async #pairNext(): Promise<void> {
    const newcomer = this.#apart.shift();
    if (newcomer === undefined) return;
    const wasCalm = this.#isCalm;
    this.#isCalm = true;
    this.#healNetwork();
    this.#startRelay();
    const inviter = pick(this.#random, this.#joined) ?? this.#founder;
    await this.world.time.run(1_000);
    for (const device of [inviter, newcomer]) {
      device.killTabs();
      await device.use();
    }
    if (this.#chance(0.3)) newcomer.openTab();
    await this.world.until(() => inviter.tabs[0]?.status?.relay.kind === "online", `${inviter.name} online`);
    for (let i = this.#below(5); i > 0; i--) {
      this.world.time.after(between(this.#random, 800, 2_000), () => {
        const tab = pick(this.#random, newcomer.tabs);
        if (tab?.replica === null || tab === undefined) return;
        void this.#actSomehow(tab, newcomer);
      });
    }
    await this.world.pair(inviter, newcomer);
    this.#joined.push(newcomer);
    this.#isCalm = wasCalm;
  }

  #expectNone(trouble: string | null): void {
    if (trouble !== null) throw new Error(trouble);
  }
}
