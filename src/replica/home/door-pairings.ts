// The two sides of a pairing at a device's own door: it shows a code, and whoever has it calls. Where this device is the newcomer it fetches the space by
// further calls of the other one, who alone can make them.

import { homeInvitationToCode, SECRET_BYTES } from "../../members/invitation.ts";
import type { DirectCall } from "../../ports/direct.ts";
import type { DirectAddress } from "../../wire/direct-address.ts";
import { MAX_MEET_LIFETIME_SECONDS } from "../../wire/limits.ts";
import { DirectConnection } from "../direct/direct-connection.ts";
import type { PairingFailure } from "../face.ts";
import type { Fetching } from "../arriving.ts";
import type { Admitted } from "../joining.ts";
import { admitOver, joinOver, type LedWay, type OpenMeeting } from "../led-pairings.ts";
import { callFailureOf } from "../pairing-failure.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { takeLinksHere } from "../take-links-here.ts";
import type { MeetingDoor } from "./meeting-door.ts";

const LIFETIME_MS = MAX_MEET_LIFETIME_SECONDS * 1_000;

export type DoorPairing =
  | { readonly kind: "open"; readonly code: string }
  /** Nobody could be heard here. */
  | { readonly kind: "failed"; readonly reason: PairingFailure };

class AnsweredFetch implements Fetching {
  readonly #replica: Replica;
  readonly #space: Space;
  readonly #device: Admitted["inviter"];
  readonly #connections = new Set<DirectConnection>();
  #stop: () => void = () => undefined;
  #hasStopped = false;

  constructor(replica: Replica, door: MeetingDoor, space: Space, { inviter }: Admitted) {
    this.#replica = replica;
    this.#space = space;
    this.#device = inviter;
    void this.#begin(door);
  }

  async #begin(door: MeetingDoor): Promise<void> {
    const { timers, random, suite, loadSession } = this.#replica.ports;
    const runSession = await loadSession();
    if (this.#hasStopped) return;
    const { close } = door.answer(({ dial, verified }: DirectCall) => {
      const { space, self } = this.#space.core;
      const connection: DirectConnection = new DirectConnection(
        { source: this.#space, timers, random, sha256: suite.sha256, dial, runSession },
        { first: false, polite: true, iceServers: [], role: "acceptor", space, self, device: this.#device, attempt: "" },
        {
          signal: () => undefined,
          notice: ({ kind }) => {
            if (kind === "open") verified();
          },
          bytes: () => undefined,
          ended: () => void this.#connections.delete(connection),
        },
      );
      this.#connections.add(connection);
    });
    this.#stop = close;
  }

  changed(): void {
    for (const connection of this.#connections) connection.changed();
  }

  isReached(): boolean {
    return [...this.#connections].some(({ isOpen }) => isOpen);
  }

  stop(): void {
    this.#hasStopped = true;
    this.#stop();
    for (const connection of this.#connections) connection.close();
  }
}

/** With what is shown: for ten minutes, once. `asks`: to be let in by whoever has the code; otherwise it lets them in. */
export async function pairAtDoor(replica: Replica, door: MeetingDoor, address: DirectAddress, asks: boolean): Promise<DoorPairing> {
  const { ports, links } = replica;
  const { core } = replica.spaces.own.space;
  // They hear the calls; right after a start they may still be on their way here.
  await takeLinksHere(replica, () => false);
  if ((await links.loadDirect(core.space)) === null) return { kind: "failed", reason: "no-direct" };
  const secret = ports.random(SECRET_BYTES);
  const meet: OpenMeeting = (room, events) => door.open(room, LIFETIME_MS, events);
  const options = { failureOf: callFailureOf };
  const way: LedWay = { meet, fetch: () => (joined, admitted) => new AnsweredFetch(replica, door, joined, admitted) };
  if (asks) joinOver(replica, secret, way, options);
  else admitOver(replica, secret, meet, options);
  return { kind: "open", code: homeInvitationToCode(ports.suite.sha256, { secret, address, device: core.self, asks }) };
}
