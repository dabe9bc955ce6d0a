// A look into a room of another app: whether it can be reached, and what it holds. Nothing is written there, and nobody is shown as having come.

import * as Y from "yjs";
import { MAX_UPDATE_BYTES } from "../../imports/read-update.ts";
import { rootsOf, type ForeignRoot } from "../../imports/roots.ts";
import type { RoomLink, RoomLinkOptions, RoomPlace } from "./room-link.ts";
import { refusalOf, type RoomRefusal } from "./room-refusal.ts";

const WAIT_MS = 15_000;
/** Of a room of y-webrtc, once clients can find each other: whoever is there is connected by then. */
const ALONE_MS = 6_000;

/** `unreachable`: nothing has come within fifteen seconds. */
export type LookFault = "unreachable" | "no-code" | "too-large";

export type Look =
  /** `isAlone`: nobody is there, so nobody knows. */
  | { readonly kind: "seen"; readonly isAlone: boolean; readonly roots: readonly ForeignRoot[] }
  | { readonly kind: "fault"; readonly fault: LookFault }
  /** The server's word. */
  | { readonly kind: "refused"; readonly reason: RoomRefusal };

export type LookPorts = {
  readonly openLink: (place: RoomPlace, options: Omit<RoomLinkOptions, "iceServers">) => Promise<RoomLink>;
  readonly after: (delayMs: number, run: () => void) => () => void;
};

const fault = (kind: LookFault): Look => ({ kind: "fault", fault: kind });

export async function lookIntoRoom(place: RoomPlace, { openLink, after }: LookPorts): Promise<Look> {
  const doc = new Y.Doc();
  const stops: (() => void)[] = [];
  const seen = (isAlone: boolean): Look => ({ kind: "seen", isAlone, roots: rootsOf(doc) });
  let link: RoomLink | null = null;
  const found = await new Promise<Look>((resolve) => {
    let received = 0;
    let isAlone = false;
    doc.on("update", (update: Uint8Array) => {
      received += update.length;
      if (received > MAX_UPDATE_BYTES) resolve(fault("too-large"));
    });
    const look = (): void => {
      if (link?.state !== "alone" || isAlone) return;
      isAlone = true;
      stops.push(after(ALONE_MS, () => resolve(link?.state === "alone" ? seen(true) : fault("unreachable"))));
    };
    stops.push(after(WAIT_MS, () => resolve(fault("unreachable"))));
    const options = {
      doc,
      onChange: look,
      onReached: () => resolve(seen(false)),
      onClosed: (code: number) => resolve({ kind: "refused", reason: refusalOf(code) }),
    };
    const enter = async (): Promise<void> => {
      try {
        const opened = await openLink(place, options);
        link = opened;
        opened.awareness.setLocalState(null);
        look();
      } catch {
        resolve(fault("no-code"));
      }
    };
    void enter();
  });
  for (const stop of stops) stop();
  close(link);
  doc.destroy();
  return found;
}

/** Assigned while it was waited for, which the compiler cannot know. */
const close = (link: RoomLink | null): void => link?.close();
