// Carries where somebody is in a note (PROTOCOL.md "Presence") between the links, which one tab of this browser holds, and the tabs that have notes open. What a
// tab says goes out by the one with the links; what comes in there is told to all of them. What nobody listens to is forgotten.

import type { DeviceId, SpaceId } from "../base/ids.ts";
import type { PresenceFrame } from "../wire/frames.ts";

/** The note that is open in this tab (notes/note-presence.ts). */
export interface PresenceListener {
  hear(frame: PresenceFrame): void;
  /** Other devices may be reached than before. */
  reachedChanged(): void;
}

export type PresencePostPorts = {
  readonly self: () => DeviceId;
  /** To the other tabs. */
  readonly post: (space: SpaceId, frame: PresenceFrame) => void;
  /** By the links of this tab; false where it has none. */
  readonly send: (space: SpaceId, frame: PresenceFrame) => boolean;
};

export class PresencePost {
  readonly #ports: PresencePostPorts;
  listener: PresenceListener | null = null;

  constructor(ports: PresencePostPorts) {
    this.#ports = ports;
  }

  /** Of this tab. */
  say(space: SpaceId, frame: PresenceFrame): void {
    if (!this.#ports.send(space, frame)) this.#ports.post(space, frame);
  }

  hearFromLink(space: SpaceId, frame: PresenceFrame): void {
    this.#ports.post(space, frame);
    this.listener?.hear(frame);
  }

  hearFromTab(space: SpaceId, frame: PresenceFrame): void {
    if (frame.from === this.#ports.self()) this.#ports.send(space, frame);
    else this.listener?.hear(frame);
  }

  reachedChanged(): void {
    this.listener?.reachedChanged();
  }
}
