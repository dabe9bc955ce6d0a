// A home device from its start to its end: opens the folder, pairs if it has to, and then runs until it is told to stop or can keep nothing any more.

import { hostname } from "node:os";
import { join } from "node:path";
import { unreachable } from "../src/base/result.ts";
import { directAddressText } from "../relay/lan/direct-port.ts";
import { decodeDirectAddress } from "../src/wire/direct-address.ts";
import { pairAtDoor, type DoorPairing } from "../src/replica/home/door-pairings.ts";
import { parseInvitation } from "../src/members/invitation.ts";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import type { ReplicaPush, SyncStatus } from "../src/replica/face.ts";
import type { Replica } from "../src/replica/replica.ts";
import { databaseFileIn } from "./store/sqlite-store.ts";
import { KEY_FILE, openFolder, wipeFolder, type FolderError } from "./folder.ts";
import { isWorthTelling, openDirectDoor, type DirectDoor } from "./direct-door.ts";
import { openHomeDevice, timers } from "./home-device.ts";
import { PairingTalk } from "./pairing-talk.ts";
import { afterRemoval } from "./removal.ts";
import type { Settings } from "./settings.ts";
import { StatusLine } from "./status-line.ts";
import type { Terminal } from "./terminal.ts";
import { watchStore } from "./watched-store.ts";

/** 2 are wrong arguments (settings.ts). */
export const EXIT = { ended: 0, cannotRun: 1, wrongArguments: 2, notPaired: 3, removed: 4 } as const;

export type Stopping = {
  /** Resolves when the process is told to stop. */
  readonly asked: Promise<void>;
};

/** The machine may be in another network, or have another address in the same. */
const LOOK_EVERY_MS = 60_000;

const TO_BEGIN = `This is no device of yours yet. On another one open Sync, press "Add a device" and copy the code; then`;

/** Resolves with the exit code once everything is closed. */
export async function runHomeDevice(settings: Settings, terminal: Terminal, stopping: Stopping): Promise<number> {
  const folder = await openFolder(settings.dataFolder);
  if (!folder.ok) {
    terminal.say(folderLine(folder.error, settings.dataFolder));
    return EXIT.cannotRun;
  }
  const { store, vault, unlock } = folder.value;
  const watched = watchStore(store);
  const door = settings.port === null ? null : await openDirectDoor(settings.dataFolder, settings.port, timers);
  if (settings.port !== null && door === null) terminal.say(noDoorLine(settings.port));
  const run = new Run(settings, terminal, door);
  const push = (said: ReplicaPush): void => run.onPush(said);
  const opened = await openHomeDevice({ store: watched.store, vault, relay: settings.relay, answer: door?.answer, push });
  try {
    if (!opened.ok) {
      terminal.say(storeLine(opened.error, settings.dataFolder));
      return EXIT.cannotRun;
    }
    const stopped = stopping.asked.then((): number => EXIT.ended);
    const broken = watched.failed.then((error): number => {
      terminal.say(storeLine(error, settings.dataFolder));
      return EXIT.cannotRun;
    });
    return await Promise.race([stopped, broken, run.removed, run.live(opened.value)]);
  } finally {
    run.close();
    if (opened.ok) opened.value.close();
    else store.close();
    vault.close();
    if (run.isToWipe) wipeFolder(settings.dataFolder);
    unlock();
  }
}

class Run {
  readonly #settings: Settings;
  readonly #terminal: Terminal;
  readonly #talk: PairingTalk;
  readonly #status: StatusLine;
  readonly #door: DirectDoor | null;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #cancelLook: () => void = () => undefined;
  #end: (code: number) => void = () => undefined;
  /** Resolves with the exit code when another device has removed this one. */
  readonly removed: Promise<number> = new Promise((resolve) => {
    this.#end = resolve;
  });
  isToWipe = false;
  #isRemoved = false;

  constructor(settings: Settings, terminal: Terminal, door: DirectDoor | null) {
    this.#settings = settings;
    this.#terminal = terminal;
    this.#door = door;
    this.#talk = new PairingTalk(terminal, settings.saysYes);
    this.#status = new StatusLine({ isInPlace: terminal.isTerminal, show: (text) => terminal.showStatus(text) }, Date.now, timers);
  }

  onPush(push: ReplicaPush): void {
    if (push.kind === "pairing") this.#talk.onState(push.pairing);
    if (push.kind === "status") this.#onStatus(push.status);
    if (push.kind === "storage") this.#status.full(push.storage.kind === "full");
  }

  #onStatus(status: SyncStatus): void {
    this.#status.update(status);
    const { removed } = status;
    if (removed === null || this.#isRemoved) return;
    this.#isRemoved = true;
    const { line, wipes } = afterRemoval({ status, removed }, this.#settings.wipes, this.#settings.dataFolder);
    this.#terminal.say(line);
    this.isToWipe = wipes;
    this.#end(EXIT.removed);
  }

  /** Resolves only where it cannot go on. */
  async live(replica: Replica): Promise<number> {
    const settings = this.#settings;
    await this.#name(replica);
    if (settings.relay !== null) await replica.setRelay(settings.relay, "");
    if (!(await this.#pair(replica))) return EXIT.notPaired;
    this.#lookLater(replica);
    this.#status.open();
    if (settings.invites) await this.#invite(replica);
    this.#terminal.hush();
    return new Promise(() => undefined);
  }

  async #name(replica: Replica): Promise<void> {
    const { space } = replica;
    const known = space.core.members.nameOf(space.core.self);
    const name = this.#settings.name ?? (known === null ? hostname() : known);
    await nameOwnDevice(space, name, this.#settings.port === null ? null : undefined);
    await this.#tellAddress(replica);
  }

  async #tellAddress({ space: { core }, space }: Replica): Promise<void> {
    const address = (await this.#door?.address()) ?? null;
    if (address === null || !isWorthTelling(address, core.members.directAddressOf(core.self), Date.now() - this.#toldAtMs)) return;
    await nameOwnDevice(space, core.members.nameOf(core.self) ?? hostname(), address);
    this.#toldAtMs = Date.now();
    this.#terminal.say(`Your devices on this network reach this one at ${directAddressText(decodeDirectAddress(address))} (UDP).`);
  }

  /** The addresses of this machine may become others at any time. */
  #lookLater(replica: Replica): void {
    this.#cancelLook = timers.after(LOOK_EVERY_MS, () => {
      void this.#tellAddress(replica)
        // What cannot be stored ends the run elsewhere.
        .catch(() => undefined)
        .finally(() => this.#lookLater(replica));
    });
  }

  async #pair(replica: Replica): Promise<boolean> {
    const { join: code, invites, showsCode, dataFolder } = this.#settings;
    if (isPaired(replica)) {
      // A shared space comes beside the own one. A code that has been used already is no reason to end.
      if (code !== null && isShared(replica, code)) await this.#talk.join(replica.pairing, code);
      else if (code !== null || showsCode) this.#terminal.say("This device is paired already; the code is not used.");
      return true;
    }
    if (code !== null) return this.#join(replica, code);
    if (showsCode) return this.#ask(replica);
    // Others may as well come to it.
    if (invites) return true;
    if (this.#terminal.isInteractive) return this.#joinByHand(replica);
    this.#terminal.say(
      `${TO_BEGIN} run: npm run peer -- --data ${dataFolder} --join CODE\nWithout a relay: --code instead, which shows a code to be read there.`,
    );
    return false;
  }

  async #joinByHand(replica: Replica): Promise<boolean> {
    const hasDoor = this.#door !== null;
    this.#terminal.say(
      `${TO_BEGIN} paste it here. Empty: ${hasDoor ? "shows a code for the other device instead, which needs no relay" : "end"}.`,
    );
    for (;;) {
      const typed = (await this.#terminal.ask("Code or link: "))?.trim();
      if (typed === undefined || (typed === "" && !hasDoor)) return false;
      if (await (typed === "" ? this.#ask(replica) : this.#join(replica, typed))) return true;
    }
  }

  async #join(replica: Replica, code: string): Promise<boolean> {
    return this.#onJoined(replica, await this.#talk.join(replica.pairing, code));
  }

  /** With a code of its own, by which another device calls it. */
  async #ask(replica: Replica): Promise<boolean> {
    return this.#onJoined(replica, await this.#talk.ask(replica.pairing, () => this.#pairAtDoor(replica, true)));
  }

  /** What has a name of its own in the space that is left is told to the other devices under that. */
  async #onJoined(replica: Replica, hasJoined: boolean): Promise<boolean> {
    if (hasJoined) await this.#name(replica);
    return hasJoined;
  }

  /** By the relay; where there is none, or none that answers, at this device's own address. */
  async #invite(replica: Replica): Promise<void> {
    const { address } = replica.relay;
    const failure = address === null ? "no-relay" : await this.#talk.invite(replica.pairing, appAddressOf(replica));
    if (failure !== "no-relay" && failure !== "relay-unreachable") return;
    await this.#talk.inviteHere(replica.pairing, () => this.#pairAtDoor(replica, false));
  }

  async #pairAtDoor(replica: Replica, asks: boolean): Promise<DoorPairing> {
    const bytes = (await this.#door?.address()) ?? null;
    const address = bytes === null ? null : decodeDirectAddress(bytes);
    if (this.#door === null || address === null) return { kind: "failed", reason: "no-direct" };
    return pairAtDoor(replica, this.#door.meetings, address, asks);
  }

  close(): void {
    this.#cancelLook();
    this.#status.close();
    this.#terminal.endStatus();
    this.#terminal.hush();
  }
}

const noDoorLine = (port: number): string =>
  `UDP port ${port} cannot be used (something else may have it), so your devices reach this one by a relay only. Choose another with --port, or none with --port 0.`;

function isShared({ ports }: Replica, code: string): boolean {
  const invitation = parseInvitation(ports.suite.sha256, code.replaceAll(/\s/gu, ""));
  return invitation.ok && "isShared" in invitation.value && invitation.value.isShared;
}

const isPaired = ({ space }: Replica): boolean => space.core.members.devices.length > 1;

/** The relay serves the app too, where it is as `npm start` has it. */
const appAddressOf = ({ relay }: Replica): string => `${(relay.address ?? "").replace(/^ws/u, "http")}/`;

function folderLine(error: FolderError, folder: string): string {
  switch (error.kind) {
    case "unwritable":
      return `The folder ${folder} cannot be written to. Choose another with --data.`;
    case "in-use":
      return `The folder ${folder} is in use by another home device. Stop that one, or choose another folder with --data.`;
    case "full":
      return `The disk that holds ${folder} is full. Make room and start again.`;
    case "newer-database":
    case "newer-keys":
      return `The data in ${folder} was written by a newer version of Daybook. Update this one, or choose another folder with --data.`;
    case "damaged":
      return `The database ${databaseFileIn(folder)} is damaged; it was left as it is. Restore the folder from a backup, or move it away and pair again: the other devices hold everything.`;
    case "damaged-keys":
      return `The keys in ${join(folder, KEY_FILE)} cannot be read; the file was left as it is. Restore it from a backup, or move the folder away and pair again.`;
    case "no-keys":
      return `The keys that belong to ${databaseFileIn(folder)} are gone (${join(folder, KEY_FILE)}). Restore them from a backup, or move the folder away and pair again.`;
    case "no-database":
      return `The database that belongs to ${join(folder, KEY_FILE)} is gone (${databaseFileIn(folder)}). Restore it from a backup, or move the folder away and pair again.`;
    case "store":
      return storeLine(error.error, folder);
    default:
      return unreachable(error);
  }
}

function storeLine(error: Extract<FolderError, { kind: "store" }>["error"], folder: string): string {
  switch (error.kind) {
    case "full":
      return `The disk that holds ${folder} is full. Make room and start again.`;
    case "newer-database":
      return `The data in ${folder} was written by a newer version of Daybook. Update this one, or choose another folder with --data.`;
    case "unavailable":
      return `The database ${databaseFileIn(folder)} cannot be used any more (${error.reason}). What was saved is left as it is; look at the disk, then start again.`;
    case "head-moved":
    case "meta-moved":
    case "fenced":
    case "closed":
      return `The database ${databaseFileIn(folder)} is used by something else at the same time.`;
    default:
      return unreachable(error);
  }
}
