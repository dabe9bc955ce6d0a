// Who else is in the note on this screen, by name and colour, and telling them where this device is in it: as long as the page is on screen, and of the caret only
// while somebody is there. Those in the room that it is mirrored with are shown by their carets, and told of ours, too.

import { createEffect, createMemo, on, onCleanup, onMount, type Accessor } from "solid-js";
import type { DeviceId, ItemId } from "../../base/ids.ts";
import type { CaretPlace, RemoteCaret } from "../../editor/remote-carets.ts";
import type { DeviceState } from "../../replica/face.ts";
import { LIST_COLORS } from "../../model/list-schema.ts";
import type { Hue } from "../../ui/mark/hue-dot.tsx";
import type { OpenNoteClient } from "../client/open-note.ts";
import { othersInRoom } from "../mirrors/running/mirror-report.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";

export type PresentDevice = { readonly id: DeviceId; readonly name: string; readonly hue: Hue };

export type NotePresence = {
  readonly present: Accessor<readonly PresentDevice[]>;
  readonly carets: Accessor<readonly RemoteCaret[]>;
  /** The caret may be elsewhere. `caret` says where, when that is wanted. */
  readonly onMove: (caret: () => CaretPlace | null) => void;
};

type Named = Pick<DeviceState, "id" | "name">;

const areSame = <One extends Named>(a: readonly One[], b: readonly One[]): boolean =>
  a.length === b.length && a.every(({ id, name }, i) => id === b[i]?.id && name === b[i].name);

/** Neighbours in the list of hues look alike. */
const HUE_STEP = 3;

/** By the order of devices in the space, which others join at the end of. */
function presentDevice(id: DeviceId, devices: readonly Named[]): PresentDevice {
  const index = devices.findIndex((device) => device.id === id);
  const hue = LIST_COLORS[(Math.max(index, 0) * HUE_STEP) % LIST_COLORS.length] ?? "blue";
  return { id, name: devices[index]?.name ?? t("pair.unnamed"), hue };
}

const NOWHERE = (): CaretPlace | null => null;

/** Ends with its owner. */
export function createNotePresence(note: ItemId, open: OpenNoteClient): NotePresence {
  const { client, mirrors } = useApp();
  let caretNow = NOWHERE;
  let frame: number | null = null;
  const tell = (): void => {
    const here = document.visibilityState === "visible" ? { caret: caretNow() } : null;
    open.be(here);
    mirrors.setCaret(note, here?.caret ?? null);
  };
  const isAlone = createMemo(() => open.present().length === 0 && othersInRoom(mirrors.reportOf(note)) === 0);
  onMount(() => {
    tell();
    document.addEventListener("visibilitychange", tell);
  });
  onCleanup(() => {
    document.removeEventListener("visibilitychange", tell);
    if (frame !== null) cancelAnimationFrame(frame);
    mirrors.setCaret(note, null);
  });
  createEffect(on(isAlone, (alone) => alone || tell(), { defer: true }));
  // The status is another one with every key, and so are the carets; who is there is not.
  const devices = createMemo<readonly Named[]>(() => client.status()?.devices ?? [], [], { equals: areSame });
  const present = createMemo<readonly PresentDevice[]>(() => open.present().map(({ device }) => presentDevice(device, devices())), [], {
    equals: areSame,
  });
  const carets = createMemo((): readonly RemoteCaret[] => [
    ...open.present().flatMap(({ device, caret }) => {
      const { name, hue } = presentDevice(device, devices());
      return caret === null ? [] : [{ id: device, name, color: `var(--hue-${hue})`, ...caret }];
    }),
    ...mirrors.caretsOf(note).map(({ name, ...caret }, index) => {
      const hue = LIST_COLORS.at(-1 - (index % LIST_COLORS.length)) ?? "blue";
      return { ...caret, name: name || t("mirror.someone"), color: `var(--hue-${hue})` };
    }),
  ]);
  return {
    present,
    carets,
    onMove(caret) {
      caretNow = caret;
      if (isAlone() || frame !== null) return;
      // Behind what the key itself has to paint.
      frame = requestAnimationFrame(() => {
        frame = null;
        tell();
      });
    },
  };
}
