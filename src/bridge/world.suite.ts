// For tests: a note on two devices and a room with a server and two stock clients, in which anything can be cut off, be late, or end between any two steps.

import * as Y from "yjs";
import { assert } from "../base/result.ts";
import { editAtRandom, makeDice, makeWritten, wordsOf, type Dice, type Written } from "./histories.suite.ts";
import { openMemoryMirrorStore, type MemoryMirrorStore, type MirrorDisk } from "./memory-mirror-store.suite.ts";
import { loadRoomShape, type RoomRoot, type RoomText } from "./room-shape.ts";
import { openMirror, type Mirror, type StopReason } from "./mirror.ts";

const ROOT = "prosemirror";

/** How the room holds its text, and what is done at random on either side. */
export type WorldKind = {
  readonly rootType: RoomRoot;
  readonly rootOf: (doc: Y.Doc, name: string) => RoomText;
  readonly editNote: (body: Y.XmlFragment, dice: Dice, written: Written) => void;
  readonly editRoom: (root: RoomText, dice: Dice, written: Written) => void;
};

const FRAGMENT_WORLD: WorldKind = {
  rootType: "fragment",
  rootOf: (doc, name) => doc.getXmlFragment(name),
  editNote: editAtRandom,
  editRoom(root, dice, written) {
    if (root instanceof Y.XmlFragment) editAtRandom(root, dice, written);
  },
};

/** Lets everything go on that waits for promises alone. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 30; i++) await Promise.resolve();
}

/** A window with the note, over what is durable on its device. */
type Window = { readonly note: Y.Doc; readonly body: Y.XmlFragment; readonly unsaved: Uint8Array[] };

type Device = { saved: Uint8Array[]; window: Window; readonly disk: MirrorDisk };

type Mirrored = { readonly on: Device; readonly store: MemoryMirrorStore; mirror: Mirror | null; isOnline: boolean };

const FROM_WORKER = Symbol("from the worker");

export class World {
  readonly dice: Dice;
  readonly written: Written = makeWritten();
  /** Words that were typed and not durable when their window ended. */
  readonly maybe = new Set<string>();
  /** Words that were typed into the note on a device that did not mirror it. */
  readonly elsewhere = new Set<string>();
  readonly stops: StopReason[] = [];
  readonly server = new Y.Doc();
  readonly clients: readonly { readonly doc: Y.Doc; readonly text: RoomText; isOnline: boolean }[];
  readonly devices: readonly [Device, Device];
  mirrored: Mirrored | null = null;
  #nextClient = 1;
  #stint = 1;

  readonly kind: WorldKind;

  constructor(seed: number, kind: WorldKind) {
    this.kind = kind;
    this.dice = makeDice(seed);
    this.server.clientID = this.#client();
    this.clients = [0, 1].map(() => {
      const doc = new Y.Doc();
      doc.clientID = this.#client();
      return { doc, text: kind.rootOf(doc, ROOT), isOnline: true };
    });
    this.devices = [this.#device(), this.#device()];
  }

  readonly #client = (): number => this.#nextClient++ * 7919 + this.dice(1000);

  #device(): Device {
    return { saved: [], window: this.#window([]), disk: { mirror: null } };
  }

  #window(saved: readonly Uint8Array[]): Window {
    const note = new Y.Doc();
    note.clientID = this.#client();
    note.on("afterTransaction", (transaction: Y.Transaction) => {
      transaction._needFormattingCleanup = false;
    });
    for (const update of saved) Y.applyUpdate(note, update, FROM_WORKER);
    const unsaved: Uint8Array[] = [];
    note.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== FROM_WORKER) unsaved.push(update);
    });
    return { note, body: note.getXmlFragment("body"), unsaved };
  }

  /** What a window has typed becomes a record. */
  save(device: Device): void {
    const { unsaved } = device.window;
    if (unsaved.length > 0) device.saved.push(Y.mergeUpdates(unsaved.splice(0)));
  }

  exchangeNotes(): void {
    const [a, b] = this.devices;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      // prettier-ignore
      const missing = from.saved.filter((update) => !to.saved.includes(update));
      to.saved.push(...missing);
      for (const update of missing) Y.applyUpdate(to.window.note, update, FROM_WORKER);
    }
  }

  /** The window ends as it stands, and another one opens. */
  kill(device: Device): void {
    for (const word of wordsOf(device.window.body)) {
      if (device.window.unsaved.length > 0 && !this.#isSaved(device, word)) this.maybe.add(word);
    }
    if (this.mirrored?.on === device) this.mirrored = null;
    device.window = this.#window(device.saved);
  }

  #isSaved(device: Device, word: string): boolean {
    return wordsOf(this.#window(device.saved).body).includes(word);
  }

  async openMirror(on: Device): Promise<void> {
    this.save(on);
    const store = openMemoryMirrorStore(on.disk, true);
    const mirrored: Mirrored = { on, store, mirror: null, isOnline: true };
    this.mirrored = mirrored;
    const save = async (): Promise<boolean> => {
      for (let turns = this.dice(4); turns > 0; turns--) await settled();
      if (this.mirrored !== mirrored || this.dice(4) === 0) return false;
      this.save(on);
      return true;
    };
    void openMirror({
      note: on.window.note,
      body: on.window.body,
      store,
      root: ROOT,
      rootType: this.kind.rootType,
      makeClientId: this.#client,
      log: this.#stint.toString(16).padStart(16, "0"),
      save,
      compactAfter: { entries: 3, bytes: 500 },
      onState: (state) => void (state.kind === "stopped" && this.stops.push(state.reason)),
    }).then((mirror) => (mirrored.mirror = mirror));
    await settled();
  }

  async closeMirror(): Promise<void> {
    const { mirrored } = this;
    if (mirrored === null) return;
    await this.write(1_000);
    this.mirrored = null;
    const closing = mirrored.mirror?.close();
    await settled();
    // What it has begun to write meanwhile is written.
    while (mirrored.store.step()) await settled();
    await closing;
  }

  /** The disk gets on by some steps. */
  async write(steps: number): Promise<void> {
    const { mirrored } = this;
    for (let left = steps; left > 0; left--) {
      // What was typed before both are brought together is saved first, as an app has to.
      if (mirrored !== null && mirrored.mirror?.state.kind !== "mirroring") this.save(mirrored.on);
      const wrote = this.mirrored?.store.step() ?? false;
      await settled();
      if (!wrote) return;
    }
  }

  /** Everybody who is online tells the server, and hears of it. */
  async meetAtServer(): Promise<void> {
    const { mirrored } = this;
    for (const { doc, isOnline } of this.clients) if (isOnline) exchange(doc, this.server);
    if (mirrored?.mirror !== null && mirrored?.isOnline === true) {
      exchange(mirrored.mirror.room, this.server);
      mirrored.mirror.roomReached();
    }
    await settled();
  }

  async step(): Promise<void> {
    const { dice, devices, clients, mirrored } = this;
    const device = devices[dice(2)] ?? devices[0];
    const client = clients[dice(2)];
    switch (dice(14)) {
      case 0:
      case 1:
      case 2:
        return this.#editNote(device);
      case 3:
      case 4:
      case 5:
        if (client !== undefined) this.kind.editRoom(client.text, dice, this.written);
        return;
      case 6:
        return this.save(device);
      case 7:
        return this.exchangeNotes();
      case 8:
        return this.write(1 + dice(4));
      case 9:
      case 10:
        return this.meetAtServer();
      case 11:
        if (client !== undefined) client.isOnline = dice(2) === 0;
        if (mirrored !== null) mirrored.isOnline = dice(2) === 0;
        return;
      case 12:
        return this.#restart();
      default:
        mirrored?.mirror?.settle();
    }
  }

  #editNote(device: Device): void {
    const first = this.written.next;
    this.kind.editNote(device.window.body, this.dice, this.written);
    if (this.mirrored?.on === device) return;
    for (let number = first; number < this.written.next; number++) this.elsewhere.add(`q${number}z`);
  }

  async #restart(): Promise<void> {
    const { dice, devices } = this;
    const on = this.mirrored?.on ?? devices[0];
    const kind = dice(4);
    if (kind < 2) this.kill(on);
    else await this.closeMirror();
    if (kind !== 3) return this.openMirror(on);
    // Another device takes over, once it has what the first one had.
    for (const device of devices) this.save(device);
    this.exchangeNotes();
    this.#stint += 1;
    await this.openMirror(devices[1 - devices.indexOf(on)] ?? on);
  }

  /** All are online again, and all is told and written. */
  async heal(): Promise<void> {
    if (this.mirrored === null) await this.openMirror(this.devices[0]);
    for (const client of this.clients) client.isOnline = true;
    for (let round = 0; round < 8; round++) {
      if (this.mirrored !== null) this.mirrored.isOnline = true;
      await this.write(10_000);
      await this.meetAtServer();
      for (const device of this.devices) this.save(device);
      this.exchangeNotes();
    }
  }

  /** How often another device has gone on. */
  get takeovers(): number {
    return this.#stint - 1;
  }

  get bodies(): Y.XmlFragment[] {
    return this.devices.map(({ window }) => window.body);
  }

  get roots(): RoomText[] {
    return [...this.clients.map(({ text }) => text), this.kind.rootOf(this.server, ROOT)];
  }
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  const forB = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b));
  const forA = Y.encodeStateAsUpdate(b, Y.encodeStateVector(a));
  Y.applyUpdate(b, forB, "network");
  Y.applyUpdate(a, forA, "network");
}

export async function playHistory(seed: number, steps: number, kind: WorldKind = FRAGMENT_WORLD): Promise<World> {
  await loadRoomShape(kind.rootType);
  const world = new World(seed, kind);
  if (world.dice(3) > 0) kind.editNote(world.devices[0].window.body, world.dice, world.written);
  if (world.dice(3) > 0) kind.editRoom(world.clients[0]?.text ?? kind.rootOf(world.server, ROOT), world.dice, world.written);
  await world.openMirror(world.devices[0]);
  for (let left = steps; left > 0; left--) await world.step();
  await world.heal();
  assert(world.mirrored !== null, "it is mirrored at the end");
  return world;
}
