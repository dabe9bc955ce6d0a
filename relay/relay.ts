// The relay: takes links, whatever carries them, and serves the spaces of its store on them. One more replica, blind: it never opens a record
// and has no key. Everything outside comes in as a port, so that the simulation runs this very relay in memory.

import type { SpaceId } from "../src/base/ids.ts";
import type { IceServer } from "../src/ports/direct.ts";
import { err, type Result } from "../src/base/result.ts";
import type { StatementVerifier } from "../src/members/statement.ts";
import type { Random } from "../src/ports/crypto.ts";
import type { Link, LinkEvents } from "../src/ports/link.ts";
import type { Clock, Timers } from "../src/ports/time.ts";
import { encodeDirectAddress, type DirectAddress } from "../src/wire/direct-address.ts";
import type { Frame } from "../src/wire/frames.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import { CapsuleAskers } from "./capsules.ts";
import { DEFAULT_LIMITS, type RelayLimits } from "./limits.ts";
import { LinkSession, type LinkSessionPorts } from "./link-session.ts";
import { isLoopbackAddress, networkOf } from "./loopback.ts";
import { Meetings } from "./meetings.ts";
import type { WakingPort } from "./register-reminders.ts";
import type { RelayStore, RelayStoreError } from "./relay-store.ts";
import type { SpacePolicy } from "./space-policy.ts";
import { Space, type SpacePorts } from "./space.ts";

/** What the operator may hear of: classes, never ids or content. */
export type RelayEvent =
  | { readonly kind: "link-ended"; readonly error: WireError | null }
  | { readonly kind: "store-failed"; readonly error: RelayStoreError }
  /** A push service takes no messages from this relay. `status`: its answer's. */
  | { readonly kind: "push-refused"; readonly status: number }
  | { readonly kind: "defect"; readonly error: unknown };

export type RelayPorts = {
  readonly store: RelayStore;
  /** Of the crypto suite, what checks signatures; off the event loop where that is possible. */
  readonly suite: StatementVerifier;
  readonly random: Random;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly policy: SpacePolicy;
  /** The origins the relay goes by, as devices dial them (`ws://host:port`); on other links the binding. */
  readonly origins: readonly string[];
  readonly limits?: Partial<RelayLimits>;
  /** The operator's, told to members; none when absent. */
  readonly iceServers?: readonly IceServer[];
  /** Where members can call it without its socket; nowhere when absent. */
  readonly answersAt?: DirectAddress | null;
  /** What wakes devices that are closed; nothing does when absent. */
  readonly waking?: WakingPort | null;
  readonly report?: (event: RelayEvent) => void;
};

export type RelayCounts = { readonly links: number; readonly members: number; readonly spaces: number; readonly meetings: number };

/** `isLetIn`: the other side has shown who it is, or is in a meeting. */
export type AcceptedLink = LinkEvents & { readonly isLetIn: boolean };

export type LinkPeer = {
  /** Where it comes from, for the limits per address. */
  readonly address: string;
  /** It has called by this machine's address: its binding names the two certificates, and is no origin. */
  readonly isCall?: boolean;
  /** It was opened by a page that this relay does not serve. */
  readonly isForeignPage?: boolean;
};

export interface Relay {
  /** Takes over a link; its events go to what is returned. */
  accept(link: Link, peer: LinkPeer): AcceptedLink;
  counts(): RelayCounts;
  /** Says on every link that it is shutting down, commits what is asked for, closes the store. */
  close(): Promise<void>;
}

export function openRelay(ports: RelayPorts): Relay {
  return new OpenRelay(ports);
}

type OpenSpace = { readonly opening: Promise<Result<Space, RelayStoreError>>; users: number };

class OpenRelay implements Relay {
  readonly #ports: RelayPorts;
  readonly #limits: RelayLimits;
  readonly #meetings: Meetings;
  readonly #capsuleAskers: CapsuleAskers;
  readonly #spaces = new Map<SpaceId, OpenSpace>();
  readonly #addressBySession = new Map<LinkSession, string>();
  readonly #linksByAddress = new Map<string, number>();
  #isClosing = false;

  constructor(ports: RelayPorts) {
    this.#ports = ports;
    this.#limits = { ...DEFAULT_LIMITS, ...ports.limits };
    this.#meetings = new Meetings(ports.timers);
    this.#capsuleAskers = new CapsuleAskers(ports.clock);
  }

  accept(link: Link, peer: LinkPeer): AcceptedLink {
    const address = isLoopbackAddress(peer.address) ? peer.address : networkOf(peer.address);
    const session = new LinkSession(link, this.#sessionPorts(peer, address));
    const refusal = this.#refusalOf(address);
    this.#addressBySession.set(session, address);
    this.#linksByAddress.set(address, (this.#linksByAddress.get(address) ?? 0) + 1);
    if (refusal === null) return session;
    return { opened: () => session.fail(refusal), frame: () => undefined, closed: (reason) => session.closed(reason), isLetIn: false };
  }

  counts(): RelayCounts {
    const sessions = [...this.#addressBySession.keys()];
    const members = sessions.filter((session) => session.isMember).length;
    return { links: sessions.length, members, spaces: this.#spaces.size, meetings: this.#meetings.count };
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const spaces = [...this.#spaces.values()];
    for (const session of this.#addressBySession.keys()) session.fail("shutting-down");
    for (const { opening } of spaces) {
      const space = await opening;
      if (space.ok) await space.value.settled();
    }
    await this.#ports.store.close();
  }

  #refusalOf(address: string): WireError | null {
    if (this.#isClosing) return "shutting-down";
    if (this.#addressBySession.size >= this.#limits.maxLinks) return "too-many-links";
    if (isLoopbackAddress(address)) return null;
    const { maxLinksPerAddress, maxStrangersPerAddress } = this.#limits;
    const links = this.#linksByAddress.get(address) ?? 0;
    const areTooMany =
      links >= maxLinksPerAddress || (links >= maxStrangersPerAddress && this.#strangersFrom(address) >= maxStrangersPerAddress);
    return areTooMany ? "too-many-links" : null;
  }

  /** Links that have not shown who they are. */
  #strangersFrom(address: string): number {
    const from = [...this.#addressBySession].filter(([, other]) => other === address);
    return from.filter(([session]) => !session.isLetIn).length;
  }

  #sessionPorts({ isForeignPage = false, isCall = false }: LinkPeer, address: string): LinkSessionPorts {
    const { store, suite, random, clock, timers, policy, origins } = this.#ports;
    return {
      storeId: store.storeId,
      verifier: suite,
      random,
      clock,
      timers,
      policy,
      isForeignPage,
      isCall,
      origins,
      quotaBytes: this.#limits.spaceQuotaBytes,
      maxLinksPerDevice: this.#limits.maxLinksPerDevice,
      waking: this.#ports.waking ?? null,
      toldToMembers: this.#toldToMembers(),
      meetings: this.#meetings,
      takeSpace: (id) => this.#takeSpace(id),
      giveSpaceBack: (space) => this.#giveSpaceBack(space.id),
      readCapsule: (id) => this.#readCapsule(id, address),
      defect: (error) => this.#report({ kind: "defect", error }),
      ended: (session, error) => this.#ended(session, error),
    };
  }

  async #readCapsule(id: Uint8Array, address: string): Promise<Result<Uint8Array | null, WireError>> {
    if (!this.#capsuleAskers.mayAsk(address)) return err("rate");
    const read = await this.#ports.store.readCapsule(id);
    if (read.ok) return read;
    this.#report({ kind: "store-failed", error: read.error });
    return err("storage");
  }

  #toldToMembers(): readonly Frame[] {
    const { iceServers = [], answersAt = null, waking = null } = this.#ports;
    return [
      ...(iceServers.length > 0 ? [{ type: "ice-servers", servers: iceServers } as const] : []),
      ...(answersAt === null ? [] : [{ type: "answers-at", at: encodeDirectAddress(answersAt) } as const]),
      ...(waking === null ? [] : [{ type: "push-key", key: waking.key } as const]),
    ];
  }

  async #takeSpace(id: SpaceId): Promise<Result<Space, RelayStoreError>> {
    const held = this.#spaces.get(id) ?? { opening: this.#openSpace(id), users: 0 };
    this.#spaces.set(id, held);
    held.users++;
    const space = await held.opening;
    if (!space.ok) this.#giveSpaceBack(id);
    return space;
  }

  async #openSpace(id: SpaceId): Promise<Result<Space, RelayStoreError>> {
    const space = await Space.open(id, this.#spacePorts());
    if (!space.ok) this.#report({ kind: "store-failed", error: space.error });
    return space;
  }

  /** A space that nobody uses is forgotten once its last commit is done. */
  #giveSpaceBack(id: SpaceId): void {
    const held = this.#spaces.get(id);
    if (held === undefined) return;
    held.users--;
    if (held.users === 0) void this.#forget(id, held);
  }

  async #forget(id: SpaceId, held: OpenSpace): Promise<void> {
    const space = await held.opening;
    if (space.ok) await space.value.settled();
    if (held.users === 0 && this.#spaces.get(id) === held) this.#spaces.delete(id);
  }

  #spacePorts(): SpacePorts {
    return {
      store: this.#ports.store,
      verifier: this.#ports.suite,
      clock: this.#ports.clock,
      timers: this.#ports.timers,
      quotaBytes: this.#limits.spaceQuotaBytes,
      stagedBytes: this.#limits.spaceStagedBytes,
      storeFailed: (error) => this.#report({ kind: "store-failed", error }),
      defect: (error) => this.#report({ kind: "defect", error }),
    };
  }

  #ended(session: LinkSession, error: WireError | null): void {
    const address = this.#addressBySession.get(session);
    if (address === undefined) return;
    this.#addressBySession.delete(session);
    const others = (this.#linksByAddress.get(address) ?? 1) - 1;
    if (others > 0) this.#linksByAddress.set(address, others);
    else this.#linksByAddress.delete(address);
    this.#report({ kind: "link-ended", error });
  }

  #report(event: RelayEvent): void {
    this.#ports.report?.(event);
  }
}
