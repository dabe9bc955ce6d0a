// The inviting side of a meeting (PROTOCOL.md "Meetings"), as a pure state machine: `step(state, event)` returns the next state and what to do. Knows no
// link, clock or store: those carry out the effects and report back as events. Whatever is out of turn ends it; an invitation serves once, for one
// newcomer. Nobody is admitted whom the person at this device has not approved after both devices showed the code.

import { bytesEqual } from "../base/bytes.ts";
import { idToBytes, type DeviceId, type SpaceId } from "../base/ids.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import {
  comparisonCode,
  nonceCommitment,
  hearMeetingMessage,
  openMeetingChannel,
  sayMeetingMessage,
  type HeardMessage,
  type MeetingChannel,
} from "./meeting-channel.ts";
import { MEETING_VERSIONS, type Admission, type MeetingRequest, type MeetingReveal, type SharedSpace } from "./meeting-message.ts";
import { closeReasonOf, failureOfClose, type PairingFailure } from "./pairing-failure.ts";
import { joinMessage } from "./statement.ts";

export type InviterConfig = {
  readonly suite: CryptoSuite;
  readonly space: SpaceId;
  /** This device and the name it goes by. */
  readonly self: DeviceId;
  readonly name: string;
  /** Of the invitation. */
  readonly secret: Uint8Array;
  /** 16 fresh random bytes. */
  readonly nonce: Uint8Array;
  readonly expiresAtMs: number;
  /** Who asks, where the code has said so. */
  readonly newcomer?: DeviceId | undefined;
  readonly isMember: (device: DeviceId) => boolean;
  /** The space is shared, and what the newcomer is in it; null: the newcomer is another device of this one's user. */
  readonly shared: SharedSpace | null;
};

/** Who asks to join; `proof` goes into the `add` statement. */
export type Newcomer = { readonly device: DeviceId; readonly kemKey: Uint8Array; readonly name: string; readonly proof: Uint8Array };

type Met = {
  readonly channel: MeetingChannel;
  readonly request: MeetingRequest;
  readonly requestBytes: Uint8Array;
  readonly invitationBytes: Uint8Array;
  /** The newcomer's clock minus ours. */
  readonly skewMs: number;
};

export type InviterState =
  | { readonly phase: "waiting"; readonly channel: MeetingChannel }
  /** The newcomer has asked and got our nonce; its own is to come. */
  | { readonly phase: "invited"; readonly met: Met }
  | { readonly phase: "checking"; readonly met: Met; readonly reveal: MeetingReveal }
  | { readonly phase: "asking"; readonly met: Met; readonly reveal: MeetingReveal }
  | { readonly phase: "admitting"; readonly met: Met }
  | { readonly phase: "ended" };

export type InviterEvent =
  /** `meet data` from the room. */
  | { readonly kind: "message"; readonly sealed: Uint8Array; readonly nowMs: number }
  | { readonly kind: "verified"; readonly valid: boolean }
  /** By the person at this device, who has compared the codes. */
  | { readonly kind: "approved"; readonly nowMs: number }
  | { readonly kind: "declined" }
  /** The `add` and the grant are where the newcomer can fetch them. */
  | { readonly kind: "admitted"; readonly admission: Admission }
  | { readonly kind: "admission-failed" }
  | { readonly kind: "cancelled" }
  /** The room was closed. */
  | { readonly kind: "closed"; readonly reason: MeetCloseReason }
  /** Time has passed; due at `expiresAtMs` at the latest. */
  | { readonly kind: "time"; readonly nowMs: number };

export type InviterEffect =
  | { readonly kind: "send"; readonly sealed: Uint8Array }
  | { readonly kind: "verify"; readonly publicKey: Uint8Array; readonly message: Uint8Array; readonly signature: Uint8Array }
  /** Show who asks and the code; answered by `approved` or `declined`. */
  | { readonly kind: "ask"; readonly device: DeviceId; readonly name: string; readonly code: string; readonly skewMs: number }
  /** Make the statements and bring them to where the newcomer can fetch them; answered by `admitted` or `admission-failed`. */
  | { readonly kind: "admit"; readonly newcomer: Newcomer }
  | { readonly kind: "close"; readonly reason: MeetCloseReason }
  | { readonly kind: "done"; readonly device: DeviceId }
  | { readonly kind: "failed"; readonly failure: PairingFailure };

export type InviterStep = { readonly state: InviterState; readonly effects: readonly InviterEffect[] };

export const beginInviting = (config: InviterConfig): InviterState => ({
  phase: "waiting",
  channel: openMeetingChannel(config.suite, "inviter", config.secret),
});

const ended = (effects: readonly InviterEffect[]): InviterStep => ({ state: { phase: "ended" }, effects });

const fail = (failure: PairingFailure, before: readonly InviterEffect[] = []): InviterStep =>
  ended([...before, { kind: "close", reason: closeReasonOf(failure) }, { kind: "failed", failure }]);

/** Ends it and says so to the newcomer. */
const decline = (config: InviterConfig, channel: MeetingChannel, failure: PairingFailure): InviterStep =>
  fail(failure, [{ kind: "send", sealed: sayMeetingMessage(config.suite, channel, { type: "declined" }).sealed }]);

/** Who would bring along what it has must not come into a space that is shared, and the other way round. */
function failureOfVersion({ shared }: InviterConfig, version: number): PairingFailure | null {
  if (version > MEETING_VERSIONS.shared) return "newer-version";
  if (shared === null) return version === MEETING_VERSIONS.own ? null : "bad-message";
  return version === MEETING_VERSIONS.shared ? null : "older-version";
}

function onRequest(config: InviterConfig, heard: HeardMessage, request: MeetingRequest, nowMs: number): InviterStep {
  const { suite, space, self: device, name, nonce, shared } = config;
  const failure = failureOfVersion(config, request.version);
  if (failure !== null) return decline(config, heard.channel, failure);
  if (request.device !== (config.newcomer ?? request.device)) return fail("bad-message");
  if (config.isMember(request.device)) return decline(config, heard.channel, "already-member");
  const { channel, sealed, bytes } = sayMeetingMessage(suite, heard.channel, {
    type: "invitation",
    space,
    device,
    name,
    nonce,
    clockMs: nowMs,
    shared,
  });
  const met = { channel, request, requestBytes: heard.bytes, invitationBytes: bytes, skewMs: request.clockMs - nowMs };
  return { state: { phase: "invited", met }, effects: [{ kind: "send", sealed }] };
}

function onReveal(config: InviterConfig, met: Met, reveal: MeetingReveal): InviterStep {
  const { suite, space, self } = config;
  const { device, kemKey, commitment } = met.request;
  if (!bytesEqual(nonceCommitment(suite.sha256, reveal.nonce), commitment)) return fail("bad-message");
  const message = joinMessage(suite.sha256, space, self, device, kemKey);
  const verify: InviterEffect = { kind: "verify", publicKey: idToBytes(device), message, signature: reveal.proof };
  return { state: { phase: "checking", met, reveal }, effects: [verify] };
}

function onHeard(config: InviterConfig, state: InviterState, heard: HeardMessage, nowMs: number): InviterStep {
  const { message, channel } = heard;
  if (state.phase === "waiting" && message.type === "request") return onRequest(config, heard, message, nowMs);
  if (state.phase === "invited" && message.type === "reveal") return onReveal(config, { ...state.met, channel }, message);
  return fail("bad-message");
}

function onMessage(config: InviterConfig, state: InviterState, sealed: Uint8Array, nowMs: number): InviterStep {
  // Once approved it is admitted, whatever is said in the room.
  if (state.phase === "ended" || state.phase === "admitting") return { state, effects: [] };
  const heard = hearMeetingMessage(config.suite, state.phase === "waiting" ? state.channel : state.met.channel, sealed);
  return heard === null ? fail("bad-message") : onHeard(config, state, heard, nowMs);
}

function onVerified(config: InviterConfig, state: InviterState, valid: boolean): InviterStep {
  if (state.phase !== "checking") return { state, effects: [] };
  const { met, reveal } = state;
  if (!valid) return decline(config, met.channel, "wrong-proof");
  const { requestBytes: request, invitationBytes: invitation } = met;
  const code = comparisonCode(config.suite.sha256, config.secret, { request, invitation, newcomerNonce: reveal.nonce });
  const { device, name } = met.request;
  return { state: { phase: "asking", met, reveal }, effects: [{ kind: "ask", device, name, code, skewMs: met.skewMs }] };
}

function onAnswer(config: InviterConfig, state: InviterState, approved: boolean): InviterStep {
  if (state.phase !== "asking") return { state, effects: [] };
  const { met, reveal } = state;
  if (!approved) return decline(config, met.channel, "declined");
  const { device, kemKey, name } = met.request;
  return { state: { phase: "admitting", met }, effects: [{ kind: "admit", newcomer: { device, kemKey, name, proof: reveal.proof } }] };
}

function onAdmission(config: InviterConfig, state: InviterState, admission: Admission | null): InviterStep {
  if (state.phase !== "admitting") return { state, effects: [] };
  const { channel, request } = state.met;
  if (admission === null) return decline(config, channel, "not-admitted");
  const { sealed } = sayMeetingMessage(config.suite, channel, { type: "admitted", ...admission });
  return ended([
    { kind: "send", sealed },
    { kind: "close", reason: "done" },
    { kind: "done", device: request.device },
  ]);
}

/** Once approved the newcomer is admitted, whether or not it hears of it now. */
const onBrokenOff = (state: InviterState, step: InviterStep): InviterStep => (state.phase === "admitting" ? { state, effects: [] } : step);

function stepOpen(config: InviterConfig, state: Exclude<InviterState, { phase: "ended" }>, event: InviterEvent): InviterStep {
  switch (event.kind) {
    case "message":
      return onMessage(config, state, event.sealed, event.nowMs);
    case "verified":
      return onVerified(config, state, event.valid);
    case "approved":
      return onAnswer(config, state, true);
    case "declined":
      return onAnswer(config, state, false);
    case "admitted":
      return onAdmission(config, state, event.admission);
    case "admission-failed":
      return onAdmission(config, state, null);
    case "cancelled":
      return onBrokenOff(state, fail("cancelled"));
    case "closed":
      return onBrokenOff(state, ended([{ kind: "failed", failure: failureOfClose(event.reason) }]));
    case "time":
      return { state, effects: [] };
  }
}

export function stepInviter(config: InviterConfig, state: InviterState, event: InviterEvent): InviterStep {
  if (state.phase === "ended") return { state, effects: [] };
  const isExpired = "nowMs" in event && event.nowMs >= config.expiresAtMs && state.phase !== "admitting";
  return isExpired ? fail("expired") : stepOpen(config, state, event);
}
