// What is done to the mirror of a note, as intents with their words.

import { bytesToHex } from "../../base/bytes.ts";
import type { DeviceId } from "../../base/ids.ts";
import type { MirrorRoom } from "../../model/mirror-field.ts";
import type { NoteRow } from "../../model/note-row.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { t } from "../texts/messages.ts";

const STINT_BYTES = 8;

const newStint = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(STINT_BYTES)));

/** The stint that begins, or null where it could not be stored. */
export async function startMirror(actions: TaskActions, { id }: NoteRow, room: MirrorRoom, device: DeviceId): Promise<string | null> {
  const stint = newStint();
  const outcome = await actions.act(
    { kind: "set-mirror", id, mirror: { ...room, device, stint } },
    { text: () => t("mirror.started", room.room), name: () => t("mirror.name"), toast: false },
  );
  return outcome.ok ? stint : null;
}

export async function takeMirrorOver(actions: TaskActions, { id }: NoteRow, room: MirrorRoom, device: DeviceId): Promise<void> {
  await actions.act(
    { kind: "set-mirror", id, mirror: { ...room, device, stint: newStint() } },
    { text: () => t("mirror.takenOver", room.room), name: () => t("mirror.nameTaken"), toast: true },
  );
}

export async function stopMirror(actions: TaskActions, { id }: NoteRow, { room }: MirrorRoom): Promise<void> {
  await actions.act(
    { kind: "set-mirror", id, mirror: null },
    { text: () => t("mirror.stopped", room), name: () => t("mirror.nameStopped"), toast: true },
  );
}
