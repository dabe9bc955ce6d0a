// One link from its opening to its end, seen from the relay (PROTOCOL.md "Handshake"): greets, checks who is there, lets a device that is not a
// member yet show its statements, join a meeting or ask for a capsule, and hands a member's frames to its member session. Whatever does not fit ends the link with
// the one error that says why; nothing of a space is told before its member is verified.

import { EMPTY_BYTES } from "../src/base/bytes.ts";
import type { DeviceId, SpaceId, StatementId } from "../src/base/ids.ts";
import { err, type Result } from "../src/base/result.ts";
import type { Random } from "../src/ports/crypto.ts";
import type { Link, LinkClosed, LinkEvents } from "../src/ports/link.ts";
import type { Clock, Timers } from "../src/ports/time.ts";
import type { Statement, StatementVerifier } from "../src/members/statement.ts";
import { decodeFrame, encodeFrame } from "../src/wire/frame-codec.ts";
import { batchesOf } from "../src/wire/frame-batches.ts";
import { frameWeight } from "../src/wire/frame-weight.ts";
import type { Frame } from "../src/wire/frames.ts";
import { MAX_MEET_MESSAGE_BYTES, PROTOCOL_VERSIONS } from "../src/wire/limits.ts";
import type { WireError } from "../src/wire/wire-error.ts";
import { forgetSpace } from "./forget-space.ts";
import { makeFrameMeter } from "./frame-meter.ts";
import { AUTHENTICATE_WITHIN_MS, IDLE_MS, MAX_SHOWN_BYTES, MAX_SHOWN_STATEMENTS, MAX_UNVERIFIED, STUCK_LINK_BYTES } from "./limits.ts";
import { isSignedAuth, type AuthFrame } from "./link-auth.ts";
import { bindingsOf } from "./loopback.ts";
import { MemberSession } from "./member-session.ts";
import type { Meetings, MeetingSide } from "./meetings.ts";
import { registerReminders, type RemindersFrame, type WakingPort } from "./register-reminders.ts";
import type { RelayStoreError } from "./relay-store.ts";
import { newSpaceRefusal, type SpacePolicy } from "./space-policy.ts";
import type { Space } from "./space.ts";
import { checkStatements, membershipWith, takeStatements } from "./statement-intake.ts";

const CHALLENGE_BYTES = 32;
/** A meeting's largest frame: type, room, length and message. */
const MAX_GUEST_FRAME_BYTES = MAX_MEET_MESSAGE_BYTES + 32;

export type LinkSessionPorts = {
  readonly storeId: Uint8Array;
  readonly verifier: StatementVerifier;
  readonly random: Random;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly policy: SpacePolicy;
  /** The link was opened by a page that this relay does not serve. */
  readonly isForeignPage: boolean;
  /** The link's binding is no origin, and the link itself answers for its being ours. */
  readonly isCall: boolean;
  readonly quotaBytes: number;
  readonly maxLinksPerDevice: number;
  /** What a member is told beside what the relay has. */
  readonly toldToMembers: readonly Frame[];
  /** Null where it wakes nobody. */
  readonly waking: WakingPort | null;
  /** The origins this relay goes by. */
  readonly origins: readonly string[];
  readonly meetings: Meetings;
  /** Each space taken is given back. */
  readonly takeSpace: (id: SpaceId) => Promise<Result<Space, RelayStoreError>>;
  readonly giveSpaceBack: (space: Space) => void;
  readonly readCapsule: (id: Uint8Array) => Promise<Result<Uint8Array | null, WireError>>;
  /** A mistake of ours, not of the other side. */
  readonly defect: (error: unknown) => void;
  /** Once, last. `error`: said by us, or by the other side. */
  readonly ended: (session: LinkSession, error: WireError | null) => void;
};

type State =
  | { readonly kind: "opening" }
  | { readonly kind: "greeted"; readonly challenge: Uint8Array }
  | { readonly kind: "verifying" }
  /** A capsule was asked for: nothing else is said on the link. */
  | { readonly kind: "asked" }
  /** Authenticated, but not a member by the statements held here. */
  | {
      readonly kind: "showing";
      readonly space: Space;
      readonly device: DeviceId;
      readonly shown: Statement[];
      shownCount: number;
      shownBytes: number;
    }
  | { readonly kind: "member"; readonly space: Space; readonly session: MemberSession }
  /** A newcomer in a meeting. */
  | { readonly kind: "guest" }
  | { readonly kind: "closed" };

export class LinkSession implements LinkEvents, MeetingSide {
  readonly #link: Link;
  readonly #ports: LinkSessionPorts;
  readonly #takesFrame: (weight: number) => boolean;
  #state: State = { kind: "opening" };
  #heardAtMs: number;
  #isPinged = false;
  #unverified = 0;
  #saidError: WireError | null = null;
  #cancelTimer: () => void = () => undefined;

  constructor(link: Link, ports: LinkSessionPorts) {
    this.#link = link;
    this.#ports = ports;
    this.#takesFrame = makeFrameMeter(ports.clock);
    this.#heardAtMs = ports.clock();
  }

  /** It has shown who it is, or is in a meeting. */
  get isLetIn(): boolean {
    return this.#state.kind === "member" || this.#state.kind === "showing" || this.#state.kind === "guest";
  }

  get isMember(): boolean {
    return this.#state.kind === "member";
  }

  get member(): string | null {
    return this.#state.kind === "member" ? `${this.#state.space.id}/${this.#state.session.device}` : null;
  }

  opened(): void {
    if (this.#state.kind !== "opening") return;
    const challenge = this.#ports.random(CHALLENGE_BYTES);
    this.#state = { kind: "greeted", challenge };
    this.#expectWithin(AUTHENTICATE_WITHIN_MS, "idle");
    this.send({ type: "hello", versions: PROTOCOL_VERSIONS, acceptor: this.#ports.storeId, challenge });
  }

  frame(bytes: Uint8Array): void {
    if (this.#state.kind === "closed") return;
    this.#heardAtMs = this.#ports.clock();
    this.#isPinged = false;
    const decoded = this.#decode(bytes);
    if (!decoded.ok) return this.fail(decoded.error.kind);
    const frame = decoded.value;
    if (!this.#takesFrame(frameWeight(frame))) return this.fail("rate");
    if (frame.type === "ignored") return undefined;
    if (frame.type === "error") return this.#end(frame.error);
    try {
      return this.#onFrame(frame, bytes.length);
    } catch (error) {
      return this.#failBy(error);
    }
  }

  closed(reason: LinkClosed): void {
    this.#end(reason.kind === "remote" ? reason.error : this.#saidError);
  }

  send(frame: Frame): void {
    if (this.#state.kind === "closed") return;
    this.#link.send(encodeFrame(frame));
    if (this.#link.bufferedBytes() > STUCK_LINK_BYTES) this.fail("rate");
  }

  meetingOver(): void {
    if (this.#state.kind !== "guest") return;
    this.#link.close();
    this.#end(null);
  }

  /** Says why, and closes. */
  fail(error: WireError): void {
    if (this.#state.kind === "closed") return;
    this.#saidError = error;
    this.#link.send(encodeFrame({ type: "error", error }));
    this.#link.close(error);
    this.#end(error);
  }

  /** A defect ends one link, not the relay. */
  #failBy(error: unknown): void {
    this.#ports.defect(error);
    this.fail("internal");
  }

  #decode(bytes: Uint8Array): ReturnType<typeof decodeFrame> {
    const { kind } = this.#state;
    if (kind === "guest" && bytes.length > MAX_GUEST_FRAME_BYTES) return err({ kind: "oversized" });
    return decodeFrame(bytes, { authenticated: kind === "guest" || kind === "member" || kind === "showing" });
  }

  #end(error: WireError | null): void {
    const state = this.#state;
    if (state.kind === "closed") return;
    this.#state = { kind: "closed" };
    this.#cancelTimer();
    this.#ports.meetings.leave(this);
    if (state.kind === "member") state.session.end();
    if (state.kind === "member" || state.kind === "showing") this.#ports.giveSpaceBack(state.space);
    this.#link.close();
    this.#ports.ended(this, error);
  }

  #expectWithin(delayMs: number, error: WireError): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#ports.timers.after(delayMs, () => this.fail(error));
  }

  /** Asks for a sign of life after a silence; a second one is the end. */
  #watchSilence(): void {
    this.#cancelTimer();
    const dueInMs = this.#isPinged ? IDLE_MS : Math.max(1, IDLE_MS - (this.#ports.clock() - this.#heardAtMs));
    this.#cancelTimer = this.#ports.timers.after(dueInMs, () => {
      if (this.#ports.clock() - this.#heardAtMs >= IDLE_MS) {
        if (this.#isPinged) return this.fail("idle");
        this.#isPinged = true;
        this.send({ type: "ping", nonce: new DataView(this.#ports.random(4).buffer).getUint32(0) });
      }
      return this.#watchSilence();
    });
  }

  #onFrame(frame: Frame, sizeBytes: number): void {
    switch (this.#state.kind) {
      case "greeted":
        return this.#onGreeted(frame, this.#state.challenge);
      case "showing":
        return this.#onShowing(frame, sizeBytes, this.#state);
      case "member":
        if (frame.type === "forget") return this.#onForget(this.#state);
        if (frame.type === "reminders") return this.#onReminders(frame, this.#state);
        return this.#onMember(frame, sizeBytes, this.#state.session);
      case "guest":
        return this.#onMeeting(frame);
      default:
        return this.fail("unexpected");
    }
  }

  #onGreeted(frame: Frame, challenge: Uint8Array): void {
    if (frame.type === "meet-join") {
      const refusal = this.#ports.meetings.join(this, frame.room);
      if (refusal !== null) return this.fail(refusal);
      this.#state = { kind: "guest" };
      return this.#watchSilence();
    }
    if (frame.type === "ask-capsule") return this.#onAskCapsule(frame.id);
    if (frame.type !== "auth") return this.fail("unexpected");
    if (!PROTOCOL_VERSIONS.includes(frame.version)) return this.fail("unsupported-version");
    const { isCall, origins } = this.#ports;
    const bindings = isCall ? [this.#link.binding] : bindingsOf(origins, this.#link.binding);
    if (bindings.length === 0) return this.fail("wrong-origin");
    this.#state = { kind: "verifying" };
    this.#verify(frame, challenge, bindings).catch((error: unknown) => this.#failBy(error));
    return undefined;
  }

  #onAskCapsule(id: Uint8Array): void {
    this.#state = { kind: "asked" };
    this.#answerCapsule(id).catch((error: unknown) => this.#failBy(error));
  }

  async #answerCapsule(id: Uint8Array): Promise<void> {
    const capsule = await this.#ports.readCapsule(id);
    if (capsule.ok) this.send({ type: "capsule", sealed: capsule.value ?? EMPTY_BYTES });
    else this.fail(capsule.error);
  }

  async #verify(auth: AuthFrame, challenge: Uint8Array, bindings: readonly string[]): Promise<void> {
    if (!(await isSignedAuth(this.#ports, auth, challenge, bindings))) return this.fail("bad-signature");
    const space = await this.#ports.takeSpace(auth.space);
    if (!space.ok) return this.fail("storage");
    if (this.#state.kind !== "verifying") return this.#ports.giveSpaceBack(space.value);
    return this.#enter(space.value, auth);
  }

  #enter(space: Space, auth: AuthFrame): void {
    // From here on the space is given back when the link ends.
    this.#state = { kind: "showing", space, device: auth.device, shown: [], shownCount: 0, shownBytes: 0 };
    const refusal = space.isFounded ? null : newSpaceRefusal(this.#ports.policy, { ...auth, isForeignPage: this.#ports.isForeignPage });
    if (refusal !== null) return this.fail(refusal);
    if (space.countFollowers(auth.device) >= this.#ports.maxLinksPerDevice) return this.fail("too-many-links");
    const isMember = space.membership.members.has(auth.device);
    this.send({ type: "welcome", showMembership: !isMember, signature: null });
    if (isMember) return this.#becomeMember(space, auth.device);
    return this.#expectWithin(AUTHENTICATE_WITHIN_MS, "not-a-member");
  }

  #becomeMember(space: Space, device: DeviceId): void {
    const link = {
      send: (frame: Frame) => this.send(frame),
      bufferedBytes: () => this.#link.bufferedBytes(),
      close: (error: WireError) => this.fail(error),
      isClosed: () => this.#state.kind === "closed",
    };
    const session = new MemberSession(space, device, link, this.#ports);
    this.#state = { kind: "member", space, session };
    this.#watchSilence();
    session.begin();
  }

  #onShowing(frame: Frame, sizeBytes: number, state: State & { readonly kind: "showing" }): void {
    if (frame.type === "ping") return this.send({ type: "pong", nonce: frame.nonce });
    if (frame.type === "statements") return this.#show(frame.statements, state);
    // Whatever else it says ends the showing: it is a member by then, or it is not.
    state.space.read(async () => {
      if (this.#state.kind === "member") return this.#onFrame(frame, sizeBytes);
      if (frame.type === "have") this.#tellRemoval(frame.heads, state);
      // Whoever shows nothing has come for what is here, and is told apart from who may not have it.
      return this.fail(state.space.isFounded || state.shownCount > 0 ? "not-a-member" : "no-such-space");
    });
    return undefined;
  }

  /** A device that was removed is told so by what was stated, though it is told nothing else. */
  #tellRemoval(heads: readonly StatementId[], { space, device }: State & { readonly kind: "showing" }): void {
    if (!space.membership.former.has(device)) return;
    const missing = space.dag.missingFor(heads).map(({ bytes }) => bytes);
    for (const statements of batchesOf(missing)) this.send({ type: "statements", statements });
    this.send({ type: "heads", heads: space.toldHeads });
  }

  #show(statements: readonly Uint8Array[], state: State & { readonly kind: "showing" }): void {
    state.shownBytes += statements.reduce((sum, statement) => sum + statement.length, 0);
    state.shownCount += statements.length;
    if (state.shownBytes > MAX_SHOWN_BYTES || state.shownCount > MAX_SHOWN_STATEMENTS) return this.fail("quota");
    const { space, device, shown } = state;
    space.write({
      isSlow: true,
      apply: async (draft) => {
        if (this.#state !== state) return () => undefined;
        const { dag } = draft.committed;
        const checked = await checkStatements(this.#ports.verifier, dag, statements);
        shown.push(...checked.statements);
        const isMember = membershipWith(dag, shown).members.has(device);
        const hasRoom = !isMember || takeStatements(draft, shown, this.#ports.quotaBytes).hasRoom;
        return (committed) => {
          if (this.#state !== state) return;
          this.#unverified += checked.unverified;
          if (this.#unverified >= MAX_UNVERIFIED) this.fail("unverified");
          else if (!committed.ok) this.fail("storage");
          else if (!hasRoom) this.fail("quota");
          else if (isMember) this.#becomeMember(space, device);
        };
      },
    });
  }

  #onForget({ space, session }: State & { readonly kind: "member" }): void {
    forgetSpace(space, session.device, this.#ports.verifier.sha256, (error) => {
      if (error !== null) this.fail(error);
      else this.send({ type: "forget" });
    });
  }

  #onReminders(frame: RemindersFrame, { space, session }: State & { readonly kind: "member" }): void {
    const { waking, verifier, clock } = this.#ports;
    if (waking === null) return;
    registerReminders(space, session.device, frame, { waking, clock, sha256: verifier.sha256 }, (answer) => {
      if (answer.ok) this.send(answer.value);
      else this.fail(answer.error);
    });
  }

  #onMember(frame: Exclude<Frame, { type: "forget" | "reminders" }>, sizeBytes: number, session: MemberSession): void {
    switch (frame.type) {
      case "meet-open":
        return this.#ports.meetings.open(this, frame.room, frame.lifetimeSeconds);
      case "meet-data":
      case "meet-close":
        return this.#onMeeting(frame);
      case "hello":
      case "auth":
      case "welcome":
      case "meet-join":
      case "ask-capsule":
      case "capsule":
      case "error":
        return this.fail("unexpected");
      case "push-key":
      case "reminders-kept":
        return undefined;
      default:
        return session.onFrame(frame, sizeBytes);
    }
  }

  #onMeeting(frame: Frame): void {
    switch (frame.type) {
      case "meet-data":
        if (!this.#ports.meetings.say(this, frame.room, frame.message) && this.#state.kind === "member") return this.fail("rate");
        return undefined;
      case "meet-close":
        return this.#ports.meetings.close(this, frame.room, frame.reason);
      case "ping":
        return this.send({ type: "pong", nonce: frame.nonce });
      case "pong":
        return undefined;
      default:
        return this.fail("unexpected");
    }
  }
}
