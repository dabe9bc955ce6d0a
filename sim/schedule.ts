// One seed's story: devices that pair, edit, lose each other, crash and come back, in an order that follows from the seed; then everything heals, and
// the invariants must hold. What can happen, and how often, is the table of steps below.

import type { SpaceId } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import { Acknowledged } from "./acknowledged.ts";
import type { CrashAt } from "./crashing-store.ts";
import { crashInEngine, fillInEngine, passWeeks, randomLimits } from "./engine-steps.ts";
import { checkAll, checkReopened, settle } from "./ending.ts";
import { lookAtDisk } from "./look-at-disk.ts";
import { CALM_WEATHER } from "./network.ts";
import { between, deriveSeed, makeRandom } from "./random.ts";
import { pick, randomIntent } from "./random-intent.ts";
import { isSuspecting, vanishChance, recordsElsewhere } from "./profiles.ts";
import { program as newer } from "./program.ts?newer";
import { randomWeather, troubleDirect } from "./random-weather.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { RelaySteps } from "./relay-steps.ts";
import { reportOf, type SeedReport } from "./seed-report.ts";
import { hasStatements, StatementSteps, type Before, type Step } from "./statement-steps.ts";
import { World, type Device, type Tab, type WorldCrypto } from "./world.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** Most clocks are right, some by a few minutes wrong, a few by days. */
const MINUTES_MS = 240_000;
const DAYS_MS = 5 * 86_400_000;

export class Schedule {
  readonly world: World;
  readonly acknowledged = new Acknowledged();
  readonly #random: () => number;
  readonly #stepCounts: Record<string, number> = {};
  readonly #founder: Device;
  readonly #joined: Device[] = [];
  readonly #apart: Device[] = [];
  #snapshot: Before | null = null;
  readonly #relaySteps: RelaySteps;
  #damaged: Device | null = null;
  #isCalm = true;
  #isBeginning = true;
  #knownSpace: SpaceId | null = null;
  /** Profiles were copied: logs may fork. */
  #mayFork = false;
  readonly #setBack = new Set<Device>();
  /** null: nothing is stated but by pairing. */
  readonly #statements: StatementSteps | null;

  constructor(seed: number, makeCrypto: (time: VirtualTime) => WorldCrypto) {
    this.world = new World(seed, makeCrypto);
    this.#random = makeRandom(deriveSeed(seed, "schedule"));
    this.world.engineLimits = randomLimits(makeRandom(deriveSeed(seed, "engine")));
    this.world.isDirect = makeRandom(deriveSeed(seed, "direct"))() < 2 / 3;
    this.#relaySteps = new RelaySteps(this.world, this.#random, () => this.#damaged === null);
    const count = 3 + Math.floor(this.#random() ** 2 * 3);
    for (let i = 0; i < count; i++) {
      this.#apart.push(this.world.addDevice(`device-${i}`, this.#skewMs()));
    }
    const founder = this.#apart.shift();
    assert(founder !== undefined, "there are devices");
    this.#founder = founder;
    this.#joined.push(founder);
    this.#statements = hasStatements(seed) ? this.#makeStatementSteps(seed) : null;
    this.#steps = [...this.#table, ...(this.#statements?.table ?? [])];
  }

  #makeStatementSteps(seed: number): StatementSteps {
    return new StatementSteps({
      world: this.world,
      random: makeRandom(deriveSeed(seed, "statement steps")),
      space: () => this.#space,
      savedActs: () => this.acknowledged.count,
      goBack: async (before) => {
        if (this.#damaged === null) await this.#goBack(before);
      },
    });
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

  /** Of the founder, which may have no tab any more. */
  get #space(): SpaceId {
    this.#knownSpace ??= this.#founder.tabs[0]?.open.space.core.space ?? null;
    assert(this.#knownSpace !== null, "the founder has had a tab");
    return this.#knownSpace;
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
    this.#isBeginning = false;
    assert(this.#space !== "", "the space is known from here on");
    this.#isCalm = false;
    const steps = 36 + this.#below(12);
    for (let i = 0; i < steps; i++) await this.#step();
    while (this.#apart.length > 0) await this.#pairNext();
    const settledAfterMs = await this.#end();
    return reportOf(this.world, this.acknowledged, this.#founder, { settledAfterMs, steps: this.#stepCounts });
  }

  async #end(): Promise<number> {
    this.#isCalm = true;
    this.#healNetwork();
    this.#startRelay();
    if (this.world.devices.some(({ program }) => program === newer)) for (const device of this.world.devices) this.#update(device);
    await this.#founder.use();
    const story = {
      world: this.world,
      space: this.#space,
      acknowledged: this.acknowledged,
      mayFork: this.#mayFork,
      setBack: this.#setBack,
    };
    const settledAfterMs = await settle(story.world, story.space);
    await checkAll(story);
    await checkReopened(story);
    return settledAfterMs;
  }

  // --- steps

  readonly #steps: readonly Step[];

  readonly #table: readonly Step[] = [
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
    [0.7, "wipe relay", () => this.#relaySteps.wipe()],
    [1, "back up relay", () => this.#relaySteps.backUp()],
    [1, "restore relay", () => this.#relaySteps.restore()],
    [1, "relay's disk full", () => this.#relaySteps.fill()],
    [2, "relay lies", () => this.#relaySteps.lie(this.#joined)],
    [0.7, "relay shows two histories", () => this.#relaySteps.fork()],
    [2, "relay is honest", () => this.world.relay.beHonest()],
    [1, "disk full", () => this.#fillDisk()],
    [0.7, "snapshot of a profile", () => this.#takeSnapshot()],
    [0.5, "roll back a profile", () => this.#rollBack()],
    [0.2, "clone a profile", () => this.#clone()],
    [1, "damage a record", () => this.#damage()],
    [1, "pair", () => this.#pairNext()],
    [1.5, "look at a disk", () => lookAtDisk(this.world, this.#device())],
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
    this.#setBackTo(this.#snapshot);
    this.#openTab(this.#snapshot.device);
  }

  #setBackTo({ device, disk, savedActs }: Before): void {
    this.#mayFork = true;
    this.#setBack.add(device);
    device.killTabs();
    device.disk = disk.copy();
    this.acknowledged.forgetSince(device, savedActs);
  }

  async #goBack(before: Before): Promise<void> {
    this.#setBackTo(before);
    await before.device.use();
    await this.#editSome(before.device);
  }

  #clone(): void {
    const device = pick(this.#random, this.#joined);
    if (device === undefined || isSuspecting(device) || this.world.devices.length >= 6) return;
    this.#mayFork = true;
    this.#setBack.add(device);
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
    const inviter = await this.#chooseInviter();
    if (inviter === null) this.#giveUp(newcomer);
    else await this.#letIn(inviter, newcomer);
    this.#isCalm = wasCalm;
  }

  async #chooseInviter(): Promise<Device | null> {
    if (this.#statements !== null && !this.#isBeginning) return this.#statements.inviter(this.#joined);
    return pick(this.#random, this.#joined) ?? this.#founder;
  }

  /** Nobody can let it in. */
  #giveUp(newcomer: Device): void {
    newcomer.killTabs();
    this.world.devices.splice(this.world.devices.indexOf(newcomer), 1);
    this.acknowledged.forgetSince(newcomer, 0);
  }

  async #letIn(inviter: Device, newcomer: Device): Promise<void> {
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
    try {
      await this.world.pair(inviter, newcomer);
    } catch (error) {
      if ((await this.#statements?.mayNotArrive()) !== true) throw error;
      return this.#giveUp(newcomer);
    }
    this.#joined.push(newcomer);
  }
}
