// Links that do not keep to the protocol, against the relay as it is shipped: each gets the one error that its fault has, in an error frame and in the
// close code, and the app beside them goes on. Written from PROTOCOL.md alone.

import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import { addTask, expectSynced, openApp } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import type { RelayProcess } from "./relay-process.ts";

const ERRORS = {
  badSignature: 0x10,
  noSuchSpace: 0x16,
  malformed: 0x20,
  oversized: 0x21,
  unexpected: 0x22,
  unsupportedVersion: 0x23,
} as const;
const ERROR_FRAME = 0x3f;
const CLOSE_CODES_FROM = 4000;
const VERSION = 1;
/** Frame types. */
const [HELLO, AUTH, WELCOME, PAGE] = [0x01, 0x02, 0x03, 0x07];

type Hello = { readonly acceptor: Buffer; readonly challenge: Buffer };

class RawLink {
  readonly #socket: WebSocket;
  readonly #frames: Buffer[] = [];
  readonly #closed: Promise<number>;

  constructor(relay: RelayProcess) {
    this.#socket = new WebSocket(`${relay.address.replace("http", "ws")}/sync`);
    this.#socket.on("message", (data) => this.#frames.push(Buffer.isBuffer(data) ? data : Buffer.alloc(0)));
    this.#closed = once(this.#socket, "close").then(([code]) => Number(code));
  }

  send(...parts: readonly (Buffer | readonly number[])[]): void {
    this.#socket.send(Buffer.concat(parts.map((part) => Buffer.from(part))));
  }

  /** The next frame of this type; frames of other types before it are passed over. */
  async frame(type: number): Promise<Buffer> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame?.[0] === type) return frame;
      if (frame === undefined) await once(this.#socket, "message");
    }
  }

  /** [0x01, list of versions, acceptor, challenge]; of one version. */
  async hello(): Promise<Hello> {
    const frame = await this.frame(HELLO);
    expect([...frame.subarray(0, 3)]).toEqual([HELLO, 1, VERSION]);
    return { acceptor: frame.subarray(3, 35), challenge: frame.subarray(35, 67) };
  }

  /** The link must end with this error, told both ways. */
  async expectError(code: number): Promise<void> {
    expect(await this.#closed).toBe(CLOSE_CODES_FROM + code);
    expect(this.#frames.map((frame) => [...frame])).toContainEqual([ERROR_FRAME, code]);
  }
}

const label = (name: string): Buffer => Buffer.concat([Buffer.from([`daybook/1 ${name}`.length]), Buffer.from(`daybook/1 ${name}`)]);

type Device = { readonly privateKey: KeyObject; readonly id: Buffer };

function makeDevice(): Device {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { privateKey, id: publicKey.export({ type: "spki", format: "der" }).subarray(-32) };
}

/** `auth` as an honest device would send it in answer to `hello`. */
function authFrame(device: Device, space: Buffer, { acceptor, challenge }: Hello, binding: string): Buffer {
  const ownChallenge = randomBytes(32);
  const transcript = createHash("sha256")
    .update(label("handshake"))
    .update(Buffer.from([1, 1, VERSION, VERSION]))
    .update(Buffer.concat([space, device.id, acceptor, challenge, ownChallenge]))
    .update(Buffer.concat([Buffer.from([binding.length]), Buffer.from(binding)]))
    .digest();
  const signature = sign(null, transcript, device.privateKey);
  return Buffer.concat([Buffer.from([AUTH, VERSION]), space, device.id, ownChallenge, signature, Buffer.from([0])]);
}

test("each fault on a link has its own error, and the app beside it goes on", async ({ relay, newDevice }) => {
  const page = await openApp(await newDevice(), relay.address);
  await addTask(page, "before");
  await expectSynced(page);
  const open = async (): Promise<readonly [RawLink, Hello]> => {
    const link = new RawLink(relay);
    return [link, await link.hello()];
  };
  const binding = relay.address.replace("http", "ws");
  const device = makeDevice();
  const space = randomBytes(32);

  const [malformed] = await open();
  malformed.send([AUTH, 0xff]);
  await malformed.expectError(ERRORS.malformed);

  const [early] = await open();
  early.send(Buffer.alloc(1_025, AUTH));
  await early.expectError(ERRORS.oversized);

  const [outOfTurn] = await open();
  outOfTurn.send([PAGE], Buffer.alloc(8), [1], Buffer.alloc(8), [1, 1, 0]);
  await outOfTurn.expectError(ERRORS.unexpected);

  const [newer, newerHello] = await open();
  const newerAuth = authFrame(device, space, newerHello, binding);
  newerAuth[1] = 9;
  newer.send(newerAuth);
  await newer.expectError(ERRORS.unsupportedVersion);

  const [forged, forgedHello] = await open();
  forged.send(authFrame({ ...device, id: makeDevice().id }, space, forgedHello, binding));
  await forged.expectError(ERRORS.badSignature);

  const [forwarded, forwardedHello] = await open();
  forwarded.send(authFrame(device, space, forwardedHello, "ws://between.example"));
  await forwarded.expectError(ERRORS.badSignature);

  // An unknown device may enter no further than to show that it is a member, and that there is such a space.
  const [unknown, unknownHello] = await open();
  const honest = authFrame(device, space, unknownHello, binding);
  unknown.send(honest);
  expect([...(await unknown.frame(WELCOME))]).toEqual([WELCOME, 1, 0]);
  unknown.send([PAGE], Buffer.alloc(8), [1], Buffer.alloc(8), [1, 1, 0]);
  await unknown.expectError(ERRORS.noSuchSpace);

  const [replayed] = await open();
  replayed.send(honest);
  await replayed.expectError(ERRORS.badSignature);

  expect((await fetch(`${relay.address}/healthz`)).ok).toBe(true);
  await addTask(page, "after");
  await expectSynced(page);
  const other = await openApp(await newDevice(), relay.address);
  await addTask(other, "elsewhere");
  await expectSynced(other);
});
