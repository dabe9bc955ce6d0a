// The joining side of a meeting (PROTOCOL.md "Meetings"), as a pure state machine like inviter.ts. It shows the code as soon as it is fixed, and goes on
// to the space it was admitted to only when the person here has confirmed that the inviting device shows the same.

import type { DeviceId, SpaceId } from "../base/ids.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import {
  comparisonCode,
  hearMeetingMessage,
  nonceCommitment,
  openMeetingChannel,
  sayMeetingMessage,
  type HeardMessage,
  type MeetingChannel,
} from "./meeting-channel.ts";
import { MEETING_VERSIONS, type Admission, type MeetingInvitation, type MeetingMessage, type SharedSpace } from "./meeting-message.ts";
import { closeReasonOf, failureOfClose, type PairingFailure } from "./pairing-failure.ts";
import { joinMessage } from "./statement.ts";

export type NewcomerConfig = {
  readonly suite: CryptoSuite;
  /** This device and the name it goes by. */
  readonly self: DeviceId;
  readonly name: string;
  /** This device's X-Wing public key. */
  readonly kemKey: Uint8Array;
  /** Of the invitation. */
  readonly secret: Uint8Array;
  /** 16 fresh random bytes. */
  readonly nonce: Uint8Array;
  /** Who invites, where the code has said so. */
  readonly inviter?: DeviceId | undefined;
  /** Whether this device is a member of the space already. */
  readonly isMemberOf: (space: SpaceId) => boolean;
  /** The code leads into a space that is shared. */
  readonly isShared: boolean;
};

type Met = {
  readonly channel: MeetingChannel;
  readonly invitation: MeetingInvitation;
  /** The inviter's clock minus ours. */
  readonly skewMs: number;
  readonly confirmed: boolean;
};

export type NewcomerState =
  | { readonly phase: "begin" }
  | { readonly phase: "asked"; readonly channel: MeetingChannel; readonly requestBytes: Uint8Array }
  /** The proof is being signed. */
  | { readonly phase: "signing"; readonly met: Met }
  | { readonly phase: "waiting"; readonly met: Met }
  /** Admitted, but the person here has not confirmed the code. */
  | { readonly phase: "admitted"; readonly met: Met; readonly admission: Admission }
  | { readonly phase: "ended" };

export type NewcomerEvent =
  /** The room is joined. */
  | { readonly kind: "joined"; readonly nowMs: number }
  | { readonly kind: "message"; readonly sealed: Uint8Array; readonly nowMs: number }
  | { readonly kind: "signed"; readonly signature: Uint8Array }
  /** By the person at this device: the inviting device shows the same code. */
  | { readonly kind: "confirmed" }
  /** It shows another. */
  | { readonly kind: "not-confirmed" }
  | { readonly kind: "cancelled" }
  /** The room was closed. */
  | { readonly kind: "closed"; readonly reason: MeetCloseReason };

export type NewcomerEffect =
  | { readonly kind: "send"; readonly sealed: Uint8Array }
  /** With the device's key; answered by `signed`. */
  | { readonly kind: "sign"; readonly message: Uint8Array }
  /** Show the code and who invites; answered by `confirmed` or `not-confirmed`, at any time before the end. */
  | {
      readonly kind: "compare";
      readonly code: string;
      readonly inviterName: string;
      readonly shared: SharedSpace | null;
      readonly skewMs: number;
    }
  | { readonly kind: "close"; readonly reason: MeetCloseReason }
  /** A member now; ready when it has reached what the admission states. */
  | {
      readonly kind: "admitted";
      readonly space: SpaceId;
      readonly inviter: DeviceId;
      readonly inviterName: string;
      readonly admission: Admission;
      readonly skewMs: number;
    }
  | { readonly kind: "failed"; readonly failure: PairingFailure };

export type NewcomerStep = { readonly state: NewcomerState; readonly effects: readonly NewcomerEffect[] };

export const BEGIN_JOINING: NewcomerState = { phase: "begin" };

const ended = (effects: readonly NewcomerEffect[]): NewcomerStep => ({ state: { phase: "ended" }, effects });

const fail = (failure: PairingFailure): NewcomerStep =>
  ended([
    { kind: "close", reason: closeReasonOf(failure) },
    { kind: "failed", failure },
  ]);

function onJoined(config: NewcomerConfig, clockMs: number): NewcomerStep {
  const { suite, self: device, kemKey, name, secret } = config;
  const commitment = nonceCommitment(suite.sha256, config.nonce);
  const version = config.isShared ? MEETING_VERSIONS.shared : MEETING_VERSIONS.own;
  const request: MeetingMessage = { type: "request", version, device, kemKey, name, commitment, clockMs };
  const { channel, sealed, bytes } = sayMeetingMessage(suite, openMeetingChannel(suite, "newcomer", secret), request);
  return { state: { phase: "asked", channel, requestBytes: bytes }, effects: [{ kind: "send", sealed }] };
}

function onInvitation(
  config: NewcomerConfig,
  request: Uint8Array,
  heard: HeardMessage,
  invitation: MeetingInvitation,
  nowMs: number,
): NewcomerStep {
  const { suite, self, kemKey, secret, nonce: newcomerNonce } = config;
  const { space, device, name: inviterName, shared } = invitation;
  if (config.isMemberOf(space) || device === self) return fail("already-member");
  if (device !== (config.inviter ?? device) || (shared !== null) !== config.isShared) return fail("bad-message");
  const code = comparisonCode(suite.sha256, secret, { request, invitation: heard.bytes, newcomerNonce });
  const skewMs = invitation.clockMs - nowMs;
  return {
    state: { phase: "signing", met: { channel: heard.channel, invitation, skewMs, confirmed: false } },
    effects: [
      { kind: "compare", code, inviterName, shared, skewMs },
      { kind: "sign", message: joinMessage(suite.sha256, space, device, self, kemKey) },
    ],
  };
}

function onSigned(config: NewcomerConfig, state: NewcomerState, signature: Uint8Array): NewcomerStep {
  if (state.phase !== "signing") return { state, effects: [] };
  const { channel, sealed } = sayMeetingMessage(config.suite, state.met.channel, { type: "reveal", nonce: config.nonce, proof: signature });
  return { state: { phase: "waiting", met: { ...state.met, channel } }, effects: [{ kind: "send", sealed }] };
}

function finish(met: Met, admission: Admission): NewcomerStep {
  const { space, device: inviter, name: inviterName } = met.invitation;
  return ended([
    { kind: "close", reason: "done" },
    { kind: "admitted", space, inviter, inviterName, admission, skewMs: met.skewMs },
  ]);
}

function onAnswer(met: Met, message: MeetingMessage): NewcomerStep {
  if (message.type !== "admitted") return fail("bad-message");
  const { type: _, ...admission } = message;
  return met.confirmed ? finish(met, admission) : { state: { phase: "admitted", met, admission }, effects: [] };
}

function onMessage(config: NewcomerConfig, state: NewcomerState, sealed: Uint8Array, nowMs: number): NewcomerStep {
  if (state.phase !== "asked" && state.phase !== "waiting") return fail("bad-message");
  const heard = hearMeetingMessage(config.suite, state.phase === "asked" ? state.channel : state.met.channel, sealed);
  if (heard === null) return fail("bad-message");
  if (heard.message.type === "declined") return fail("declined");
  if (state.phase === "waiting") return onAnswer({ ...state.met, channel: heard.channel }, heard.message);
  return heard.message.type === "invitation" ? onInvitation(config, state.requestBytes, heard, heard.message, nowMs) : fail("bad-message");
}

function onConfirmed(state: NewcomerState): NewcomerStep {
  if (state.phase === "admitted") return finish(state.met, state.admission);
  if (state.phase !== "signing" && state.phase !== "waiting") return { state, effects: [] };
  return { state: { ...state, met: { ...state.met, confirmed: true } }, effects: [] };
}

/** The inviter closes the room when it has said all; the person here may still be comparing. */
const onClosed = (state: NewcomerState, reason: MeetCloseReason): NewcomerStep =>
  state.phase === "admitted" ? { state, effects: [] } : ended([{ kind: "failed", failure: failureOfClose(reason) }]);

export function stepNewcomer(config: NewcomerConfig, state: NewcomerState, event: NewcomerEvent): NewcomerStep {
  if (state.phase === "ended") return { state, effects: [] };
  switch (event.kind) {
    case "joined":
      return state.phase === "begin" ? onJoined(config, event.nowMs) : { state, effects: [] };
    case "message":
      return onMessage(config, state, event.sealed, event.nowMs);
    case "signed":
      return onSigned(config, state, event.signature);
    case "confirmed":
      return onConfirmed(state);
    case "not-confirmed":
    case "cancelled":
      return fail(event.kind);
    case "closed":
      return onClosed(state, event.reason);
  }
}
