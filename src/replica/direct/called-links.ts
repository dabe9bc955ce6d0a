// Connections by which other devices have called this one, at its address. Who calls is known when the session's handshake has proved it to be a member:
// until then a call is nobody's, has to hurry, and ends with this tab's links. From then on it is that device's connection like any other.

import type { DeviceId } from "../../base/ids.ts";
import type { AnswerDirect, DirectCall } from "../../ports/direct.ts";
import type { Forwarding, SessionNotice } from "../../sync/session-step.ts";
import type { SpaceCore } from "../space-core.ts";
import { DirectConnection, type ConnectionEvents, type ConnectionPorts } from "./direct-connection.ts";

export type TakenCall = { readonly events: ConnectionEvents; readonly forwarding: Forwarding };

/** Null: it is not to be had. */
type Take = (device: DeviceId, connection: DirectConnection) => TakenCall | null;

type CountBytes = ConnectionEvents["bytes"];

export class CalledLinks {
  readonly #ports: ConnectionPorts;
  readonly #core: Pick<SpaceCore, "space" | "self">;
  readonly #countBytes: CountBytes;
  readonly #take: Take;
  readonly #unverified = new Set<DirectConnection>();
  readonly #stop: () => void;

  constructor(
    ports: ConnectionPorts,
    core: Pick<SpaceCore, "space" | "self">,
    answer: AnswerDirect | undefined,
    countBytes: CountBytes,
    take: Take,
  ) {
    this.#ports = ports;
    this.#core = core;
    this.#countBytes = countBytes;
    this.#take = take;
    const answering = answer?.((call) => this.#onCall(call));
    this.#stop = () => answering?.close();
  }

  #onCall({ dial, verified }: DirectCall): void {
    const { space, self } = this.#core;
    let taken: TakenCall | null = null;
    const onNotice = (notice: SessionNotice): void => {
      if (notice.kind === "open") {
        this.#unverified.delete(connection);
        verified();
        taken = notice.peer.kind === "device" ? this.#take(notice.peer.id, connection) : null;
        if (taken === null) return connection.close();
      }
      taken?.events.notice(notice);
    };
    const connection: DirectConnection = new DirectConnection(
      { ...this.#ports, dial },
      {
        first: false,
        polite: true,
        iceServers: [],
        role: "acceptor",
        space,
        self,
        device: null,
        attempt: "",
        // Nothing is sent before it is known to whom.
        forwarding: {
          heldBack: (unsent) => taken?.forwarding.heldBack(unsent) ?? new Set(),
          isToldBy: (author) => taken?.forwarding.isToldBy(author) === true,
        },
      },
      {
        // The caller makes do without.
        signal: () => undefined,
        notice: onNotice,
        bytes: (direction, bytes) => (taken?.events.bytes ?? this.#countBytes)(direction, bytes),
        ended: (reason) => {
          this.#unverified.delete(connection);
          taken?.events.ended(reason);
        },
      },
    );
    this.#unverified.add(connection);
  }

  close(): void {
    this.#stop();
    for (const connection of this.#unverified) connection.close();
  }
}
