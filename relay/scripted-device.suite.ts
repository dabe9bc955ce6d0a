// A device for the relay's tests: says exactly what a test tells it to, keeps what it hears until the test asks for it. Signs with a seed, seals
// nothing: to the relay a payload is bytes.

import { makeId, type DeviceId, type LogTag, type RecordId, type SpaceId, type StatementId } from "../src/base/ids.ts";
import { makeSeedSigner } from "../src/crypto/ed25519.ts";
import { makeMemoryPair } from "../src/links/memory-link.ts";
import { foundSpace, signStatement } from "../src/members/sign-statement.ts";
import { joinMessage, type Statement } from "../src/members/statement.ts";
import type { Role } from "../src/members/statement-content.ts";
import type { Signer } from "../src/ports/crypto.ts";
import type { Link, LinkClosed } from "../src/ports/link.ts";
import type { Clock, Timers } from "../src/ports/time.ts";
import { encodeRecord } from "../src/wire/encode-record.ts";
import { decodeFrame, encodeFrame } from "../src/wire/frame-codec.ts";
import type { CheckpointId, Frame, Version } from "../src/wire/frames.ts";
import { handshakeTranscript } from "../src/wire/handshake.ts";
import { DEFAULT_WINDOW_BYTES } from "../src/wire/limits.ts";
import { logTagOf } from "../src/wire/log-tag.ts";
import { idPrefixOf } from "../src/wire/log-tree.ts";
import { recordIdOf, signedBytesOf, type RecordEnvelope } from "../src/wire/record-envelope.ts";
import { makeReceipt } from "../src/wire/signed-receipt.ts";
import { makeNodeVerifier } from "./node-suite.ts";
import type { Relay } from "./relay.ts";

export const VERIFIER = makeNodeVerifier();
export const BINDING = "ws://localhost:8787";

const ZERO_BYTES_8 = new Uint8Array(8);
/** A chain of promises at the relay is shorter than so many exchanges. */
const SETTLING_ROUNDS = 6;
const KEM_KEY = new Uint8Array(1_216).fill(6);

/** Time that passes only when a test says so. */
export class ManualTime implements Timers {
  #nowMs = 1_000_000;
  #timers: { readonly atMs: number; readonly task: () => void }[] = [];

  readonly clock: Clock = () => this.#nowMs;

  after(delayMs: number, task: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, task };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  pass(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = next.atMs;
      next.task();
    }
    this.#nowMs = untilMs;
  }
}

export type FrameOf<Type extends Frame["type"]> = Extract<Frame, { type: Type }>;

/** One side of a link in the hands of a test. */
export class ScriptedLink {
  readonly #inbox: Frame[] = [];
  /** Whom the relay has said to be there, each time that it said so. */
  readonly presence: (readonly DeviceId[])[] = [];
  #ending: LinkClosed | null = null;
  #wake: () => void = () => undefined;
  link: Link | null = null;

  readonly events = {
    opened: (): void => this.#wake(),
    frame: (bytes: Uint8Array): void => {
      const frame = decodeFrame(bytes, { authenticated: true });
      if (frame.ok && frame.value.type === "neighbours") this.presence.push(frame.value.devices);
      else if (frame.ok && frame.value.type !== "ignored") this.#inbox.push(frame.value);
      this.#wake();
    },
    closed: (reason: LinkClosed): void => {
      this.#ending = reason;
      this.#wake();
    },
  };

  send(frame: Frame): void {
    this.link?.send(encodeFrame(frame));
  }

  sendBytes(bytes: Uint8Array): void {
    this.link?.send(bytes);
  }

  close(): void {
    this.link?.close();
  }

  /** The next frame that has come in or comes in. */
  async next(): Promise<Frame> {
    await this.#until(() => this.#inbox.length > 0 || this.#ending !== null);
    const frame = this.#inbox.shift();
    if (frame === undefined) throw new Error(`the link has ended: ${JSON.stringify(this.#ending)}`);
    return frame;
  }

  /** The next frame, which must be of this type. */
  async expect<Type extends Frame["type"]>(type: Type): Promise<FrameOf<Type>> {
    const frame = await this.next();
    if (!isOfType(frame, type)) throw new Error(`${type} was expected, not ${JSON.stringify(frame)}`);
    return frame;
  }

  /** The next frame of this type; others before it are dropped. */
  async skipTo<Type extends Frame["type"]>(type: Type): Promise<FrameOf<Type>> {
    for (;;) {
      const frame = await this.next();
      if (isOfType(frame, type)) return frame;
    }
  }

  /** What the relay has to say before it is at rest: everything up to the last of several answers, each asked for after the one before. */
  async settle(): Promise<readonly Frame[]> {
    const said: Frame[] = [];
    for (let round = 0; round < SETTLING_ROUNDS; round++) {
      this.send({ type: "ask-ids", log: makeId("log", ZERO_BYTES_8), leafSeq: 1, leafIdPrefix: "00".repeat(8), seqs: [1] });
      for (let frame = await this.next(); frame.type !== "ids"; frame = await this.next()) said.push(frame);
    }
    return said;
  }

  /** The error with which the other side ended the link; null when it gave none. */
  async ending(): Promise<string | null> {
    await this.#until(() => this.#ending !== null);
    return this.#ending?.kind === "remote" ? this.#ending.error : null;
  }

  async #until(isReached: () => boolean): Promise<void> {
    while (!isReached()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function isOfType<Type extends Frame["type"]>(frame: Frame, type: Type): frame is FrameOf<Type> {
  return frame.type === type;
}

/** Dials the relay over a link in memory. */
export function dial(relay: Relay, options: { readonly binding?: string; readonly address?: string } = {}): ScriptedLink {
  const pair = makeMemoryPair({ binding: options.binding ?? BINDING });
  const scripted = new ScriptedLink();
  let relayEvents: ReturnType<Relay["accept"]> | null = null;
  const relayLink = pair.open("b", {
    opened: () => relayEvents?.opened(),
    frame: (bytes) => relayEvents?.frame(bytes),
    closed: (reason) => relayEvents?.closed(reason),
  });
  relayEvents = relay.accept(relayLink, { address: options.address ?? "127.0.0.1" });
  scripted.link = pair.open("a", scripted.events);
  return scripted;
}

/** A record of a test's log, in every form that a test may want of it. */
export type TestRecord = { readonly seq: number; readonly id: RecordId; readonly bytes: Uint8Array };

export class ScriptedDevice {
  readonly signer: Signer;
  readonly id: DeviceId;

  constructor(seed: number) {
    this.signer = makeSeedSigner(new Uint8Array(32).fill(seed));
    this.id = makeId("device", this.signer.publicKey);
  }

  found(salt = 1): Promise<Statement> {
    return foundSpace(VERIFIER.sha256, this.signer, new Uint8Array(16).fill(salt));
  }

  /** Adds `other` to the space of `founding`. */
  async add(founding: Statement, other: ScriptedDevice, role: Role = "writer", parents = [founding.id]): Promise<Statement> {
    const message = joinMessage(VERIFIER.sha256, founding.space, this.id, other.id, KEM_KEY);
    const proof = await other.signer.sign(message);
    const body = { kind: "add", device: other.id, role, kemKey: KEM_KEY, proof } as const;
    return signStatement(VERIFIER.sha256, this.signer, { space: founding.space, parents: parents.toSorted(), body });
  }

  /** `last`: what counts of its log. */
  remove(founding: Statement, other: ScriptedDevice, parents: readonly StatementId[], ...last: readonly TestRecord[]): Promise<Statement> {
    const cut = last.map(({ seq, id }) => ({ log: other.log(founding.space), seq, id }));
    const body = { kind: "remove", device: other.id, asksToWipe: false, cut } as const;
    return signStatement(VERIFIER.sha256, this.signer, { space: founding.space, parents: parents.toSorted(), body });
  }

  log(space: SpaceId, generation = 0): LogTag {
    return logTagOf(VERIFIER.sha256, space, this.id, generation);
  }

  /** Records that follow `previous`, with payloads of `payloadBytes` that `salt` tells apart. */
  async write(
    space: SpaceId,
    count: number,
    options: { readonly previous?: TestRecord; readonly payloadBytes?: number; readonly salt?: number } = {},
  ): Promise<readonly TestRecord[]> {
    const records: TestRecord[] = [];
    for (let i = 0; i < count; i++) {
      const payload = new Uint8Array(options.payloadBytes ?? 40).fill(options.salt ?? 0);
      records.push(await this.#record(space, records.at(-1) ?? options.previous ?? null, payload));
    }
    return records;
  }

  async #record(space: SpaceId, previous: TestRecord | null, payload: Uint8Array): Promise<TestRecord> {
    const seq = (previous?.seq ?? 0) + 1;
    const envelope: Omit<RecordEnvelope, "signature"> = { format: 1, kind: 1, seq, epochPrefix: new Uint8Array(4), payload };
    const signed = signedBytesOf(VERIFIER.sha256, { space, log: this.log(space) }, envelope, previous?.id ?? null);
    const bytes = encodeRecord({ ...envelope, signature: await this.signer.sign(signed) });
    return { seq, id: recordIdOf(VERIFIER.sha256, signed), bytes };
  }

  page(space: SpaceId, records: readonly TestRecord[], previous: TestRecord | null = null): FrameOf<"page"> {
    return {
      type: "page",
      log: this.log(space),
      firstSeq: records[0]?.seq ?? 1,
      previousIdPrefix: idPrefixOf(previous?.id ?? null),
      records: records.map((record) => record.bytes),
    };
  }

  receipt(
    space: SpaceId,
    counter: number,
    says: {
      readonly version?: Version;
      readonly checkpoints?: readonly CheckpointId[];
      readonly objections?: readonly CheckpointId[];
    } = {},
  ): Promise<Uint8Array> {
    const objections = says.objections === undefined ? {} : { objections: says.objections };
    return makeReceipt(this.signer, space, { counter, version: says.version ?? [], checkpoints: says.checkpoints ?? [], ...objections });
  }

  /** The answer to a hello; a test may change any of it. */
  async auth(
    space: SpaceId,
    hello: FrameOf<"hello">,
    change: { readonly binding?: string; readonly token?: Uint8Array } = {},
  ): Promise<FrameOf<"auth">> {
    const challenge = new Uint8Array(32).fill(9);
    const transcript = handshakeTranscript({
      sha256: VERIFIER.sha256,
      role: "initiator",
      versionsOffered: hello.versions,
      chosen: 1,
      space,
      initiator: this.id,
      acceptor: hello.acceptor,
      acceptorChallenge: hello.challenge,
      initiatorChallenge: challenge,
      binding: change.binding ?? BINDING,
    });
    const signature = await this.signer.sign(transcript);
    return { type: "auth", version: 1, space, device: this.id, challenge, signature, token: change.token ?? new Uint8Array(0) };
  }

  /** Up to the relay's welcome. */
  async connect(relay: Relay, space: SpaceId): Promise<{ readonly link: ScriptedLink; readonly welcome: FrameOf<"welcome"> }> {
    const link = dial(relay);
    link.send(await this.auth(space, await link.expect("hello")));
    return { link, welcome: await link.expect("welcome") };
  }

  /** The error with which the relay turns it away after `auth`, or "welcome". */
  async connectOrError(relay: Relay, space: SpaceId): Promise<string> {
    const link = dial(relay);
    link.send(await this.auth(space, await link.expect("hello")));
    const frame = await link.next();
    return frame.type === "error" ? frame.error : frame.type;
  }

  /** Up to both having said what they have. `shows`: statements shown where the relay asks for them. */
  async join(
    relay: Relay,
    space: SpaceId,
    says: {
      readonly shows?: readonly Statement[];
      readonly version?: Version;
      readonly heads?: readonly Statement[];
      readonly checkpoints?: readonly CheckpointId[];
      readonly windowBytes?: number;
    } = {},
  ): Promise<{ readonly link: ScriptedLink; readonly have: FrameOf<"have"> }> {
    const { link, welcome } = await this.connect(relay, space);
    if (welcome.showMembership) link.send({ type: "statements", statements: (says.shows ?? []).map((statement) => statement.bytes) });
    link.send(haveOf(says));
    return { link, have: await link.expect("have") };
  }
}

export function haveOf(
  says: {
    readonly version?: Version;
    readonly heads?: readonly Statement[];
    readonly shows?: readonly Statement[];
    readonly checkpoints?: readonly CheckpointId[];
    readonly windowBytes?: number;
  } = {},
): FrameOf<"have"> {
  return {
    type: "have",
    heads: (says.heads ?? says.shows ?? []).map((statement) => statement.id),
    version: says.version ?? [],
    checkpoints: says.checkpoints ?? [],
    receiptsDigest: ZERO_BYTES_8,
    windowBytes: says.windowBytes ?? DEFAULT_WINDOW_BYTES,
  };
}

/** The version of a replica that holds exactly these records of a device's log. */
export const versionOfLog = (device: ScriptedDevice, space: SpaceId, last: TestRecord): Version => [
  { log: device.log(space), seq: last.seq, idPrefix: idPrefixOf(last.id) },
];
