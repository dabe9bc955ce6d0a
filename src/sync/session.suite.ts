// For tests: one session fed by hand, event by event; what it answers is kept. Signatures are made up: the machine only passes them on.

import { idToBytes, makeId, type DeviceId, type LogTag, type RecordId, type SpaceId, type StatementId } from "../base/ids.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import type { PathHead } from "../ports/store.ts";
import type { Frame } from "../wire/frames.ts";
import { idPrefixOf, versionOf } from "../wire/log-tree.ts";
import { makeSession, step, type SessionState } from "./session.ts";
import type { LocalView, PathCursor, SessionConfig, SessionEffect, SessionEvent, SessionNotice } from "./session-step.ts";

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

export const space: SpaceId = makeId("space", filled(32, 9));
export const otherSpace: SpaceId = makeId("space", filled(32, 8));
export const self: DeviceId = makeId("device", filled(32, 1));
export const other: DeviceId = makeId("device", filled(32, 2));
export const stranger: DeviceId = makeId("device", filled(32, 3));
export const signature: Uint8Array = filled(64, 4);
export const ownChallenge: Uint8Array = filled(32, 5);
export const theirChallenge: Uint8Array = filled(32, 6);

export const logNumber = (number: number): LogTag => makeId("log", filled(8, number));
export const recordNumber = (number: number): RecordId => makeId("record", filled(32, number));
export const statementNumber = (number: number): StatementId => makeId("statement", filled(32, number));

/** The end of a path with made-up ids: the record at `seq` has the id `recordNumber(seq)`. */
export const headAt = (log: LogTag, seq: number, branch = "", firstSeq = 1): PathHead => ({
  log,
  branch,
  device: self,
  generation: 0,
  firstSeq,
  parentId: firstSeq === 1 ? null : recordNumber(firstSeq - 1),
  seq,
  id: recordNumber(seq),
});

export function viewOf(heads: readonly PathHead[], parts: Partial<LocalView> = {}): LocalView {
  return {
    heads,
    version: versionOf(heads),
    statementHeads: [statementNumber(1)],
    receiptsDigest: new Uint8Array(8),
    receiptCounters: new Map(),
    checkpoints: [],
    fetchTurn: 0,
    cutTurn: 0,
    ...parts,
  };
}

export const makeConfig = (parts: Partial<SessionConfig> = {}): SessionConfig => ({
  role: "initiator",
  peer: "relay",
  space,
  self,
  challenge: ownChallenge,
  binding: "ws://relay.test",
  token: new Uint8Array(0),
  windowBytes: 1_048_576,
  sha256: (message) => fixedSuite.sha256(message),
  isMember: (device) => device === self || device === other,
  ...parts,
});

export const hello: Extract<Frame, { type: "hello" }> = {
  type: "hello",
  versions: [1],
  acceptor: idToBytes(other),
  challenge: theirChallenge,
};
export const auth: Extract<Frame, { type: "auth" }> = {
  type: "auth",
  version: 1,
  space,
  device: other,
  challenge: theirChallenge,
  signature,
  token: new Uint8Array(0),
};

export const haveOf = (
  heads: readonly PathHead[],
  parts: Partial<Extract<Frame, { type: "have" }>> = {},
): Extract<Frame, { type: "have" }> => ({
  type: "have",
  heads: [statementNumber(1)],
  version: versionOf(heads),
  checkpoints: [],
  receiptsDigest: new Uint8Array(8),
  windowBytes: 1_048_576,
  ...parts,
});

export class SessionUnderTest {
  readonly config: SessionConfig;
  view: LocalView;
  state: SessionState = makeSession();
  readonly effects: SessionEffect[] = [];

  constructor(config: SessionConfig, view: LocalView = viewOf([])) {
    this.config = config;
    this.view = view;
  }

  /** The effects of this one event. */
  feed(event: SessionEvent): readonly SessionEffect[] {
    const { state, effects } = step(this.config, this.state, event, this.view);
    this.state = state;
    this.effects.push(...effects);
    return effects;
  }

  hear(frame: Frame): readonly SessionEffect[] {
    return this.feed({ kind: "frame", frame });
  }

  /** The view is another one now, and the session is told. */
  grow(view: LocalView): readonly SessionEffect[] {
    this.view = view;
    return this.feed({ kind: "changed" });
  }

  compared(...cursors: readonly PathCursor[]): readonly SessionEffect[] {
    return this.feed({ kind: "compared", comparison: { cursors, asks: [] } });
  }

  /** Answers a read with records of `sizes` bytes. */
  read(log: LogTag, firstSeq: number, sizes: readonly number[], branch = ""): readonly SessionEffect[] {
    const previousId = firstSeq === 1 ? null : recordNumber(firstSeq - 1);
    const records = sizes.map((size) => new Uint8Array(size));
    return this.feed({ kind: "records-read", path: { log, branch }, firstSeq, previousId, records });
  }

  /** The other side stored `count` records up to `headSeq`. */
  stored(log: LogTag, headSeq: number, count: number): readonly SessionEffect[] {
    const headIdPrefix = idPrefixOf(recordNumber(headSeq));
    return this.hear({ type: "answer", log, headSeq, headIdPrefix, runs: [{ code: "stored", count }] });
  }

  get isClosed(): boolean {
    return this.state.phase === "closed";
  }
}

export const framesIn = (effects: readonly SessionEffect[]): readonly Frame[] =>
  effects.flatMap((effect) => (effect.kind === "send" ? [effect.frame] : []));

export const noticesIn = (effects: readonly SessionEffect[]): readonly SessionNotice[] =>
  effects.flatMap((effect) => (effect.kind === "notify" ? [effect.notice] : []));

export const kindsIn = (effects: readonly SessionEffect[]): readonly string[] =>
  effects.map((effect) => (effect.kind === "send" ? `send ${effect.frame.type}` : effect.kind));

/** The error the session ended with, told to the other side; null when it did not end, or ended without one. */
export function endIn(effects: readonly SessionEffect[]): string | null {
  const close = effects.find((effect) => effect.kind === "close");
  return close?.kind === "close" ? close.error : null;
}

/** A session with a relay that has just opened; it waits for the relay's `have`. */
export function openWithRelay(view: LocalView = viewOf([]), parts: Partial<SessionConfig> = {}): SessionUnderTest {
  const session = new SessionUnderTest(makeConfig(parts), view);
  session.feed({ kind: "opened" });
  session.hear(hello);
  session.feed({ kind: "signed", signature });
  session.hear({ type: "welcome", showMembership: false, signature: null });
  return session;
}

/** An acceptor's session with the device `device`, right after its welcome. */
export function acceptDevice(device: DeviceId, view: LocalView = viewOf([]), parts: Partial<SessionConfig> = {}): SessionUnderTest {
  const session = new SessionUnderTest(makeConfig({ role: "acceptor", peer: "device", binding: "memory", ...parts }), view);
  session.feed({ kind: "opened" });
  session.hear({ ...auth, device });
  session.feed({ kind: "verified", valid: true });
  session.feed({ kind: "signed", signature });
  return session;
}

/** A session with a relay whose comparison with `theirs` has been answered by `cursors`. */
export function syncWithRelay(
  view: LocalView,
  theirs: Parameters<typeof haveOf>,
  cursors: readonly PathCursor[],
  parts: Partial<SessionConfig> = {},
): SessionUnderTest {
  const session = openWithRelay(view, parts);
  session.hear(haveOf(...theirs));
  session.compared(...cursors);
  return session;
}
