// Notes, when somebody looks at them (face/notes.ts): loaded on first use, as most starts show tasks.

import { err, ok, unreachable, type Result } from "../../base/result.ts";
import type { DeviceId, ItemId, SpaceId } from "../../base/ids.ts";
import { editBody, type EditBodyError } from "../../items/edit-body.ts";
import type { NoteRow } from "../../model/note-row.ts";
import { noteSchema } from "../../model/note-schema.ts";
import { MAX_INTENT_ITEMS } from "../../model/task-intent.ts";
import { actErrorOf, isTooLarge, refused, UNREADABLE, type Refused } from "../act-error.ts";
import type { ActError, RowWindow } from "../face.ts";
import type { NoteAnswers, NotePush, NoteQuery, NoteRequest } from "../face/notes.ts";
import { QueryWindows } from "../query-windows.ts";
import type { Replica } from "../replica.ts";
import type { NotesOnScreen, ShownItems } from "../screen.ts";
import type { BuiltChange, WriteStamp } from "../space-writer.ts";
import type { Space } from "../space.ts";
import { MirrorLog } from "./mirror-log.ts";
import { NotePresence } from "./note-presence.ts";
import { OpenNotes } from "./open-notes.ts";

class ShownNotes implements NotesOnScreen {
  readonly windows: QueryWindows<NoteQuery, NoteRow>;
  readonly open: OpenNotes;
  readonly presence: NotePresence;

  constructor(replica: Replica, push: (push: NotePush) => void) {
    this.windows = new QueryWindows<NoteQuery, NoteRow>(
      ({ notes }, query) => notes.query(query),
      (watch, rows) => push({ kind: "note-rows", watch, ...rows }),
    );
    this.open = new OpenNotes(replica.spaces.onScreen, (watch, note) => push({ kind: "note", watch, note }));
    this.presence = new NotePresence({
      timers: replica.ports.timers,
      core: (item) => replica.spaces.holding([item]).space.core,
      reached: ({ space }) => reachedBy(replica, space),
      say: (frame, space) => replica.presence.say(space, frame),
      tell: (watch, present) => push({ kind: "present", watch, present }),
    });
    replica.presence.listener = this.presence;
  }

  get openIds(): readonly ItemId[] {
    return this.open.ids;
  }

  refresh(shown: ShownItems): void {
    this.windows.refresh(shown.index);
    this.open.refresh(shown);
  }

  moveWindow(shown: ShownItems, watch: number, window: RowWindow): void {
    this.windows.move(shown.index, watch, window);
  }

  unwatch(watch: number): boolean {
    this.windows.unwatch(watch);
    this.presence.be(watch, null, null);
    return this.open.unwatch(watch);
  }
}

/** By a direct connection, or by the relay. */
function reachedBy({ links }: Replica, space: SpaceId): ReadonlySet<DeviceId> {
  const connections = [...links.status(space).connections];
  return new Set(connections.filter(([, { kind }]) => kind === "direct" || kind === "relay").map(([device]) => device));
}

/** Of each replica one. */
const shownByReplica = new WeakMap<Replica, ShownNotes>();

function shownOf(replica: Replica, push: (push: NotePush) => void): ShownNotes {
  const present = shownByReplica.get(replica);
  if (present !== undefined) return present;
  const made = new ShownNotes(replica, push);
  shownByReplica.set(replica, made);
  replica.screen.showNotes(made);
  return made;
}

const mirrorLogsByReplica = new WeakMap<Replica, Map<ItemId, MirrorLog>>();

function mirrorLogOf(replica: Replica, id: ItemId): MirrorLog {
  const logs = mirrorLogsByReplica.get(replica) ?? new Map<ItemId, MirrorLog>();
  const log = logs.get(id) ?? new MirrorLog(replica.ports, id);
  mirrorLogsByReplica.set(replica, logs.set(id, log));
  return log;
}

const refusalOf = ({ kind }: EditBodyError): Refused => {
  if (kind === "no-item") return refused("no-such-item");
  return refused(kind === "newer-item" ? "newer-item" : "invalid");
};

function buildEdit(
  { core: { items } }: Space,
  id: ItemId,
  update: Uint8Array,
  { writer, stamp }: WriteStamp,
): Result<BuiltChange<null>, Refused> {
  if (items.item(id) === null) return err(refused("no-such-item"));
  const document = items.open(id);
  const edited = editBody(document, update, { schema: noteSchema, writer, stamp });
  if (!edited.ok) return err(refusalOf(edited.error));
  if (isTooLarge(document, edited.value)) return err(refused("too-large"));
  return ok({ name: "type", documents: new Map([[id, document]]), updates: [{ item: id, update: edited.value }], extra: null });
}

async function editNote(replica: Replica, id: ItemId, update: Uint8Array): Promise<Result<null, ActError>> {
  return replica.actOn([id], async ({ space }) => {
    const written = await space.write<null, Refused>({
      items: () => [id],
      build: (stamp) => buildEdit(space, id, update, stamp),
      ifUnreadable: UNREADABLE,
    });
    return written.ok ? ok(null) : err(actErrorOf(written.error));
  });
}

async function answer(replica: Replica, request: NoteRequest, push: (push: NotePush) => void): Promise<NoteAnswers[NoteRequest["kind"]]> {
  const { index } = replica.spaces.onScreen;
  switch (request.kind) {
    case "watch-notes":
      shownOf(replica, push).windows.watch(index, request.watch, request.query, request.window);
      return ok(null);
    case "watch-note":
      shownOf(replica, push).open.watch(request.watch, request.id, request.client, request.isUnseen === true);
      replica.screen.tellOpened();
      return ok(null);
    case "be-in-note": {
      const { open, presence } = shownOf(replica, push);
      presence.be(request.watch, open.idOf(request.watch), request.here);
      return null;
    }
    case "edit-note":
      return editNote(replica, request.id, request.update);
    case "load-mirror":
      return mirrorLogOf(replica, request.id).load();
    case "keep-mirror": {
      const { id, change } = request;
      const log = mirrorLogOf(replica, id);
      return change.kind === "append" ? log.append(change.entry) : log.replace(change.mirror);
    }
    case "note-ids": {
      const rows = index.notes.query(request.query).slice(0, MAX_INTENT_ITEMS);
      return rows.map(({ id }) => id);
    }
    default:
      return unreachable(request);
  }
}

export const notes = { answer };

export type Notes = typeof notes;
