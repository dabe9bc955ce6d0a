// The ways by which somebody who restores reaches whoever has the space: a relay, a device that is called at its address, and one beside this one, over the
// connection that two codes have made. On each the phrase's member comes first (recovery-session.ts), and then, as itself, the device that it has added.

import type { DeviceId, SpaceId } from "../../base/ids.ts";
import type { HomePlace } from "../../members/home-place.ts";
import type { Link, LinkEvents } from "../../ports/link.ts";
import type { RunSession } from "../../sync/session-driver.ts";
import type { SessionNotice } from "../../sync/session-step.ts";
import type { SyncSource } from "../../sync/sync-source.ts";
import type { WireError } from "../../wire/wire-error.ts";
import { fetchFrom, type Fetching } from "../arriving.ts";
import { DirectConnection, type ConnectionEvents } from "../direct/direct-connection.ts";
import type { DirectFailureReason } from "../face.ts";
import type { RestoreFailure } from "../face/recovery.ts";
import { CALL_AGAIN_MS, CalledFetch } from "../home/call-home.ts";
import type { NearbyLink } from "../nearby/nearby-link.ts";
import { NearbyFetch } from "../nearby/nearby-meeting.ts";
import { RelayConnection } from "../relay-connection.ts";
import { NO_TOKEN } from "../relay-token.ts";
import type { Replica } from "../replica.ts";
import type { ReplicaPorts } from "../replica-ports.ts";
import type { Space } from "../space.ts";

export type WaySession = { changed(): void; stop(): void };

export type WayEvents = {
  readonly notice: (notice: SessionNotice) => void;
  /** It has ended, and is not tried again. Not after `stop`, and not before `open` has returned. */
  readonly failed: (failure: RestoreFailure) => void;
};

export type RestoringWay = {
  /** A session as `self`, with whoever has the space. */
  readonly open: (source: SyncSource, space: SpaceId, self: DeviceId, events: WayEvents) => WaySession;
  readonly fetch: (space: Space) => Fetching;
  /** What it means that nobody is reached. */
  readonly unreachable: RestoreFailure;
};

const RELAY_FAILURES: Partial<Readonly<Record<WireError | "unreachable", RestoreFailure>>> = {
  unreachable: "relay-unreachable",
  "not-a-member": "other-phrase",
  "no-such-space": "no-such-space",
  // Where new spaces are opened for some only, one that is not there is a new one.
  "space-refused": "no-such-space",
  "space-not-listed": "no-such-space",
  "foreign-page": "no-such-space",
};

/** `origin`: to dial. */
export function relayWay(ports: ReplicaPorts, origin: string): RestoringWay {
  const { dialRelay: dial, loadSession, timers, clock, random, suite } = ports;
  return {
    open(source, space, self, { notice, failed }) {
      const connection = new RelayConnection(
        { dial, loadSession, timers, clock, random, sha256: suite.sha256 },
        {
          onNotice: notice,
          onBytes: () => undefined,
          onState: (state) => state.kind === "waiting" && failed(RELAY_FAILURES[state.reason] ?? "relay-refused"),
          onAutoSync: () => undefined,
        },
        source,
        space,
        self,
        { origin, token: NO_TOKEN },
      );
      connection.syncNow();
      return connection;
    },
    fetch: (space) => fetchFrom(ports, origin, space),
    unreachable: "relay-unreachable",
  };
}

type CallEvents = Pick<ConnectionEvents, "notice" | "ended">;

/** Null: nobody can be called from here. */
type Call = (events: CallEvents) => Promise<DirectConnection | null>;

/** Calls again where it broke off. */
class CalledSession implements WaySession {
  readonly #call: Call;
  readonly #ports: ReplicaPorts;
  readonly #events: WayEvents;
  #connection: DirectConnection | null = null;
  #wasVerified = false;
  #hasStopped = false;
  #cancelAgain: () => void = () => undefined;

  constructor(ports: ReplicaPorts, call: Call, events: WayEvents) {
    this.#ports = ports;
    this.#call = call;
    this.#events = events;
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const connection = await this.#call({
      notice: (notice) => this.#onNotice(notice),
      ended: (reason) => this.#onEnded(reason),
    });
    if (this.#hasStopped) connection?.close();
    else if (connection === null) this.#fail("no-direct");
    else this.#connection = connection;
  }

  #onNotice(notice: SessionNotice): void {
    if (notice.kind === "open") this.#wasVerified = true;
    if (!this.#hasStopped) this.#events.notice(notice);
  }

  #onEnded(reason: DirectFailureReason | null): void {
    if (this.#hasStopped) return;
    if (reason === "unsupported") return this.#fail("no-direct");
    if (reason === "unreachable") return this.#fail("home-unreachable");
    // Whoever does not have the space says so before it shows who it is.
    if (reason === "not-verified") return this.#fail(this.#wasVerified ? "not-known-there" : "no-space-there");
    this.#wasVerified = false;
    this.#cancelAgain = this.#ports.timers.after(CALL_AGAIN_MS, () => void this.#begin());
  }

  #fail(failure: RestoreFailure): void {
    this.stop();
    this.#events.failed(failure);
  }

  changed(): void {
    this.#connection?.changed();
  }

  stop(): void {
    this.#hasStopped = true;
    this.#cancelAgain();
    this.#connection?.close();
  }
}

/** Whoever is called has to prove to be the device of the place: the phrase's member knows nobody else before it has seen the statements. */
export function calledWay(replica: Replica, { device, address }: HomePlace): RestoringWay {
  const { ports } = replica;
  const loading = (async () => (await ports.loadDirect?.().catch(() => null))?.dial ?? null)();
  return {
    open(source, space, self, events) {
      const { timers, random, suite, loadSession } = ports;
      const call: Call = async ({ notice, ended }) => {
        const [dial, runSession] = await Promise.all([loading, loadSession().catch(() => null)]);
        if (dial === null || runSession === null) return null;
        return new DirectConnection(
          { source, timers, random, sha256: suite.sha256, dial, runSession },
          { first: true, polite: false, iceServers: [], at: address, role: "initiator", space, self, device, inviter: device, attempt: "" },
          { signal: () => undefined, notice, bytes: () => undefined, ended },
        );
      };
      return new CalledSession(ports, call, events);
    },
    fetch: (space) => new CalledFetch(replica, space, { device, address }, loading),
    unreachable: "home-unreachable",
  };
}

/** `lost`: the connection is gone, and the two cannot make another like it. This side accepts: who is there, it knows by the statements that are shown. */
export function nearbyWay(replica: Replica, link: NearbyLink, runSession: RunSession, lost: () => void): RestoringWay {
  const { timers, random, suite } = replica.ports;
  return {
    open(source, space, self, { notice, failed }) {
      let hasStopped = false;
      let isUnknown = false;
      const session = runSession(
        { source, openLink: (events: LinkEvents): Link => link.take(events, "fetch"), timers, random, sha256: suite.sha256 },
        {
          role: "acceptor",
          peer: "device",
          space,
          self,
          onNotice: (told) => {
            if (told.kind === "wire-error") isUnknown = told.error === "not-a-member";
            notice(told);
          },
          onBytes: () => undefined,
          onClosed: (reason, said) => {
            // The other side does not know us, or is of another space than it was asked for.
            const isRefused = isUnknown || said === "not-a-member" || (reason.kind === "remote" && reason.error === "not-a-member");
            if (!hasStopped) failed(isRefused ? "not-known-there" : "lost");
          },
        },
      );
      const stop = (): void => {
        hasStopped = true;
        session.close();
      };
      return { changed: () => session.changed(), stop };
    },
    fetch: (space) => new NearbyFetch(replica, link, space, lost),
    unreachable: "lost",
  };
}
