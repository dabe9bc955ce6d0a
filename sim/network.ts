// A network between named endpoints, in virtual time and from a seed. A connection keeps its order, as every link does; what the network does
// to replicas is all else: latency (so that what goes over different connections overtakes), connections that break with frames in flight and
// are noticed by each side at its own time, dials that fail, partitions that stall or break what crosses them, processes that vanish, and
// whole connections that are played back later by nobody.

import { makeMemoryPair, type LinkSide, type MemoryPair } from "../src/links/memory-link.ts";
import type { DialLink, Link, LinkEvents } from "../src/ports/link.ts";
import { Lane } from "./lane.ts";
import { between } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How bad the network is; chances are from 0 to 1. */
export type NetworkWeather = {
  readonly minLatencyMs: number;
  readonly maxLatencyMs: number;
  /** Of each frame: that it is lost, and the connection with it. */
  readonly breakChance: number;
  /** Of each dial: that nobody answers. */
  readonly dialFailChance: number;
  /** Of each connection that has ended: that what its initiator said is said once more on a new one. */
  readonly replayChance: number;
};

export const CALM_WEATHER: NetworkWeather = { minLatencyMs: 1, maxLatencyMs: 30, breakChance: 0, dialFailChance: 0, replayChance: 0 };

/** Takes a connection by opening its side of the link, during the call or later; or lets it be. `from`: the name of who dialled. */
export type Accept = (open: (events: LinkEvents) => Link, from: string) => void;

/** A process on the network, until it vanishes. Its name is the address it is dialled by, and the binding of links to it. */
export interface Endpoint {
  readonly dial: DialLink;
  /** In the place of an earlier listener, of this or an earlier process of the name. */
  listen(accept: Accept): void;
  /** Nobody is answered any more; what is connected stays. */
  unlisten(): void;
  /** As a killed process: nothing is heard of it, nor by it. Others find out in time. */
  vanish(): void;
}

export type NetworkStatistics = { connections: number; frames: number; bytes: number; breaks: number; replays: number };

type Process = { readonly name: string; isAlive: boolean; accept: Accept | null };

/** Longest until a side finds out that its connection is gone. */
const MAX_NOTICE_MS = 4_000;
const MAX_REPLAY_DELAY_MS = 20_000;
/** Who plays back what another has said. */
const NOBODY = "nobody";
/** How much of a connection is played back. */
const MAX_REPLAYED_FRAMES = 200;

/** What follows it in an address tells apart where one host is dialled directly. */
const DIRECT_MARK = "#";

const hostOf = (name: string): string => name.split(DIRECT_MARK)[0] ?? name;

const SIDES = ["a", "b"] as const;
const OTHER = { a: "b", b: "a" } as const;

/** `a` dialled `b`. */
class Connection {
  readonly #network: Network;
  readonly #pair: MemoryPair;
  readonly #lanes: { readonly a: Lane; readonly b: Lane };
  readonly #processes: { readonly a: Process; b: Process | null };
  readonly #ended = { a: false, b: false };
  readonly #said: Uint8Array[] = [];
  readonly address: string;
  #isBroken = false;
  /** Sides that no frame reaches, and that notice nothing. */
  readonly #deaf = new Set<LinkSide>();
  #slowMs = 0;

  constructor(network: Network, initiator: Process, address: string) {
    this.#network = network;
    this.address = address;
    this.#processes = { a: initiator, b: null };
    this.#pair = makeMemoryPair({ binding: address, carry: (deliver, to, frame) => this.#carry(deliver, to, frame) });
    const latencyMs = (): number => network.latencyMs() + this.#slowMs;
    this.#lanes = { a: new Lane(network.time, latencyMs), b: new Lane(network.time, latencyMs) };
  }

  /** What could be played back. */
  get said(): readonly Uint8Array[] {
    return this.#processes.a.name === NOBODY ? [] : this.#said;
  }

  dial(events: LinkEvents): Link {
    const link = this.#pair.open("a", this.#watch("a", events));
    this.#network.time.after(this.#network.latencyMs(), () => this.#knock());
    return link;
  }

  crosses(nameA: string, nameB: string): boolean {
    const names = [this.#processes.a.name, this.address].map(hostOf);
    return names.includes(nameA) && names.includes(nameB);
  }

  /** The network between the two sides is gone for now. */
  cut(): void {
    if (this.#network.random() < 0.5) this.break();
    for (const side of SIDES) this.#lanes[side].hold();
  }

  heal(): void {
    for (const side of SIDES) this.#lanes[side].resume();
  }

  /** What is in flight may still arrive before a side notices; nothing that is sent from now on does. */
  break(): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#network.statistics.breaks += 1;
    for (const side of SIDES) this.#noticeLater(side);
  }

  get isDirect(): boolean {
    return this.address.includes(DIRECT_MARK);
  }

  /** Only one side finds out: the other believes that it is up. */
  breakHalf(side: LinkSide): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#network.statistics.breaks += 1;
    this.#noticeLater(side);
  }

  /** What is sent to `side` is lost from now on. */
  deafen(side: LinkSide): void {
    this.#deaf.add(side);
  }

  slow(ms: number): void {
    this.#slowMs = ms;
  }

  vanish(process: Process): void {
    for (const side of SIDES) {
      if (this.#processes[side] !== process) continue;
      this.#lanes[side].drop();
      this.#end(side);
      this.#noticeLater(OTHER[side]);
    }
  }

  #knock(): void {
    const process = this.#network.answering(this.#processes.a.name, this.address);
    if (this.#ended.a || !this.#processes.a.isAlive) {
      this.#network.forget(this);
    } else if (process === null || process.accept === null) {
      this.#end("b");
      this.#pair.breakSide("a", "unreachable");
    } else {
      this.#processes.b = process;
      process.accept((events) => this.#pair.open("b", this.#watch("b", events)), this.#processes.a.name);
    }
  }

  #carry(deliver: () => void, to: LinkSide, frame: Uint8Array | null): void {
    const { statistics, weather, random } = this.#network;
    if (this.#isBroken || this.#isDead || (frame !== null && this.#deaf.has(to))) return;
    if (frame !== null) {
      statistics.frames += 1;
      statistics.bytes += frame.length;
      if (random() < weather.breakChance) {
        this.break();
        return;
      }
      if (to === "b" && this.#said.length < MAX_REPLAYED_FRAMES) this.#said.push(frame);
    }
    this.#lanes[to].add(deliver);
  }

  get #isDead(): boolean {
    return !this.#processes.a.isAlive || this.#processes.b?.isAlive === false;
  }

  #noticeLater(side: LinkSide): void {
    this.#network.time.after(between(this.#network.random, 0, MAX_NOTICE_MS), () => {
      this.#lanes[side].drop();
      this.#pair.breakSide(side, "connection broken");
    });
  }

  /** Events that do not reach who has vanished. */
  #watch(side: LinkSide, events: LinkEvents): LinkEvents {
    const isAlive = (): boolean => this.#processes[side]?.isAlive === true;
    return {
      opened: () => {
        if (isAlive()) events.opened();
      },
      frame: (bytes) => {
        if (isAlive()) events.frame(bytes);
      },
      closed: (reason) => {
        this.#end(side);
        if (isAlive()) events.closed(reason);
      },
    };
  }

  #end(side: LinkSide): void {
    this.#ended[side] = true;
    if (this.#ended.a && this.#ended.b) this.#network.forget(this);
  }
}

/** What may happen to a direct connection beside what the weather does to all. */
type Troubled = Pick<Connection, "break" | "breakHalf" | "deafen" | "slow">;

export class Network {
  readonly time: VirtualTime;
  readonly random: () => number;
  /** May be changed at any time. */
  weather: NetworkWeather = CALM_WEATHER;
  readonly statistics: NetworkStatistics = { connections: 0, frames: 0, bytes: 0, breaks: 0, replays: 0 };
  #directs = 0;
  readonly #listening = new Map<string, Process>();
  readonly #connections = new Set<Connection>();
  readonly #cuts: { readonly a: string; readonly b: string }[] = [];

  constructor(time: VirtualTime, random: () => number) {
    this.time = time;
    this.random = random;
  }

  attach(name: string): Endpoint {
    const process: Process = { name, isAlive: true, accept: null };
    return {
      dial: (address, events) => this.#connect(process, address).dial(events),
      listen: (accept) => {
        process.accept = accept;
        this.#listening.set(name, process);
      },
      unlisten: () => {
        if (this.#listening.get(name) === process) this.#listening.delete(name);
      },
      vanish: () => {
        process.isAlive = false;
        if (this.#listening.get(name) === process) this.#listening.delete(name);
        for (const connection of this.#connections) connection.vanish(process);
      },
    };
  }

  /** Nothing passes between the two from now on. What is connected stalls, or breaks. */
  cut(nameA: string, nameB: string): void {
    if (this.#isCut(nameA, nameB)) return;
    this.#cuts.push({ a: nameA, b: nameB });
    for (const connection of this.#connections) if (connection.crosses(nameA, nameB)) connection.cut();
  }

  /** Ends every partition: what has stalled goes on. */
  heal(): void {
    this.#cuts.length = 0;
    for (const connection of this.#connections) connection.heal();
  }

  /** A name under which a host is dialled directly, once. */
  nameOfDirect(host: string): string {
    this.#directs += 1;
    return `${host}${DIRECT_MARK}${this.#directs}`;
  }

  get directCount(): number {
    return [...this.#connections].filter((connection) => connection.isDirect).length;
  }

  /** Something happens to one of the direct connections, if there are any. */
  troubleDirect(trouble: (connection: Troubled, side: LinkSide) => void): void {
    const direct = [...this.#connections].filter((connection) => connection.isDirect);
    const connection = direct[Math.floor(this.random() * direct.length)];
    if (connection !== undefined) trouble(connection, this.random() < 0.5 ? "a" : "b");
  }

  /** Every connection breaks. */
  breakAll(): void {
    for (const connection of this.#connections) connection.break();
  }

  latencyMs(): number {
    return between(this.random, this.weather.minLatencyMs, this.weather.maxLatencyMs);
  }

  /** Who answers a dial now, if anyone. */
  answering(from: string, address: string): Process | null {
    if (this.#isCut(from, address) || this.random() < this.weather.dialFailChance) return null;
    return this.#listening.get(address) ?? null;
  }

  /** Both sides of a connection have ended. */
  forget(connection: Connection): void {
    if (!this.#connections.delete(connection) || this.random() >= this.weather.replayChance) return;
    const frames = connection.said;
    if (frames.length > 0 && !connection.isDirect)
      this.time.after(between(this.random, 0, MAX_REPLAY_DELAY_MS), () => this.#replay(connection.address, frames));
  }

  #isCut(nameA: string, nameB: string): boolean {
    const [hostA, hostB] = [hostOf(nameA), hostOf(nameB)];
    return this.#cuts.some(({ a, b }) => (a === hostA && b === hostB) || (a === hostB && b === hostA));
  }

  #connect(initiator: Process, address: string): Connection {
    const connection = new Connection(this, initiator, address);
    this.#connections.add(connection);
    this.statistics.connections += 1;
    return connection;
  }

  #replay(address: string, frames: readonly Uint8Array[]): void {
    const nobody = this.attach(NOBODY);
    const link = nobody.dial(address, {
      opened: () => {
        this.statistics.replays += 1;
        for (const frame of frames) link.send(frame);
        this.time.after(MAX_NOTICE_MS, () => link.close());
      },
      frame: () => undefined,
      closed: () => undefined,
    });
  }
}
