import { describe, expect, test } from "vitest";
import { idToBytes, type DeviceId } from "../base/ids.ts";
import { encodeFrame } from "../wire/frame-codec.ts";
import type { Frame } from "../wire/frames.ts";
import { handshakeTranscript, type HandshakeRole } from "../wire/handshake.ts";
import {
  acceptDevice,
  auth,
  endIn,
  framesIn,
  headAt,
  haveOf,
  hello,
  kindsIn,
  logNumber,
  makeConfig,
  noticesIn,
  openWithRelay,
  other,
  otherSpace,
  ownChallenge,
  self,
  SessionUnderTest,
  signature,
  space,
  statementNumber,
  stranger,
  theirChallenge,
  viewOf,
} from "./session.suite.ts";
import type { SessionConfig, SessionEffect } from "./session-step.ts";

const welcomeOf = (parts: Partial<Extract<Frame, { type: "welcome" }>> = {}): Frame => ({
  type: "welcome",
  showMembership: false,
  signature: null,
  ...parts,
});

const initiator = (parts: Partial<SessionConfig> = {}): SessionUnderTest => {
  const session = new SessionUnderTest(makeConfig(parts));
  session.feed({ kind: "opened" });
  return session;
};

const acceptor = (parts: Partial<SessionConfig> = {}): SessionUnderTest => {
  const session = new SessionUnderTest(makeConfig({ role: "acceptor", peer: "device", binding: "memory", ...parts }));
  session.feed({ kind: "opened" });
  return session;
};

/** Up to the moment when the welcome of a device is awaited. */
const awaitingWelcome = (parts: Partial<SessionConfig> = {}): SessionUnderTest => {
  const session = initiator({ peer: "device", binding: "memory", ...parts });
  session.hear(hello);
  session.feed({ kind: "signed", signature });
  return session;
};

/** What an initiator with our id and an acceptor with the other's sign on `binding`. */
const transcript = (role: HandshakeRole, binding: string): Uint8Array =>
  handshakeTranscript({
    sha256: makeConfig().sha256,
    role,
    versionsOffered: [1],
    chosen: 1,
    space,
    initiator: self,
    acceptor: idToBytes(other),
    acceptorChallenge: theirChallenge,
    initiatorChallenge: ownChallenge,
    binding,
  });

const isTelling = (effect: SessionEffect): boolean =>
  effect.kind === "send-statements" || effect.kind === "send-receipts" || (effect.kind === "send" && effect.frame.type === "have");

describe("an initiator", () => {
  test("says nothing before hello", () => {
    expect(initiator().effects).toEqual([]);
  });

  test("signs the transcript of its link and answers hello with auth", () => {
    const session = initiator();
    expect(session.hear(hello)).toEqual([{ kind: "sign", message: transcript("initiator", "ws://relay.test") }]);
    const [sent] = framesIn(session.feed({ kind: "signed", signature }));
    expect(sent).toEqual({ type: "auth", version: 1, space, device: self, challenge: ownChallenge, signature, token: new Uint8Array(0) });
  });

  test("sends the token it was given", () => {
    const session = initiator({ token: Uint8Array.of(7) });
    session.hear(hello);
    expect(framesIn(session.feed({ kind: "signed", signature }))[0]).toMatchObject({ token: Uint8Array.of(7) });
  });

  test("chooses a version that both speak, whatever else is offered", () => {
    const session = initiator();
    session.hear({ ...hello, versions: [7, 1, 3] });
    expect(framesIn(session.feed({ kind: "signed", signature }))[0]).toMatchObject({ version: 1 });
  });

  test("ends where there is no version that both speak", () => {
    const session = initiator();
    expect(endIn(session.hear({ ...hello, versions: [2, 3] }))).toBe("unsupported-version");
    expect(session.isClosed).toBe(true);
  });

  test("is open with a relay as soon as that says welcome, and says what it has once that has", () => {
    const session = openWithRelay();
    expect(session.state.phase).toBe("open");
    expect(noticesIn(session.effects)).toEqual([{ kind: "open", peer: { kind: "relay", id: other } }]);
    expect(framesIn(session.effects).map((frame) => frame.type)).toEqual(["auth"]);
    expect(framesIn(session.hear(haveOf([]))).map((frame) => frame.type)).toEqual(["have"]);
  });

  test("does not talk to a device that is no member", () => {
    const session = initiator({ peer: "device" });
    expect(endIn(session.hear({ ...hello, acceptor: idToBytes(stranger) }))).toBe("not-a-member");
    expect(framesIn(session.effects).map((frame) => frame.type)).toEqual(["error"]);
  });

  test("refuses a device's welcome without a signature", () => {
    const session = awaitingWelcome();
    expect(endIn(session.hear(welcomeOf()))).toBe("bad-signature");
  });

  test("checks a device's signature against its own view of the link, and refuses a wrong one", () => {
    const session = awaitingWelcome();
    const checks = session.hear(welcomeOf({ signature }));
    expect(checks).toEqual([{ kind: "verify", device: other, message: transcript("acceptor", "memory"), signature }]);
    expect(endIn(session.feed({ kind: "verified", valid: false }))).toBe("bad-signature");
  });

  test("tells a device nothing of what it holds before its signature is checked", () => {
    const session = awaitingWelcome();
    session.hear(welcomeOf({ signature, showMembership: true }));
    session.feed({ kind: "changed" });
    session.feed({ kind: "sync-now" });
    expect(session.effects.some(isTelling)).toBe(false);
    expect(kindsIn(session.feed({ kind: "verified", valid: true }))).toEqual(["notify", "send-statements", "send have"]);
  });

  test("shows its statements before anything else where it is not known", () => {
    const session = initiator();
    session.hear(hello);
    session.feed({ kind: "signed", signature });
    const effects = session.hear(welcomeOf({ showMembership: true }));
    expect(kindsIn(effects)).toEqual(["notify", "send-statements", "send have"]);
    expect(effects[1]).toEqual({ kind: "send-statements", theirHeads: [] });
  });
});

describe("an acceptor", () => {
  test("speaks first, and says nothing but its challenge", () => {
    expect(framesIn(acceptor().effects)).toEqual([{ type: "hello", versions: [1], acceptor: idToBytes(self), challenge: ownChallenge }]);
  });

  test("refuses a version it did not offer, and another space", () => {
    expect(endIn(acceptor().hear({ ...auth, version: 2 }))).toBe("unsupported-version");
    expect(endIn(acceptor().hear({ ...auth, space: otherSpace }))).toBe("not-a-member");
  });

  test("refuses a signature that does not verify", () => {
    const session = acceptor();
    session.hear(auth);
    expect(endIn(session.feed({ kind: "verified", valid: false }))).toBe("bad-signature");
    expect(session.effects.some(isTelling)).toBe(false);
  });

  test("says welcome with its signature to a member, and what it has", () => {
    const session = acceptDevice(other);
    expect(framesIn(session.effects).slice(1)).toMatchObject([{ type: "welcome", showMembership: false, signature }, { type: "have" }]);
  });

  test("asks a device it does not know to show its membership, and tells it nothing else", () => {
    const session = acceptDevice(stranger);
    session.feed({ kind: "changed" });
    session.feed({ kind: "sync-now" });
    expect(framesIn(session.effects).slice(1)).toEqual([{ type: "welcome", showMembership: true, signature }]);
    expect(session.effects.some(isTelling)).toBe(false);
    // Nobody here is told that it is there.
    expect(kindsIn(session.effects)).not.toContain("notify");
  });

  test("goes on with a device whose statements make it a member, in whatever order the two arrive", () => {
    let members = [other];
    const session = acceptDevice(stranger, viewOf([]), { isMember: (device) => members.includes(device) });
    session.hear({ type: "statements", statements: [Uint8Array.of(1)] });
    expect(session.hear(haveOf([]))).toEqual([]);
    members = [other, stranger];
    const effects = session.feed({ kind: "statements-ingested", invalid: 0 });
    expect(kindsIn(effects)).toEqual(["notify", "send have", "notify", "notify", "send-statements", "compare"]);
  });

  test("ends with a device whose statements do not make it a member", () => {
    const session = acceptDevice(stranger);
    session.hear({ type: "statements", statements: [Uint8Array.of(1)] });
    session.hear({ type: "statements", statements: [Uint8Array.of(2)] });
    session.hear(haveOf([]));
    expect(endIn(session.feed({ kind: "statements-ingested", invalid: 0 }))).toBeNull();
    expect(endIn(session.feed({ kind: "statements-ingested", invalid: 0 }))).toBe("not-a-member");
    expect(session.effects.some(isTelling)).toBe(false);
  });

  test("tells a device that was removed what says so, by what it has heard of, whenever that comes", () => {
    const removed = { wasRemoved: (device: DeviceId) => device === stranger };
    for (const isStoredFirst of [true, false]) {
      const session = acceptDevice(stranger, viewOf([]), removed);
      session.hear({ type: "statements", statements: [Uint8Array.of(1)] });
      const steps = [() => session.feed({ kind: "statements-ingested", invalid: 0 }), () => session.hear(haveOf([]))];
      for (const step of isStoredFirst ? steps : steps.toReversed()) step();
      expect(kindsIn(session.effects).slice(-4)).toEqual(["send-statements", "send heads", "send error", "close"]);
      expect(session.effects.find(({ kind }) => kind === "send-statements")).toEqual({
        kind: "send-statements",
        theirHeads: haveOf([]).heads,
      });
    }
  });

  test("ends where the other is a member no more, after what says so, and waits for its end where this device is none", () => {
    let members = [self, other];
    const isMember = (device: DeviceId): boolean => members.includes(device);
    const session = acceptDevice(other, viewOf([]), { isMember });
    session.hear(haveOf([]));
    members = [self];
    const effects = session.grow(viewOf([], { statementHeads: [statementNumber(2)] }));
    expect(kindsIn(effects)).toEqual(["send-statements", "send heads", "send error", "close"]);
    let isRemoved = false;
    const here = acceptDevice(other, viewOf([]), { wasRemoved: (device) => isRemoved && device === self });
    here.hear(haveOf([]));
    isRemoved = true;
    here.grow(viewOf([], { statementHeads: [statementNumber(2)] }));
    expect(kindsIn(here.effects).at(-1)).toBe("send-statements");
    const heads: Frame = { type: "heads", heads: [statementNumber(2)] };
    expect(here.hear(heads)).toContainEqual({ kind: "notify", notice: { kind: "their-heads", heads: [statementNumber(2)] } });
  });

  test("goes on where this device knew before that it was removed: the other side may know that it is a member again", () => {
    const here = acceptDevice(other, viewOf([]), { wasRemoved: (device) => device === self });
    here.hear(haveOf([]));
    expect(kindsIn(here.feed({ kind: "changed" }))).toEqual([]);
    expect(kindsIn(here.hear({ type: "statements", statements: [Uint8Array.of(1)] }))).toEqual(["ingest-statements"]);
  });

  test.each<[string, Frame]>([
    ["what it has", haveOf([])],
    ["records", { type: "page", log: logNumber(1), firstSeq: 1, previousIdPrefix: "00".repeat(8), records: [Uint8Array.of(1)] }],
    ["receipts", { type: "receipts", receipts: [Uint8Array.of(1)] }],
    ["a question for ids", { type: "ask-ids", log: logNumber(1), leafSeq: 1, leafIdPrefix: "00".repeat(8), seqs: [1] }],
  ])("ends with a stranger that says %s instead of its statements", (_, frame) => {
    expect(endIn(acceptDevice(stranger).hear(frame))).toBe("not-a-member");
  });
});

describe("a frame out of turn", () => {
  test.each<[string, () => SessionUnderTest, Frame]>([
    ["welcome before hello", initiator, welcomeOf()],
    ["have before hello", initiator, haveOf([])],
    ["a second hello", awaitingWelcome, hello],
    ["have before welcome", awaitingWelcome, haveOf([])],
    ["auth sent to an initiator", initiator, auth],
    ["hello sent to an acceptor", acceptor, hello],
    ["have before auth", acceptor, haveOf([])],
    ["hello once the session is open", openWithRelay, hello],
    ["a replayed auth once the session is open", () => acceptDevice(other), auth],
    ["welcome once the session is open", openWithRelay, welcomeOf()],
  ])("ends the session: %s", (_, open, frame) => {
    expect(endIn(open().hear(frame))).toBe("unexpected");
  });

  test("ends the session: auth again while the first is being checked", () => {
    const session = acceptor();
    session.hear(auth);
    expect(endIn(session.hear(auth))).toBe("unexpected");
  });
});

/** What is asked to be signed, or to be verified, first. */
function messageIn(effects: readonly SessionEffect[]): Uint8Array {
  const effect = effects.find(({ kind }) => kind === "sign" || kind === "verify");
  if (effect?.kind !== "sign" && effect?.kind !== "verify") throw new Error("nothing is signed or verified");
  return effect.message;
}

/**
 * Two devices and who stands between them: what the initiator signs, what the acceptor holds that against, and the same of the acceptor's word. A signature
 * serves where both are equal.
 */
function throughMiddleman(alter: { readonly hello?: Partial<typeof hello>; readonly auth?: Partial<typeof auth> } = {}) {
  const accepting = acceptor({ self: other, challenge: theirChallenge });
  const [greeting] = framesIn(accepting.effects);
  if (greeting?.type !== "hello") throw new Error("an acceptor greets");
  const initiating = initiator({ peer: "device", binding: "memory" });
  const initiatorSigns = messageIn(initiating.hear({ ...greeting, ...alter.hello }));
  const [said] = framesIn(initiating.feed({ kind: "signed", signature }));
  if (said?.type !== "auth") throw new Error("an initiator answers");
  const acceptorHolds = messageIn(accepting.hear({ ...said, ...alter.auth }));
  const acceptorSigns = messageIn(accepting.feed({ kind: "verified", valid: true }));
  const initiatorHolds = messageIn(initiating.hear(welcomeOf({ signature })));
  return { initiatorSigns, acceptorHolds, acceptorSigns, initiatorHolds };
}

describe("who stands between two devices", () => {
  const honest = throughMiddleman();

  test("changes nothing where it passes on what is said", () => {
    expect(honest.acceptorHolds).toEqual(honest.initiatorSigns);
    expect(honest.initiatorHolds).toEqual(honest.acceptorSigns);
    expect(honest.initiatorSigns).not.toEqual(honest.acceptorSigns);
  });

  test.each<[string, Parameters<typeof throughMiddleman>[0]]>([
    ["takes versions out of the offer, or puts some in, so that an older one is spoken", { hello: { versions: [1, 2] } }],
    ["puts the versions in another order", { hello: { versions: [2, 1] } }],
    ["has the challenge be one of its own", { hello: { challenge: new Uint8Array(32).fill(7) } }],
    ["answers with a challenge of its own", { auth: { challenge: new Uint8Array(32).fill(7) } }],
    ["says to be another device", { auth: { device: stranger } }],
  ])("is found out where it %s", (_, alter) => {
    const said = throughMiddleman(alter);
    expect(said.acceptorHolds).not.toEqual(said.initiatorSigns);
    expect(said.initiatorHolds).not.toEqual(said.acceptorSigns);
  });

  test("fixes no session: who was led into a link that somebody else has begun signs for its own link, and not for that one", () => {
    // The greeting of an honest acceptor, handed on over the middleman's own link.
    const led = initiator({ peer: "device", binding: "the middleman's link" });
    expect(messageIn(led.hear(hello))).not.toEqual(honest.acceptorHolds);
  });

  test("replays nothing: neither side's word of an earlier session serves in a later one", () => {
    const later = acceptor({ self: other, challenge: new Uint8Array(32).fill(8) });
    expect(messageIn(later.hear({ ...auth, device: self, challenge: ownChallenge }))).not.toEqual(honest.initiatorSigns);
    const again = awaitingWelcome({ challenge: new Uint8Array(32).fill(8) });
    expect(messageIn(again.hear(welcomeOf({ signature })))).not.toEqual(honest.acceptorSigns);
  });

  test("mirrors nothing: a device's own word is not another's, also where that says to be the device itself", () => {
    const mirrored = initiator({ peer: "device", binding: "memory" });
    const signed = messageIn(mirrored.hear({ ...hello, acceptor: idToBytes(self), challenge: ownChallenge }));
    mirrored.feed({ kind: "signed", signature });
    expect(messageIn(mirrored.hear(welcomeOf({ signature })))).not.toEqual(signed);
  });
});

const bytesOf = (session: SessionUnderTest): number => framesIn(session.effects).reduce((sum, frame) => sum + encodeFrame(frame).length, 0);

describe("the size of a handshake with nothing missing and 5 logs", () => {
  const view = viewOf([1, 2, 3, 4, 5].map((number) => headAt(logNumber(number), 100 + number)));

  test("is 295 bytes of an initiator's", () => {
    const session = openWithRelay(view);
    session.hear(haveOf(view.heads));
    session.compared(...view.heads.map(({ log, branch, seq }) => ({ path: { log, branch }, nextSeq: seq + 1 })));
    expect(framesIn(session.effects).map((frame) => [frame.type, encodeFrame(frame).length])).toEqual([
      ["auth", 163],
      ["have", 132],
    ]);
    expect(bytesOf(session)).toBe(295);
  });

  test("is 266 bytes of an accepting device's", () => {
    const session = acceptDevice(other, view);
    session.hear(haveOf(view.heads));
    session.compared(...view.heads.map(({ log, branch, seq }) => ({ path: { log, branch }, nextSeq: seq + 1 })));
    expect(framesIn(session.effects).map((frame) => [frame.type, encodeFrame(frame).length])).toEqual([
      ["hello", 67],
      ["welcome", 67],
      ["have", 132],
    ]);
    expect(bytesOf(session)).toBe(266);
  });

  test("stays within 340 bytes with the longest seqs there are", () => {
    const longest = viewOf([1, 2, 3, 4, 5].map((number) => ({ ...headAt(logNumber(number), 1), seq: 0xffff_ffff })));
    const session = openWithRelay(longest);
    session.hear(haveOf(longest.heads));
    expect(bytesOf(session)).toBe(315);
    expect(bytesOf(acceptDevice(other, longest))).toBe(286);
  });
});
