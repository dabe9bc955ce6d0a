// What may be stated in a story beside all else: devices are removed, also by each other, given other roles and names, keys are made, the network parts into
// two, and a device that was removed goes on from before it knew. Half of the stories are told without any of it.

import type { DeviceId, SpaceId } from "../src/base/ids.ts";
import type { MemberChange } from "../src/replica/face/members.ts";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import { changeMember } from "../src/replica/member-changes.ts";
import { nameSpace } from "../src/replica/spaces/found-space.ts";
import type { MemoryDisk } from "../src/storage/memory-store.ts";
import { isSuspecting } from "./profiles.ts";
import { deriveSeed, makeRandom } from "./random.ts";
import { pick } from "./random-intent.ts";
import { RELAY_ADDRESS } from "./relay-host.ts";
import { hasPackedNobody, idOf, membershipByAll, openTabs, relayState, selfOf } from "./standing.ts";
import type { Device, Tab, World } from "./world.ts";

export type Step = readonly [weight: number, name: string, run: () => Promise<void> | void];

/** What a removed device goes on from. */
export type Before = { readonly device: Device; readonly disk: MemoryDisk; readonly savedActs: number };

export type StatementPorts = {
  readonly world: World;
  readonly random: () => number;
  readonly space: () => SpaceId;
  readonly savedActs: () => number;
  /** Puts the disk into the device and lets it do something, by itself. */
  readonly goBack: (before: Before) => Promise<void>;
};

const ROLES = ["owner", "writer", "writer", "reader", "reader"] as const;
const WAIT_FOR_OWNER_MS = 240_000;

/** Seeds of `npm test` that tell of statements are among the first; the rest of its 500 tell what they always have. */
const TOLD_FIRST = 60;
const TOLD_FROM = 500;

/** Whether the story has statements: half of those that may. */
export const hasStatements = (seed: number): boolean =>
  (seed <= TOLD_FIRST || seed > TOLD_FROM) && makeRandom(deriveSeed(seed, "statements"))() < 1 / 2;

export class StatementSteps {
  readonly #ports: StatementPorts;
  readonly #before: Before[] = [];
  #removalsLeft: number;

  constructor(ports: StatementPorts) {
    this.#ports = ports;
    this.#removalsLeft = 1 + Math.floor(ports.random() * 3);
  }

  readonly table: readonly Step[] = [
    [3, "remove a device", () => this.#remove()],
    [1.5, "remove each other", () => this.#removeEachOther()],
    [3, "change a role", () => this.#changeRole(pick(this.#ports.random, this.#owners()))],
    [2, "make a key", () => this.#makeKey(pick(this.#ports.random, this.#tabs()))],
    [2, "rename", () => this.#rename(pick(this.#ports.random, this.#tabs()))],
    [1.5, "part the network", () => this.#part()],
    [1, "make keys apart", () => this.#makeKeysApart()],
    [1.5, "go on from before a removal", () => this.#goBack()],
  ];

  /** The device that lets in a newcomer; null when nobody can, as far as anybody has stated. The relay must have heard of all that. */
  async inviter(joined: readonly Device[]): Promise<Device | null> {
    const { world, random, space } = this.#ports;
    for (const device of joined) await device.use();
    const { members } = membershipByAll(world, space());
    const owners = joined.filter((device) => {
      const id = idOf(device);
      return id !== null && members.get(id)?.role === "owner";
    });
    const inviter = pick(random, owners);
    if (inviter === undefined) return null;
    for (let waitedMs = 0; waitedMs < WAIT_FOR_OWNER_MS; waitedMs += 20_000) {
      await world.time.run(20_000);
      const id = idOf(inviter);
      if (id !== null && (await this.isOwner(id)) && inviter.tabs[0]?.replica?.space.core.members.roleOf(id) === "owner") return inviter;
    }
    return null;
  }

  /** Whether a newcomer may wait in vain. */
  async mayNotArrive(): Promise<boolean> {
    const state = await relayState(this.#ports.world, this.#ports.space());
    return state !== null && hasPackedNobody(state);
  }

  /** By what the relay has heard. */
  async isOwner(id: DeviceId): Promise<boolean> {
    const state = await relayState(this.#ports.world, this.#ports.space());
    return state?.membership.members.get(id)?.role === "owner";
  }

  #tabs(): readonly Tab[] {
    return openTabs(this.#ports.world).filter(({ open }) => open.space.core.space === this.#ports.space());
  }

  #owners(): readonly Tab[] {
    return this.#tabs().filter((tab) => tab.open.space.core.members.roleOf(selfOf(tab)) === "owner");
  }

  #chance(chance: number): boolean {
    return this.#ports.random() < chance;
  }

  #otherThan(tab: Tab): DeviceId | undefined {
    const others = tab.open.space.core.members.devices.filter((device) => device !== selfOf(tab));
    return pick(this.#ports.random, others.toSorted());
  }

  /** Asked for, and not waited for. Nobody removes the last one beside it, or seldom. */
  #change(tab: Tab, change: MemberChange): void {
    if (change.kind === "remove") {
      if (this.#removalsLeft <= 0 || (tab.open.space.core.members.devices.length <= 2 && !this.#chance(0.1))) return;
      this.#removalsLeft -= 1;
      this.#keep(change.device);
    }
    void changeMember(tab.open.space, change);
  }

  #keep(id: DeviceId): void {
    const device = this.#ports.world.devices.find((each) => idOf(each) === id);
    if (device === undefined || isSuspecting(device)) return;
    this.#before.push({ device, disk: device.disk.copy(), savedActs: this.#ports.savedActs() });
  }

  #remove(tab = pick(this.#ports.random, this.#owners())): void {
    const device = tab === undefined ? undefined : this.#otherThan(tab);
    if (tab !== undefined && device !== undefined) this.#change(tab, { kind: "remove", device, asksToWipe: this.#chance(0.3) });
  }

  #changeRole(tab: Tab | undefined): void {
    const device = tab === undefined ? undefined : this.#otherThan(tab);
    const role = pick(this.#ports.random, ROLES) ?? "writer";
    if (tab !== undefined && device !== undefined) this.#change(tab, { kind: "role", device, role });
  }

  /** Two or three in a ring, of whom none hears of the others. */
  #removeEachOther(): void {
    const owners = new Map(this.#owners().map((tab) => [selfOf(tab), tab]));
    const ring: Tab[] = [];
    for (const size = this.#chance(0.7) ? 2 : 3; ring.length < size;) {
      const next = pick(this.#ports.random, [...owners.values()]);
      if (next === undefined) break;
      owners.delete(selfOf(next));
      ring.push(next);
    }
    if (ring.length < 2) return;
    for (const { device } of ring) this.#isolate(device);
    this.#removalsLeft = Math.max(this.#removalsLeft, this.#chance(0.7) ? ring.length : 0);
    for (const [i, tab] of ring.entries()) {
      const next = ring[(i + 1) % ring.length];
      if (next !== undefined) this.#change(tab, { kind: "remove", device: selfOf(next), asksToWipe: false });
    }
  }

  #isolate({ name }: Device): void {
    const { network, devices } = this.#ports.world;
    for (const other of [RELAY_ADDRESS, ...devices.map((device) => device.name)]) network.cut(name, other);
  }

  /** Though there may be one to write under. */
  #makeKey(tab: Tab | undefined): void {
    if (tab === undefined) return;
    const { space } = tab.open;
    const { core } = space;
    void space.addOwnStatements(async () => {
      if (!core.members.mayWrite(core.self) || core.members.epochKeyCount === 0) return [];
      const { makeEpoch } = await core.ports.loadRotation();
      const { epoch, statements } = await makeEpoch(core);
      // Before it is stored: that stores the keys that are held.
      core.members.addEpochKey(epoch);
      return statements;
    });
  }

  #rename(tab: Tab | undefined): void {
    if (tab === undefined) return;
    const { space } = tab.open;
    const name = `name ${Math.floor(this.#ports.random() * 100)}`;
    if (this.#chance(0.7)) void nameOwnDevice(space, name);
    else if (space.core.members.roleOf(space.core.self) === "owner") void nameSpace(space, name);
  }

  /** One of the two sides has no relay. */
  #part(): readonly Device[] {
    const { network, devices } = this.#ports.world;
    const apart = devices.filter(() => this.#chance(0.5));
    for (const { name } of apart) {
      network.cut(name, RELAY_ADDRESS);
      for (const other of devices) if (!apart.includes(other)) network.cut(name, other.name);
    }
    return apart;
  }

  /** On both sides, and somebody may be removed on one of them. */
  #makeKeysApart(): void {
    const apart = this.#part();
    for (const isApart of [true, false]) {
      const side = this.#tabs().filter(({ device }) => apart.includes(device) === isApart);
      if (this.#chance(0.3)) this.#remove(side.find((tab) => this.#owners().includes(tab)));
      this.#makeKey(pick(this.#ports.random, side));
    }
  }

  /** It states something too, as if nothing had been. */
  async #goBack(): Promise<void> {
    const before = pick(this.#ports.random, this.#before);
    if (before === undefined || isSuspecting(before.device)) return;
    const { device } = before;
    device.killTabs();
    this.#isolate(device);
    await this.#ports.goBack(before);
    const [tab] = device.tabs;
    if (tab === undefined || tab.replica === null) return;
    for (let left = Math.floor(this.#ports.random() * 3); left > 0; left--) {
      if (this.#chance(0.4)) this.#makeKey(tab);
      else if (this.#chance(0.5)) this.#rename(tab);
      else if (tab.open.space.core.members.roleOf(selfOf(tab)) === "owner") this.#changeRole(tab);
    }
  }
}
