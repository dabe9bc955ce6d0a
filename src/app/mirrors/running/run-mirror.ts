// Runs the mirror of one note: on a copy of the note that the worker keeps up to date and that no editor is bound to, whether the note is on a screen or not. What
// comes from the room is saved as what is typed is, into records; what is typed comes from the worker when it is durable. The connection is closed before the mirror
// is, so that nothing goes out that is not kept.

import type * as Y from "yjs";
import type { ItemId } from "../../../base/ids.ts";
import { openMirror, type Mirror, type MirrorState, type StopReason } from "../../../bridge/mirror.ts";
import { openNoteCopy, type NoteCopy } from "../../../editor/note-copy.ts";
import type { NoteSaverOptions } from "../../../editor/note-saver.ts";
import type { CaretPlace } from "../../../editor/remote-carets.ts";
import type { NoteMirror } from "../../../model/mirror-field.ts";
import type { MirrorStore } from "../../../ports/mirror-store.ts";
import type { WatchedNote } from "../../../replica/face/notes.ts";
import type { MirrorReport, MirrorStop } from "./mirror-report.ts";
import { NOBODY, othersIn } from "./others-in-room.ts";
import { caretsInRoom, cursorOf, type RoomCaret } from "./room-carets.ts";
import type { RoomLink, RoomLinkOptions, RoomPlace } from "../../rooms/room-link.ts";
import { refusalOf } from "../../rooms/room-refusal.ts";

export type MirrorPorts = {
  /** Tells the note at once and whenever it changes, until it is stopped; `clientId`: whose own changes are not told back. */
  readonly watch: (id: ItemId, clientId: number, onNote: (note: WatchedNote) => void) => () => void;
  /** Answers null when it is durable; `refused`: and will be; `failed`: for now. */
  readonly save: (id: ItemId, update: Uint8Array) => Promise<null | "refused" | "failed">;
  readonly openStore: (id: ItemId) => MirrorStore;
  readonly openLink: (place: RoomPlace, options: Omit<RoomLinkOptions, "iceServers">) => Promise<RoomLink>;
  readonly makeClientId: () => number;
  readonly timers: NoteSaverOptions["timers"];
  /** Somebody is in the note, here or on another device: what comes from the room is to be seen at once. */
  readonly isShared: (id: ItemId) => boolean;
};

export interface RunningMirror {
  /** Nobody has been heard in the room, and the user says that there is nothing to wait for. */
  startNow(): void;
  /** What could not be saved is tried again. */
  retrySaving(): void;
  /** Where the user is in the note, for those in the room; null: nowhere. */
  setCaret(place: CaretPlace | null): void;
  /** What is changed is saved at once: the page may not come back. */
  flush(): Promise<void>;
  /** Answers when what was on its way is durable. */
  close(): Promise<void>;
}

/** A text that nobody has changed for so long is marked as the same on both sides, for another device to go on from. */
const QUIET_MS = 5_000;

/** What is told to others in the room: it leaves the sealed world, so it is no device's name. */
const PRESENCE = { name: "Daybook", color: "#1f6f66", colorLight: "#1f6f6633" };

export type MirrorListener = {
  readonly onReport: (report: MirrorReport) => void;
  /** Of those in the room, at their places in the note. */
  readonly onCarets: (carets: readonly RoomCaret[]) => void;
};

export function runMirror(id: ItemId, field: NoteMirror, ports: MirrorPorts, listener: MirrorListener): RunningMirror {
  const run = new MirrorRun(id, field, ports, listener);
  run.open();
  return run;
}

const stopFor = (reason: StopReason): MirrorStop => {
  switch (reason.kind) {
    case "uncarried":
      return reason.in === "note" ? "uncarried-note" : "uncarried-room";
    case "not-stored":
      return reason.error.kind === "full" ? "store-full" : "store-failed";
    case "too-large":
    case "failed":
      return reason.kind;
  }
};

class MirrorRun implements RunningMirror {
  readonly #id: ItemId;
  readonly #field: NoteMirror;
  readonly #ports: MirrorPorts;
  readonly #listener: MirrorListener;
  readonly #copy: NoteCopy;
  readonly #clientId: number;
  #isOpening = false;
  #isClosed = false;
  #isUnsaved = false;
  #caret: CaretPlace | null = null;
  /** Told last. */
  #cursor: string | null = null;
  #stopped: MirrorStop | null = null;
  #mirror: Mirror | null = null;
  #link: RoomLink | null = null;
  #opening: Promise<void> = Promise.resolve();
  #stopWatching: () => void = () => undefined;
  #stopQuiet: (() => void) | null = null;

  constructor(id: ItemId, field: NoteMirror, ports: MirrorPorts, listener: MirrorListener) {
    [this.#id, this.#field, this.#ports, this.#listener] = [id, field, ports, listener];
    this.#clientId = ports.makeClientId();
    this.#copy = openNoteCopy(this.#clientId, {
      timers: ports.timers,
      isShared: () => ports.isShared(id),
      save: (update) => this.#save(update),
      onState: ({ error }) => {
        this.#isUnsaved = error !== null;
        this.#tell();
      },
    });
    // Nothing is bound to it: whatever changes is meant.
    this.#copy.saver.input();
    this.#copy.document.yDoc.on("update", () => {
      this.#becameBusy();
      // What a caret stands in may have come only now.
      this.#tellCarets();
      this.#tellOwnCaret();
    });
  }

  open(): void {
    this.#listener.onReport({ kind: "opening" });
    this.#stopWatching = this.#ports.watch(this.#id, this.#clientId, (note) => this.#take(note));
  }

  startNow(): void {
    this.#mirror?.roomReached();
  }

  retrySaving(): void {
    void this.#copy.saver.flush();
  }

  setCaret(place: CaretPlace | null): void {
    this.#caret = place;
    this.#tellOwnCaret();
  }

  flush(): Promise<void> {
    return this.#copy.saver.flush();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopQuiet?.();
    this.#closeLink();
    await this.#opening;
    this.#closeLink();
    await this.#mirror?.close();
    await this.#copy.saver.flush();
    this.#copy.saver.close();
    this.#stopWatching();
    this.#copy.document.yDoc.destroy();
  }

  #take(note: WatchedNote): void {
    if (note === "unreadable") this.#stop("unreadable");
    // A note that is gone is in nobody's list: whoever runs this will end it.
    if (note === null || note === "unreadable" || this.#isClosed) return;
    this.#copy.document.take(note.update);
    if (this.#isOpening) return;
    this.#isOpening = true;
    this.#opening = this.#openMirror().catch(() => this.#stop("failed"));
  }

  async #openMirror(): Promise<void> {
    const { yDoc, body } = this.#copy.document;
    const mirror = await openMirror({
      note: yDoc,
      body,
      store: this.#ports.openStore(this.#id),
      root: this.#field.rootName,
      rootType: this.#field.rootType,
      makeClientId: this.#ports.makeClientId,
      log: this.#field.stint,
      save: async () => {
        await this.#copy.saver.flush();
        return !this.#isUnsaved;
      },
      onState: (state) => this.#changed(state),
    });
    this.#mirror = mirror;
    if (this.#isClosed || mirror.state.kind === "stopped") return;
    const link = await this.#openLink(mirror);
    if (link === null) return;
    this.#link = link;
    if (this.#stopped !== null) this.#closeLink();
    this.#tell();
  }

  async #openLink(mirror: Mirror): Promise<RoomLink | null> {
    try {
      const link = await this.#ports.openLink(this.#field, {
        doc: mirror.room,
        onChange: () => this.#tell(),
        onReached: () => mirror.roomReached(),
        onClosed: (code) => this.#stop(refusalOf(code)),
      });
      link.awareness.setLocalStateField("user", PRESENCE);
      return link;
    } catch {
      this.#stop("no-code");
      return null;
    }
  }

  async #save(update: Uint8Array): Promise<string | null> {
    const fault = await this.#ports.save(this.#id, update);
    if (fault === "refused") this.#stop("not-saved");
    return fault;
  }

  #changed(state: MirrorState): void {
    if (state.kind === "stopped") this.#stop(stopFor(state.reason));
    else this.#tell();
  }

  #stop(reason: MirrorStop): void {
    if (this.#stopped !== null) return;
    this.#stopped = reason;
    this.#closeLink();
    this.#tell();
  }

  #closeLink(): void {
    this.#link?.close();
    this.#link = null;
  }

  #becameBusy(): void {
    this.#stopQuiet?.();
    this.#stopQuiet = this.#ports.timers.after(QUIET_MS, () => {
      if (this.#link?.state === "connected") this.#mirror?.settle();
    });
  }

  #tell(): void {
    if (this.#isClosed) return;
    this.#listener.onReport(this.#report());
    this.#tellCarets();
  }

  #tellCarets(): void {
    const [mirror, link] = [this.#mirror, this.#link];
    if (this.#isClosed || mirror === null || link === null) return;
    const carry = (position: Y.RelativePosition): Y.RelativePosition | null => mirror.carryPosition(position, "room");
    this.#listener.onCarets(link.state === "connected" ? caretsInRoom(link.awareness, this.#field.rootName, carry) : []);
  }

  #tellOwnCaret(): void {
    const [mirror, link, place] = [this.#mirror, this.#link, this.#caret];
    if (mirror === null || link === null) return;
    const cursor = place === null ? null : cursorOf(place, (position) => mirror.carryPosition(position, "note"));
    // It may stand in what is on its way: until then it stays where it was.
    if (cursor === null && place !== null) return;
    const told = JSON.stringify(cursor);
    if (told === this.#cursor) return;
    this.#cursor = told;
    link.awareness.setLocalStateField("cursor", cursor);
  }

  #report(): MirrorReport {
    if (this.#stopped !== null) return { kind: "stopped", reason: this.#stopped };
    const [mirror, opened] = [this.#mirror, this.#link];
    if (mirror === null || opened === null) return { kind: "opening" };
    const others = opened.state === "connected" ? othersIn(opened.awareness) : NOBODY;
    if (mirror.state.kind !== "mirroring") return { kind: "waiting", link: opened.state, others };
    return { kind: "mirroring", link: opened.state, others, isSaved: !this.#isUnsaved };
  }
}
