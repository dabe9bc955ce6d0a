// Who else is in a document, and where: the awareness protocol of Yjs (y-protocols 1.0.7). States of clients, newest clock first, none of them stored.

import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from "y-protocols/awareness";
import * as Y from "yjs";

export type PresenceChange = {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
};

export type Presence = {
  /** Client ids of those who are here. */
  readonly clients: readonly number[];
  /** Takes in what `from` tells. Throws where that is no such update; what came before it is taken. */
  readonly take: (update: Uint8Array, from: unknown) => void;
  readonly encode: (clients: readonly number[]) => Uint8Array;
  readonly remove: (clients: readonly number[]) => void;
  readonly close: () => void;
};

/** Of somebody who only passes it on and is not there itself. `changed`: by whom, null where a state has run out or was taken away. */
export function openPresence(changed: (change: PresenceChange, from: unknown) => void): Presence {
  const awareness = new Awareness(new Y.Doc({ guid: "presence" }));
  awareness.setLocalState(null);
  awareness.on("update", (change: PresenceChange, from: unknown) => changed(change, from === "timeout" ? null : from));
  return {
    get clients() {
      return [...awareness.getStates().keys()];
    },
    take: (update, from) => applyAwarenessUpdate(awareness, update, from),
    encode: (clients) => encodeAwarenessUpdate(awareness, [...clients]),
    remove: (clients) => removeAwarenessStates(awareness, [...clients], null),
    close: () => awareness.destroy(),
  };
}
