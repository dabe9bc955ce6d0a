// The code of a device that answers by its address: it is called there, with no relay and nobody to pass signals on, and the two meet over that connection
// as they would in a room at a relay. Either of the two may be the one that is in the space already. Who comes to have it calls again for everything else.

import type { DeviceId } from "../../base/ids.ts";
import type { HomePlace } from "../../members/home-place.ts";
import type { HomeInvitation } from "../../members/invitation.ts";
import type { DialDirect } from "../../ports/direct.ts";
import type { Link, LinkEvents } from "../../ports/link.ts";
import { joinMeeting } from "../../sync/meeting-link.ts";
import type { WireError } from "../../wire/wire-error.ts";
import { DirectConnection } from "../direct/direct-connection.ts";
import { keepToldAddress } from "../direct/told-addresses.ts";
import type { PairingFailure } from "../face.ts";
import type { Fetching } from "../arriving.ts";
import { admitOver, joinOver, type LedOptions, type OpenMeeting } from "../led-pairings.ts";
import { callFailureOf } from "../pairing-failure.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { takeLinksHere } from "../take-links-here.ts";

export const CALL_AGAIN_MS = 2_000;

/** Null: there are none to be had here. */
type Loading = Promise<DialDirect | null>;

/** A link that is there before what dials it is loaded. */
function openWhenLoaded(loading: Loading, at: HomeInvitation["address"], events: LinkEvents): Link {
  let link: Link | null = null;
  let isClosed = false;
  const open = async (): Promise<void> => {
    const dial = await loading;
    if (isClosed) return;
    if (dial === null) return events.closed({ kind: "failed", reason: "unsupported" });
    const { opened, frame, closed } = events;
    link = dial({ first: true, polite: false, iceServers: [], at }, { opened, frame, closed, signal: () => undefined });
  };
  void open();
  return {
    get binding() {
      return link?.binding ?? "";
    },
    send: (bytes) => link?.send(bytes),
    bufferedBytes: () => link?.bufferedBytes() ?? 0,
    close(error) {
      isClosed = true;
      link?.close(error);
    },
  };
}

/** What the newcomer fetches the space by: whoever has let it in called anew, and again when that ends. */
export class CalledFetch implements Fetching {
  readonly #replica: Replica;
  readonly #space: Space;
  readonly #called: HomePlace;
  #connection: DirectConnection | null = null;
  #hasStopped = false;
  #cancelAgain: () => void = () => undefined;

  constructor(replica: Replica, space: Space, called: HomePlace, loading: Loading) {
    this.#replica = replica;
    this.#space = space;
    this.#called = called;
    void this.#call(loading);
  }

  async #call(loading: Loading): Promise<void> {
    const { timers, random, suite, loadSession } = this.#replica.ports;
    const [dial, runSession] = await Promise.all([loading, loadSession().catch(() => null)]);
    if (this.#hasStopped) return;
    const again = (): void => {
      if (!this.#hasStopped) this.#cancelAgain = timers.after(CALL_AGAIN_MS, () => void this.#call(loading));
    };
    if (dial === null || runSession === null) return again();
    const { space, self } = this.#space.core;
    const { address: at, device } = this.#called;
    this.#connection = new DirectConnection(
      { source: this.#space, timers, random, sha256: suite.sha256, dial, runSession },
      { first: true, polite: false, iceServers: [], at, role: "initiator", space, self, device, inviter: device, attempt: "" },
      { signal: () => undefined, notice: () => undefined, bytes: () => undefined, ended: again },
    );
  }

  changed(): void {
    this.#connection?.changed();
  }

  isReached(): boolean {
    return this.#connection?.isOpen === true;
  }

  stop(): void {
    this.#hasStopped = true;
    this.#cancelAgain();
    this.#connection?.close();
  }
}

/** From now on, and after every start, it is called as one of this space's devices, although nobody has stated its address here. */
async function goOnCalling(replica: Replica, device: DeviceId, address: HomeInvitation["address"]): Promise<void> {
  // Where it cannot be kept it is called until this tab ends.
  const { core } = replica.spaces.own.space;
  void keepToldAddress(core, device, address);
  const links = await replica.links.loadDirect(core.space);
  links?.call(device, address);
}

/** Leads a pairing with it; what it comes to is told by the replica's desk. */
export function callHome(replica: Replica, { secret, address, device, asks }: HomeInvitation): void {
  const { ports } = replica;
  let cause: PairingFailure | null = null;
  const load = async (): Loading => {
    // It is served from here, by the tab that has the links.
    if (asks && !(await takeLinksHere(replica, () => false))) {
      cause = "other-tab";
      return null;
    }
    const loaded = await ports.loadDirect?.().catch(() => null);
    if (loaded === undefined || loaded === null) cause = "no-direct";
    return loaded?.dial ?? null;
  };
  const loading = load();
  const openLink = (events: LinkEvents): Link =>
    openWhenLoaded(loading, address, {
      opened: () => events.opened(),
      frame: (bytes) => events.frame(bytes),
      closed: (reason) => {
        if (reason.kind === "failed" && reason.reason === "unsupported") cause ??= "no-direct";
        events.closed(reason);
      },
    });
  const meet: OpenMeeting = (room, events) => joinMeeting(openLink, ports.timers, room, events);
  let hasMet = false;
  const failureOf = (error: WireError | "unreachable"): PairingFailure =>
    cause ?? (error === "unreachable" && hasMet ? "other-left" : callFailureOf(error));
  const onState: LedOptions["onState"] = (state) => {
    if (state.kind === "asked" || (state.kind === "joining" && state.comparisonCode !== null)) hasMet = true;
    if (state.kind === "admitted") void goOnCalling(replica, device, address);
  };
  const options = { other: device, failureOf, onState };
  if (asks) admitOver(replica, secret, meet, { ...options, begins: { kind: "calling" } });
  else joinOver(replica, secret, { meet, fetch: () => (space) => new CalledFetch(replica, space, { address, device }, loading) }, options);
}
