// Connecting nearby in one tab: the codes that are shown and taken, and what becomes of the connection that they make. Of two devices that take each
// other's offer at once, the offer of the one with the lower id goes on: the offer stays, unshown, while an answer is shown in its place.

import { parseId, type DeviceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { bytesEqual } from "../../base/bytes.ts";
import type { DialDirect } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import { decodeFrame } from "../../wire/frame-codec.ts";
import {
  attemptOf,
  checkOf,
  encodeNearbyCode,
  NEARBY_SECRET_BYTES,
  parseNearbyCode,
  type NearbyAnswer,
  type NearbyCode,
  type NearbyOffer,
} from "../../wire/nearby-code.ts";
import type { DirectLinks } from "../direct/direct-links.ts";
import type { DirectFailureReason } from "../face.ts";
import type { NearbyFailure, NearbyRefusal, NearbyState } from "../face/nearby.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import { takeLinksHere } from "../take-links-here.ts";
import { NearbyLink } from "./nearby-link.ts";
import { askOver, inviteOver, type MeetingOutcome } from "./nearby-meeting.ts";

/** Somebody who brings a space back by words: shows itself as their member, only answers, and has the connection before anything else does. */
export type NearbyGuest = {
  readonly device: DeviceId;
  /** "joined": this device is in the space of the other one now. */
  readonly begin: (link: NearbyLink, tell: (outcome: MeetingOutcome) => void) => void;
  readonly cancel: () => void;
};

/** Session descriptions in few bytes: links/rtc/compact-sdp.ts, which the replica's layer does not reach. */
export type DescriptionCodec = {
  readonly compact: (sdp: string) => Uint8Array | null;
  /** Null for what is no description, or none of that type. */
  readonly expand: (bytes: Uint8Array, type: "offer" | "answer") => string | null;
};

/** For the person with the camera. */
const PATIENCE_MS = 600_000;
/** After both have what they need. */
const CONNECT_WITHIN_MS = 15_000;
const HELLO = 0x01;
const MEET_DATA = 0x12;

type Attempt = {
  readonly role: "offer" | "answer";
  readonly link: NearbyLink;
  readonly secret: Uint8Array | null;
  readonly expiresAtMs: number;
  /** Null until they are known. */
  offer: NearbyOffer | null;
  answer: NearbyAnswer | null;
  cancelTimer: () => void;
  isMeeting: boolean;
  wasOpen: boolean;
};

const FAILURES: Partial<Record<DirectFailureReason, NearbyFailure>> = {
  "not-verified": "not-verified",
  refused: "not-verified",
  unreachable: "no-way",
  unsupported: "unsupported",
  full: "unsupported",
};

export class NearbyDesk {
  readonly #replica: Replica;
  readonly #codec: DescriptionCodec;
  readonly #tell: (state: NearbyState) => void;
  #state: NearbyState["kind"] = "idle";
  #offer: Attempt | null = null;
  #answer: Attempt | null = null;
  /** Both sides have what they need for it. */
  #live: Attempt | null = null;
  /** Counts what was begun and ended: what was ended while something was loading does not begin. */
  #turn = 0;

  constructor(replica: Replica, codec: DescriptionCodec, tell: (state: NearbyState) => void) {
    this.#replica = replica;
    this.#codec = codec;
    this.#tell = tell;
  }

  /** Devices side by side are the user's own. */
  get #space(): Space {
    return this.#replica.spaces.own.space;
  }

  get #guest(): NearbyGuest | null {
    return this.#replica.pairing.guest;
  }

  get #self(): DeviceId {
    return this.#guest?.device ?? this.#space.core.self;
  }

  start(invite: boolean): void {
    this.#putAway();
    const secret = invite ? this.#replica.ports.random(NEARBY_SECRET_BYTES) : null;
    void this.#begin((dial) => {
      this.#offer = this.#open(dial, "offer", secret, null);
    });
  }

  take(text: string): Result<null, NearbyRefusal> {
    const { ports } = this.#replica;
    const code = parseNearbyCode(text, ports.suite.sha256);
    if (!code.ok) return err(code.error.kind);
    if (code.value.device === this.#self) return err("own-code");
    if (this.#isTaken(code.value)) return ok(null);
    if (this.#live !== null && this.#state !== "connected" && this.#state !== "failed") return err("busy");
    return code.value.role === "offer" ? this.#takeOffer(code.value) : this.#takeAnswer(code.value);
  }

  /** Also puts away how it ended. */
  stop(): void {
    this.#putAway();
    this.#setState({ kind: "idle" });
  }

  // --- codes

  /** A camera reads the same code again and again. */
  #isTaken(code: NearbyCode): boolean {
    const attempts = [this.#offer, this.#answer, this.#live];
    const { sha256 } = this.#replica.ports.suite;
    const check = checkOf(code, sha256);
    return attempts.some((attempt) => {
      const taken = attempt?.role === "offer" ? attempt.answer : (attempt?.offer ?? null);
      return taken !== null && bytesEqual(checkOf(taken, sha256), check);
    });
  }

  #takeOffer(offer: NearbyOffer): Result<null, NearbyRefusal> {
    const { members } = this.#space.core;
    // A member that joined elsewhere may show so, unless there is nobody but this device who could have let it in.
    const mayBeMember = this.#guest !== null || members.isMember(offer.device) || members.devices.length > 1;
    if (!mayBeMember && offer.secret === null) return err("stranger");
    const sdp = this.#codec.expand(offer.description, "offer");
    if (sdp === null) return err("damaged");
    if (this.#live !== null) this.#putAway();
    this.#drop(this.#answer);
    this.#answer = null;
    void this.#begin((dial) => {
      this.#answer = this.#open(dial, "answer", offer.secret, offer);
      this.#answer.link.hear({ kind: "description", type: "offer", sdp });
    });
    return ok(null);
  }

  #takeAnswer(answer: NearbyAnswer): Result<null, NearbyRefusal> {
    const { ports } = this.#replica;
    const attempt = this.#offer;
    if (attempt === null || attempt.offer === null) return err("answer-without-offer");
    if (!bytesEqual(checkOf(attempt.offer, ports.suite.sha256), answer.answers)) return err("other-answer");
    if (attempt.secret === null && !this.#space.isMember(answer.device)) return err("stranger");
    if (this.#leavesItTo(answer.device)) return ok(null);
    const sdp = this.#codec.expand(answer.description, "answer");
    if (sdp === null) return err("damaged");
    attempt.answer = answer;
    this.#connect(attempt, sdp);
    return ok(null);
  }

  /** Both have answered: the other side goes on with its own offer, for which it needs the answer that is shown here. */
  #leavesItTo(device: DeviceId): boolean {
    return this.#answer?.offer?.device === device && device < this.#space.core.self;
  }

  #connect(attempt: Attempt, sdp: string): void {
    this.#goOnWith(attempt);
    const giveUp = (): void => this.#fail(attempt, attempt.wasOpen ? "broken" : "no-way");
    attempt.cancelTimer = this.#replica.ports.timers.after(CONNECT_WITHIN_MS, giveUp);
    attempt.link.hear({ kind: "description", type: "answer", sdp });
  }

  #onDescribed(attempt: Attempt, sdp: string): void {
    const description = this.#codec.compact(sdp);
    if (description === null) return this.#fail(attempt, "unsupported");
    const { sha256 } = this.#replica.ports.suite;
    const self = this.#self;
    const { offer, secret } = attempt;
    if (attempt.role === "offer" || offer === null) attempt.offer = { role: "offer", device: self, secret, description };
    else attempt.answer = { role: "answer", device: self, answers: checkOf(offer, sha256), description };
    if (attempt === this.#shown) this.#show(attempt);
  }

  #show({ role, offer, answer, secret, expiresAtMs }: Attempt): void {
    const shown = answer ?? offer;
    if (shown === null) return;
    const code = encodeNearbyCode(shown, this.#replica.ports.suite.sha256);
    const otherName = role === "offer" || offer === null ? null : this.#space.core.members.nameOf(offer.device);
    this.#setState({ kind: "showing", role, code, invites: role === "offer" && secret !== null, otherName, expiresAtMs });
  }

  // --- attempts

  get #shown(): Attempt | null {
    return this.#live ?? this.#answer ?? this.#offer;
  }

  /** Once the links are here and the code for connections is loaded. */
  async #begin(open: (dial: DialDirect) => void): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#setState({ kind: "preparing" });
    const [isHolder, loaded] = await Promise.all([
      takeLinksHere(this.#replica, () => turn !== this.#turn),
      this.#replica.ports.loadDirect?.().catch(() => null),
    ]);
    if (turn !== this.#turn) return;
    if (!isHolder) this.#setState({ kind: "failed", failure: "busy" });
    else if (loaded === null || loaded === undefined) this.#setState({ kind: "failed", failure: "unsupported" });
    else open(loaded.dial);
  }

  #open(dial: DialDirect, role: Attempt["role"], secret: Uint8Array | null, offer: NearbyOffer | null): Attempt {
    const { clock, timers } = this.#replica.ports;
    const first = role === "offer";
    // Longer than ours: what is given up, and when, is said here.
    const options = { first, polite: !first, iceServers: [], restrictTo: "host", patienceMs: 2 * PATIENCE_MS } as const;
    const link = new NearbyLink(dial, options, {
      described: (sdp) => this.#onDescribed(attempt, sdp),
      opened: () => this.#onOpened(attempt),
      asked: (bytes) => this.#onAsked(attempt, bytes),
      closed: (reason) => this.#onClosed(attempt, reason),
    });
    const expiresAtMs = clock() + PATIENCE_MS;
    const cancelTimer = timers.after(PATIENCE_MS, () => this.#fail(attempt, "timed-out"));
    const attempt: Attempt = { role, link, secret, expiresAtMs, offer, answer: null, cancelTimer, isMeeting: false, wasOpen: false };
    return attempt;
  }

  #drop(attempt: Attempt | null): void {
    attempt?.cancelTimer();
    attempt?.link.close();
  }

  /** What is not connected yet; a pairing too. */
  #putAway(): void {
    this.#turn += 1;
    const live = this.#live;
    if (live !== this.#offer) this.#drop(this.#offer);
    if (live !== this.#answer) this.#drop(this.#answer);
    [this.#offer, this.#answer, this.#live] = [null, null, null];
    if (live === null || this.#state === "connected") return;
    if (live.isMeeting) (this.#guest ?? this.#replica.pairing).cancel();
    this.#drop(live);
  }

  #goOnWith(attempt: Attempt): void {
    attempt.cancelTimer();
    this.#live = attempt;
    const other = attempt === this.#offer ? this.#answer : this.#offer;
    this.#drop(other);
    [this.#offer, this.#answer] = [null, null];
    this.#setState({ kind: "connecting" });
  }

  /** It is of no concern here when it was put away before. */
  #fail(attempt: Attempt, failure: NearbyFailure): void {
    const isShown = attempt === this.#shown;
    if (attempt === this.#offer) this.#offer = null;
    if (attempt === this.#answer) this.#answer = null;
    if (attempt === this.#live) this.#live = null;
    this.#drop(attempt);
    if (!isShown) return;
    this.#putAway();
    this.#setState({ kind: "failed", failure });
  }

  #setState(state: NearbyState): void {
    this.#state = state.kind;
    this.#tell(state);
  }

  // --- the connection

  #onOpened(attempt: Attempt): void {
    attempt.wasOpen = true;
    if (attempt !== this.#live && attempt !== this.#offer && attempt !== this.#answer) return attempt.link.close();
    // It was offered here, and waits for what the other side has come for.
    if (attempt.role === "offer") return;
    this.#goOnWith(attempt);
    const guest = this.#guest;
    if (guest !== null) return this.#meet(attempt, (tell) => guest.begin(attempt.link, tell));
    const { space } = this.#replica;
    const isStranger = attempt.offer !== null && !space.isMember(attempt.offer.device);
    if (attempt.secret === null || !isStranger) void this.#adopt(attempt);
    else this.#meet(attempt, (tell) => askOver(this.#replica, attempt.link, attempt.secret ?? new Uint8Array(0), tell));
  }

  #onAsked(attempt: Attempt, bytes: Uint8Array): boolean {
    const [type] = bytes;
    const { secret } = attempt;
    if (attempt.role === "answer") return false;
    attempt.cancelTimer();
    if (type === HELLO) void this.#adopt(attempt, this.#addedBy(attempt, bytes));
    else if (type === MEET_DATA && secret !== null && !attempt.isMeeting && attempt === this.#live)
      this.#meet(attempt, (tell) => inviteOver(this.#replica, attempt.link, secret, tell));
    else {
      this.#fail(attempt, "not-verified");
      return false;
    }
    return true;
  }

  /** Null: whoever the code names. Where that is a phrase's member, the device that it has added comes after it. */
  #addedBy({ answer }: Attempt, hello: Uint8Array): DeviceId | null {
    const { members } = this.#space.core;
    if (answer === null || !members.isPhrase(answer.device)) return null;
    const frame = decodeFrame(hello, { authenticated: false });
    const device = frame.ok && frame.value.type === "hello" ? parseId("device", frame.value.acceptor) : null;
    return device !== null && members.isDevice(device) ? device : null;
  }

  #meet(attempt: Attempt, begin: (tell: (outcome: MeetingOutcome) => void) => void): void {
    attempt.isMeeting = true;
    this.#setState({ kind: "pairing" });
    begin((outcome) => this.#onOutcome(attempt, outcome));
  }

  #onOutcome(attempt: Attempt, outcome: MeetingOutcome): void {
    attempt.isMeeting = false;
    // Let in, but with nothing to go on by: what the pairing has come to it has told.
    if (outcome !== "failed" && !attempt.link.isOpen) return this.#fail(attempt, "broken");
    if (outcome === "joined") void this.#adopt(attempt);
    if (outcome !== "failed") return;
    // How it failed is told by the pairing.
    attempt.link.close();
    if (attempt === this.#live) this.#live = null;
  }

  /** Its session, and all that goes on over it, is the manager's from now on. */
  async #adopt(attempt: Attempt, added: DeviceId | null = null): Promise<void> {
    const links = await this.#loadManager(attempt);
    const { offer, answer } = attempt;
    if (!attempt.link.isOpen || offer === null || answer === null) return;
    if (links === null) return this.#fail(attempt, "busy");
    const { sha256 } = this.#replica.ports.suite;
    const first = attempt.role === "offer";
    const [own, theirs] = first ? [offer, answer] : [answer, offer];
    const device = added ?? theirs.device;
    links.adopt(device, {
      dial: attempt.link.dial,
      first,
      // Who has answered says hello: by that the other side knows that it did not come for a meeting.
      role: first ? "initiator" : "acceptor",
      attempt: attemptOf(own, sha256),
      theirs: attemptOf(theirs, sha256),
      settled: (reason) => this.#onSettled(attempt, device, reason),
    });
  }

  async #loadManager(attempt: Attempt): Promise<DirectLinks | null> {
    await takeLinksHere(this.#replica, () => !attempt.link.isOpen);
    return this.#replica.links.loadDirect(this.#space.core.space);
  }

  #onSettled(attempt: Attempt, device: DeviceId, reason: DirectFailureReason | null): void {
    if (reason !== null) return this.#fail(attempt, FAILURES[reason] ?? "broken");
    // A phrase's member goes again at once.
    if (attempt !== this.#live || this.#space.core.members.isPhrase(device)) return;
    this.#setState({ kind: "connected", device, name: this.#space.core.members.nameOf(device) });
  }

  #onClosed(attempt: Attempt, reason: LinkClosed): void {
    attempt.cancelTimer();
    if (this.#state === "connected" || attempt.isMeeting) return;
    const said = reason.kind === "failed" ? reason.reason : "";
    const isUnable = said === "unsupported" || said === "full";
    this.#fail(attempt, isUnable ? "unsupported" : attempt.wasOpen ? "broken" : "no-way");
  }
}
