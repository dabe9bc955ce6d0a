// What the figures of transfers share: devices in Node at one relay, all bytes on a device's TCP socket counted, both directions.

import { WebSocket } from "ws";
import { makeRelayDial } from "../../src/links/relay-socket.ts";
import { encodeState } from "../../src/items/document.ts";
import { idToBytes, type ItemId } from "../../src/base/ids.ts";
import type { EngineLimits } from "../../src/replica/engine-limits.ts";
import { isPlainDay } from "../../src/model/plain-day.ts";
import { openRelay } from "../../e2e/relay-process.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { tasks } from "../bench-data.mjs";
import { expectOk, hasSentAll, isHeldByAll, NodeDevice, pair, until, type RunningDevice } from "../node-device.ts";
import { countFrames, makeSocketMeter, type CountedFrame } from "../socket-meter.ts";
import { untilQuiet } from "../until-quiet.ts";

export type Metered = RunningDevice & { readonly bytes: () => number; readonly frames: readonly CountedFrame[] };

const sizeOf = ({ replica }: RunningDevice): number => replica.space.core.items.index.size;

/** Each log with the number of its newest record. */
const logsOf = ({ replica }: RunningDevice): string =>
  replica.space.core.index.heads
    .map(({ log, seq }) => `${log} ${seq}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join();

/** One relay, and a device that writes; more devices as asked for. */
export class Workload {
  readonly #seed: number;
  readonly #origin: string;
  readonly authorDevice: NodeDevice;
  readonly author: RunningDevice;

  private constructor(seed: number, origin: string, authorDevice: NodeDevice, author: RunningDevice) {
    this.#seed = seed;
    this.#origin = origin;
    this.authorDevice = authorDevice;
    this.author = author;
  }

  static async run<T>(seed: number, measure: (workload: Workload) => Promise<T>): Promise<T> {
    const relay = await openRelay();
    try {
      const origin = `ws://127.0.0.1:${relay.port}`;
      const device = new NodeDevice(seed, "author");
      const author = await device.open(origin, makeRelayDial(WebSocket));
      const measured = await measure(new Workload(seed, origin, device, author));
      author.close();
      return measured;
    } finally {
      await relay.close();
    }
  }

  newDevice(name: string): NodeDevice {
    return new NodeDevice(this.#seed, name);
  }

  async open(device: NodeDevice, limits?: EngineLimits): Promise<Metered> {
    const meter = makeSocketMeter();
    const frames: CountedFrame[] = [];
    const running = await device.open(this.#origin, countFrames(makeRelayDial(meter.Socket), frames), limits);
    return { ...running, frames, bytes: () => meter.sentBytes() + meter.receivedBytes() };
  }

  /** A device that is a member and has everything there is. */
  async openPaired(device: NodeDevice, limits?: EngineLimits): Promise<Metered> {
    const running = await this.open(device, limits);
    await pair(this.author, running);
    await this.untilSame(running);
    return running;
  }

  /** It shows all tasks that the author shows, and each knows that the other holds everything. */
  async untilSame(running: RunningDevice): Promise<void> {
    await until("the same rows", () => sizeOf(running) === sizeOf(this.author) && hasSentAll(running));
    await until("the same logs", () => logsOf(running) === logsOf(this.author));
    await until("knowledge of it", () => isHeldByAll(this.author));
  }

  /** The author makes shared tasks, so many by each action, and has sent them. */
  async makeTasks(count: number, atOnce: number): Promise<readonly ItemId[]> {
    const made = [...tasks(count, this.#seed)].map(({ title, due, notes }) => ({
      id: this.authorDevice.makeItemId(),
      title,
      day: isPlainDay(due) ? due : null,
      notes,
    }));
    for (let start = 0; start < count; start += atOnce) {
      const intent = { kind: "create", tasks: made.slice(start, start + atOnce), position: { at: "end", list: null } } as const;
      expectOk(await this.author.replica.act(intent), "tasks are made");
    }
    await until("the tasks at the relay", () => hasSentAll(this.author));
    return made.map(({ id }) => id);
  }

  /** Each task is given another title, `times` times, each time by an action of its own. */
  async editTasks(ids: readonly ItemId[], times: number): Promise<void> {
    for (let time = 1; time <= times; time++) {
      for (const [index, id] of ids.entries()) {
        expectOk(await this.author.replica.act({ kind: "rename", id, title: `Edit ${time} of task ${index}` }), "an edit");
      }
    }
    await until("the edits at the relay", () => hasSentAll(this.author));
  }

  /** Until the author has compacted and the relay has what came of it; false when there was no compaction. */
  async compacted(): Promise<boolean> {
    const isMade = (): true | null => (this.author.replica.space.view().checkpoints.length > 0 ? true : null);
    const made = await waitUntil("a checkpoint", isMade, 60_000).catch(() => false);
    await untilQuiet(() => JSON.stringify([this.author.status()?.statistics, this.author.replica.space.view().checkpoints]));
    return made;
  }

  /** Another device than its maker has compared what stands for the author's base. */
  get isEndorsed(): boolean {
    const { core, receipts } = this.author.replica.space;
    const { checkpoints, lastMaker } = core.base.base;
    return receipts.verdicts.some(
      ({ device, checkpoints: verified }) => device !== lastMaker && checkpoints.some((id) => verified.includes(id)),
    );
  }

  /** The number of the author's newest record that is compacted. */
  get compactedSeq(): number {
    const { core } = this.author.replica.space;
    return Math.max(0, ...core.index.heads.filter(({ device }) => device === core.self).map(({ log }) => core.base.coveredSeq(log)));
  }

  /** Bytes of all records of the author's log from `fromSeq` on, as they are stored. */
  async recordBytes(fromSeq = 1): Promise<number> {
    const { space } = this.author.replica;
    let sum = 0;
    for (const head of space.core.index.heads) {
      for (let seq = fromSeq; seq <= head.seq;) {
        const { records } = expectOk(await space.readPage(head, seq), "a page");
        if (records.length === 0) throw new Error("the author holds its records");
        for (const record of records) sum += record.length;
        seq += records.length;
      }
    }
    return sum;
  }

  /** The number of the author's newest record. */
  get lastSeq(): number {
    const { core } = this.author.replica.space;
    return Math.max(0, ...core.index.heads.filter(({ device }) => device === core.self).map(({ seq }) => seq));
  }

  /** All items one after another, each as its id and its document (V2). */
  async snapshot(): Promise<Uint8Array> {
    const { items } = this.author.replica.space.core;
    const documents = await items.readDocuments([...items.ids]);
    const parts = [...documents].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Buffer.concat(parts.flatMap(([item, document]) => [idToBytes(item), encodeState(document)]));
  }
}

export const compactionLine = (isCompacted: boolean): string => (isCompacted ? "compacted before" : "NOT compacted: records were sent");
