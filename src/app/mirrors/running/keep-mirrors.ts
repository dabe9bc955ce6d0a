// Runs the mirrors of all notes whose field names this device, each in one tab at a time: whoever holds the note's lock runs it, and when that tab has gone the next
// one does. A tab tells the others how those go that it runs. A note that names this device no more, or another stint, is let go of at once.

import type { ItemId } from "../../../base/ids.ts";
import type { CaretPlace } from "../../../editor/remote-carets.ts";
import type { NoteMirror } from "../../../model/mirror-field.ts";
import type { MirrorReport } from "./mirror-report.ts";
import type { RoomCaret } from "./room-carets.ts";
import type { MirrorListener, RunningMirror } from "./run-mirror.ts";

export type MirroredNote = { readonly id: ItemId; readonly mirror: NoteMirror };

/** What tabs of one browser say to each other: of one build, so it is taken as it comes. */
export type TabMessage =
  | { readonly kind: "ask" }
  | { readonly kind: "report"; readonly id: ItemId; readonly report: MirrorReport }
  | { readonly kind: "act"; readonly id: ItemId; readonly act: MirrorAct }
  | { readonly kind: "carets"; readonly id: ItemId; readonly carets: readonly RoomCaret[] }
  | { readonly kind: "own-caret"; readonly id: ItemId; readonly place: CaretPlace | null };

/** `retry`: one that has stopped begins anew. `start`: there is nothing to wait for in the room. */
export type MirrorAct = "retry" | "start";

export interface TabChannel {
  post(message: TabMessage): void;
  /** Called once. */
  listen(onMessage: (message: TabMessage) => void): void;
}

export type KeeperPorts = {
  readonly locks: Pick<LockManager, "request">;
  readonly channel: TabChannel;
  readonly run: (note: MirroredNote, listener: MirrorListener) => RunningMirror;
  /** Null: it is not mirrored by this device any more. */
  readonly onReport: (id: ItemId, report: MirrorReport | null) => void;
  readonly onCarets: (id: ItemId, carets: readonly RoomCaret[]) => void;
};

export interface MirrorKeeper {
  /** These and no others are mirrored by this device. */
  keep(notes: readonly MirroredNote[]): void;
  act(id: ItemId, act: MirrorAct): void;
  /** Where the user is in the note; null: nowhere. */
  setCaret(id: ItemId, place: CaretPlace | null): void;
  retrySaving(): void;
  flush(): Promise<void>;
}

/** Notes that one device mirrors: each is three documents and a connection. */
export const MAX_MIRRORS = 20;

type Kept = {
  readonly note: MirroredNote;
  readonly letGo: AbortController;
  running: RunningMirror | null;
  report: MirrorReport | null;
  carets: string;
};

const NO_CARETS = "[]";

const isSame = (a: MirroredNote, b: MirroredNote): boolean => a.mirror.stint === b.mirror.stint && a.mirror.room === b.mirror.room;

/** Two notes that were mirrored with one room would be one text. */
const placeOf = ({ mirror: { kind, address, room } }: MirroredNote): string => JSON.stringify([kind, address, room]);

export function openMirrorKeeper(ports: KeeperPorts): MirrorKeeper {
  return new Keeper(ports);
}

class Keeper implements MirrorKeeper {
  readonly #ports: KeeperPorts;
  readonly #keptById = new Map<ItemId, Kept>();

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
    ports.channel.listen((message) => this.#hear(message));
    ports.channel.post({ kind: "ask" });
  }

  keep(notes: readonly MirroredNote[]): void {
    const ids = new Set(notes.map(({ id }) => id));
    for (const kept of this.#keptById.values()) {
      if (ids.has(kept.note.id)) continue;
      this.#end(kept);
      this.#ports.onReport(kept.note.id, null);
    }
    const places = new Set<string>();
    // Which of them run must not change with what is typed.
    const inOrder = notes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    for (const [number, note] of inOrder.entries()) {
      const place = placeOf(note);
      if (number >= MAX_MIRRORS) this.#refuse(note, "too-many");
      else if (places.has(place)) this.#refuse(note, "room-taken");
      else this.#keepOne(note);
      places.add(place);
    }
  }

  act(id: ItemId, act: MirrorAct): void {
    if (!this.#actHere(id, act)) this.#ports.channel.post({ kind: "act", id, act });
  }

  setCaret(id: ItemId, place: CaretPlace | null): void {
    const kept = this.#keptById.get(id);
    if (kept === undefined) return;
    if (kept.running === null) this.#ports.channel.post({ kind: "own-caret", id, place });
    else kept.running.setCaret(place);
  }

  retrySaving(): void {
    for (const { running } of this.#keptById.values()) running?.retrySaving();
  }

  async flush(): Promise<void> {
    const running = [...this.#keptById.values()].flatMap((kept) => kept.running ?? []);
    await Promise.all(running.map(async (one) => one.flush()));
  }

  #keepOne(note: MirroredNote): void {
    const present = this.#keptById.get(note.id);
    if (present !== undefined && isSame(present.note, note)) return;
    if (present !== undefined) this.#end(present);
    this.#begin(note);
  }

  #begin(note: MirroredNote): void {
    const kept: Kept = { note, letGo: new AbortController(), running: null, report: null, carets: NO_CARETS };
    this.#keptById.set(note.id, kept);
    this.#ports.onReport(note.id, null);
    void this.#hold(kept);
  }

  #end({ note, letGo }: Kept): void {
    this.#keptById.delete(note.id);
    letGo.abort();
  }

  #refuse(note: MirroredNote, reason: "too-many" | "room-taken"): void {
    const present = this.#keptById.get(note.id);
    if (present !== undefined) this.#end(present);
    this.#ports.onReport(note.id, { kind: "stopped", reason });
  }

  /** Until it is let go of; all of the browser's tabs wait for the one that holds it. */
  async #hold(kept: Kept): Promise<void> {
    const { note, letGo } = kept;
    const { signal } = letGo;
    const run = async (): Promise<void> => {
      if (signal.aborted) return;
      const running = this.#ports.run(note, {
        onReport: (report) => this.#tell(kept, report),
        onCarets: (carets) => this.#tellCarets(kept, carets),
      });
      kept.running = running;
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      kept.running = null;
      this.#tellCarets(kept, []);
      await running.close();
    };
    try {
      await this.#ports.locks.request(`daybook-mirror-${note.id}`, { signal }, run);
    } catch {
      // It was let go of before it was this tab's turn.
    }
  }

  #tell(kept: Kept, report: MirrorReport): void {
    const { id } = kept.note;
    if (this.#keptById.get(id) !== kept || JSON.stringify(report) === JSON.stringify(kept.report)) return;
    kept.report = report;
    this.#ports.onReport(id, report);
    this.#ports.channel.post({ kind: "report", id, report });
  }

  #tellCarets(kept: Kept, carets: readonly RoomCaret[]): void {
    const { id } = kept.note;
    const told = JSON.stringify(carets.map(({ anchor, head, ...caret }) => ({ ...caret, anchor: [...anchor], head: [...head] })));
    if (told === kept.carets) return;
    kept.carets = told;
    this.#ports.onCarets(id, carets);
    this.#ports.channel.post({ kind: "carets", id, carets });
  }

  #hear(message: TabMessage): void {
    switch (message.kind) {
      case "ask":
        return this.#answer();
      case "act":
        return void this.#actHere(message.id, message.act);
      case "own-caret":
        return this.#keptById.get(message.id)?.running?.setCaret(message.place);
      case "carets":
        if (this.#keptById.get(message.id)?.running === null) this.#ports.onCarets(message.id, message.carets);
        return;
      case "report":
        // What this tab runs itself it knows better.
        if (this.#keptById.get(message.id)?.running === null) this.#ports.onReport(message.id, message.report);
    }
  }

  #answer(): void {
    for (const { note, running, report } of this.#keptById.values()) {
      if (running !== null && report !== null) this.#ports.channel.post({ kind: "report", id: note.id, report });
    }
  }

  /** Whether it is this tab that runs it. */
  #actHere(id: ItemId, act: MirrorAct): boolean {
    const kept = this.#keptById.get(id);
    if (kept === undefined || kept.running === null) return false;
    if (act === "start") kept.running.startNow();
    else {
      this.#end(kept);
      this.#begin(kept.note);
    }
    return true;
  }
}
