// The handshake part of a session (PROTOCOL.md "Handshake"): hello, auth, welcome. It ends in the open phase, or in the one wire error that fits.
// Nothing of statements, versions or receipts is said before the other side is verified; a relay proves itself by its transport only.

import { bytesToHex } from "../base/bytes.ts";
import { idToBytes, parseId } from "../base/ids.ts";
import type { Frame } from "../wire/frames.ts";
import { handshakeTranscript } from "../wire/handshake.ts";
import { PROTOCOL_VERSIONS } from "../wire/limits.ts";
import {
  closeWith,
  type HandshakeOutcome,
  type PartStep,
  type PeerInfo,
  type SessionConfig,
  type SessionEffect,
  type SessionEvent,
} from "./session-step.ts";

type Hello = Extract<Frame, { type: "hello" }>;
type Auth = Extract<Frame, { type: "auth" }>;

export type HandshakeState =
  | { readonly step: "start" }
  /** Initiator: waiting for hello, for our signature, for welcome, for the check of the acceptor's signature. */
  | { readonly step: "expect-hello" }
  | { readonly step: "sign-auth"; readonly hello: Hello; readonly version: number }
  | { readonly step: "expect-welcome"; readonly hello: Hello; readonly version: number }
  | { readonly step: "check-welcome"; readonly peer: PeerInfo; readonly showMembership: boolean }
  /** Acceptor: waiting for auth, for the check of the initiator's signature, for our signature. */
  | { readonly step: "expect-auth" }
  | { readonly step: "check-auth"; readonly auth: Auth }
  | { readonly step: "sign-welcome"; readonly auth: Auth }
  /** The other side is verified, as far as it can be. */
  | { readonly step: "done"; readonly outcome: HandshakeOutcome };

type Step = PartStep<HandshakeState>;

const HELLO_VERSIONS = PROTOCOL_VERSIONS;

const handshake = (state: HandshakeState, effects: readonly SessionEffect[] = []): Step => ({ state, effects });

const done = (outcome: HandshakeOutcome, effects: readonly SessionEffect[] = []): Step => ({ state: { step: "done", outcome }, effects });

/** What an initiator says of itself. */
export type Initiator = Pick<SessionConfig, "sha256" | "space" | "self" | "challenge" | "binding">;

/** The newest version that both speak; 0: none. */
export const chooseVersion = ({ versions }: Hello): number =>
  Math.max(0, ...versions.filter((offered) => PROTOCOL_VERSIONS.includes(offered)));

/** What is signed on a link that was opened from here, by `role`. */
export function initiatorTranscript(config: Initiator, hello: Hello, version: number, role: "initiator" | "acceptor"): Uint8Array {
  return handshakeTranscript({
    sha256: config.sha256,
    role,
    versionsOffered: hello.versions,
    chosen: version,
    space: config.space,
    initiator: config.self,
    acceptor: hello.acceptor,
    acceptorChallenge: hello.challenge,
    initiatorChallenge: config.challenge,
    binding: config.binding,
  });
}

function acceptorTranscript(config: SessionConfig, auth: Auth, role: "initiator" | "acceptor"): Uint8Array {
  return handshakeTranscript({
    sha256: config.sha256,
    role,
    versionsOffered: HELLO_VERSIONS,
    chosen: auth.version,
    space: config.space,
    initiator: auth.device,
    acceptor: idToBytes(config.self),
    acceptorChallenge: config.challenge,
    initiatorChallenge: auth.challenge,
    binding: config.binding,
  });
}

function onHello(config: SessionConfig, hello: Hello): Step {
  const version = chooseVersion(hello);
  if (version === 0) return closeWith("unsupported-version");
  if (config.peer === "device") {
    const device = parseId("device", hello.acceptor);
    if (device === null || !config.isMember(device)) return closeWith("not-a-member");
  }
  return handshake({ step: "sign-auth", hello, version }, [
    { kind: "sign", message: initiatorTranscript(config, hello, version, "initiator") },
  ]);
}

function onAuthSigned(config: SessionConfig, hello: Hello, version: number, signature: Uint8Array): Step {
  const { space, self: device, challenge, token } = config;
  return handshake({ step: "expect-welcome", hello, version }, [
    { kind: "send", frame: { type: "auth", version, space, device, challenge, signature, token } },
  ]);
}

function onWelcome(config: SessionConfig, hello: Hello, version: number, welcome: Extract<Frame, { type: "welcome" }>): Step {
  if (config.peer === "relay") {
    const peer: PeerInfo = { kind: "relay", id: bytesToHex(hello.acceptor) };
    return done({ peer, showMembership: welcome.showMembership, mustProve: false });
  }
  const device = parseId("device", hello.acceptor);
  if (device === null || welcome.signature === null) return closeWith("bad-signature");
  return handshake({ step: "check-welcome", peer: { kind: "device", id: device }, showMembership: welcome.showMembership }, [
    { kind: "verify", device, message: initiatorTranscript(config, hello, version, "acceptor"), signature: welcome.signature },
  ]);
}

function onAuth(config: SessionConfig, auth: Auth): Step {
  if (!PROTOCOL_VERSIONS.includes(auth.version)) return closeWith("unsupported-version");
  if (auth.space !== config.space) return closeWith("not-a-member");
  return handshake({ step: "check-auth", auth }, [
    { kind: "verify", device: auth.device, message: acceptorTranscript(config, auth, "initiator"), signature: auth.signature },
  ]);
}

function onAuthChecked(config: SessionConfig, auth: Auth, valid: boolean): Step {
  if (!valid) return closeWith("bad-signature");
  return handshake({ step: "sign-welcome", auth }, [{ kind: "sign", message: acceptorTranscript(config, auth, "acceptor") }]);
}

function onWelcomeSigned(config: SessionConfig, auth: Auth, signature: Uint8Array): Step {
  const known = config.isMember(auth.device);
  const welcome: Frame = { type: "welcome", showMembership: !known, signature };
  return done({ peer: { kind: "device", id: auth.device }, showMembership: false, mustProve: !known }, [{ kind: "send", frame: welcome }]);
}

function stepInitiator(config: SessionConfig, state: HandshakeState, event: SessionEvent): Step | null {
  const frame = event.kind === "frame" ? event.frame : null;
  switch (state.step) {
    case "expect-hello":
      return frame?.type === "hello" ? onHello(config, frame) : null;
    case "sign-auth":
      return event.kind === "signed" ? onAuthSigned(config, state.hello, state.version, event.signature) : null;
    case "expect-welcome":
      return frame?.type === "welcome" ? onWelcome(config, state.hello, state.version, frame) : null;
    case "check-welcome":
      return event.kind === "verified" ? onWelcomeChecked(state.peer, state.showMembership, event.valid) : null;
    default:
      return null;
  }
}

const onWelcomeChecked = (peer: PeerInfo, showMembership: boolean, valid: boolean): Step =>
  valid ? done({ peer, showMembership, mustProve: false }) : closeWith("bad-signature");

function stepAcceptor(config: SessionConfig, state: HandshakeState, event: SessionEvent): Step | null {
  switch (state.step) {
    case "expect-auth":
      return event.kind === "frame" && event.frame.type === "auth" ? onAuth(config, event.frame) : null;
    case "check-auth":
      return event.kind === "verified" ? onAuthChecked(config, state.auth, event.valid) : null;
    case "sign-welcome":
      return event.kind === "signed" ? onWelcomeSigned(config, state.auth, event.signature) : null;
    default:
      return null;
  }
}

export function stepHandshake(config: SessionConfig, state: HandshakeState, event: SessionEvent): Step {
  if (state.step === "start" && event.kind === "opened") {
    if (config.role === "initiator") return handshake({ step: "expect-hello" });
    const hello: Frame = { type: "hello", versions: HELLO_VERSIONS, acceptor: idToBytes(config.self), challenge: config.challenge };
    return handshake({ step: "expect-auth" }, [{ kind: "send", frame: hello }]);
  }
  const next = config.role === "initiator" ? stepInitiator(config, state, event) : stepAcceptor(config, state, event);
  if (next !== null) return next;
  // A frame out of turn ends the link; what the replica reports meanwhile (changes, meetings) does not concern a handshake.
  return event.kind === "frame" ? closeWith("unexpected") : handshake(state);
}
