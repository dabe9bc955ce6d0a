// What is sealed under a passkey, at the relay: whoever has nothing else asks for it before it has shown who it is.

import { describe, expect, test } from "vitest";
import { bytesToHex } from "../src/base/bytes.ts";
import { KEM_KEY_BYTES, type KnownBody } from "../src/members/statement-content.ts";
import { signStatement } from "../src/members/sign-statement.ts";
import { recoveryMessage, type Statement } from "../src/members/statement.ts";
import { CAPSULE_BURST, CAPSULE_EVERY_MS, MAX_CAPSULES_PER_SPACE } from "./limits.ts";
import { openMemoryStore } from "./memory-store.ts";
import type { Relay } from "./relay.ts";
import { dial, ScriptedDevice, VERIFIER, type ScriptedLink } from "./scripted-device.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";
import { addReader, openSpace, owner, phone, space, statements } from "./test-space.suite.ts";

const passkey = new ScriptedDevice(10);
const KEM_KEY = new Uint8Array(KEM_KEY_BYTES).fill(1);
const id = new Uint8Array(16).fill(0xcc);
const sealed = new Uint8Array(93).fill(0xee);
const NETWORK = "203.0.113.7";

const say = (author: ScriptedDevice, parent: Statement, body: Exclude<KnownBody, { kind: "found" }>): Promise<Statement> =>
  signStatement(VERIFIER.sha256, author.signer, { space: parent.space, parents: [parent.id], body });

async function recovery(author: ScriptedDevice, parent: Statement, device: ScriptedDevice): Promise<Statement> {
  const proof = await device.signer.sign(recoveryMessage(VERIFIER.sha256, parent.space, author.id, device.id, KEM_KEY));
  return say(author, parent, { kind: "recovery", device: device.id, kemKey: KEM_KEY, proof });
}

const wayBack = await recovery(owner, addReader, passkey);
const capsule = await say(passkey, wayBack, { kind: "capsule", id, sealed });
const removal = await say(passkey, capsule, { kind: "remove", device: passkey.id, asksToWipe: false, cut: [] });

async function state(link: ScriptedLink, ...said: readonly Statement[]): Promise<void> {
  link.send({ type: "statements", statements: said.map(({ bytes }) => bytes) });
  await link.skipTo("heads");
}

/** What a link that has nothing but an id is told: what is sealed, as hex, or why it gets nothing. */
async function ask(relay: Relay, asked: Uint8Array = id, address = NETWORK): Promise<string> {
  const link = dial(relay, { address });
  await link.expect("hello");
  link.send({ type: "ask-capsule", id: asked });
  const frame = await link.next();
  link.close();
  if (frame.type === "error") return frame.error;
  return frame.type === "capsule" ? bytesToHex(frame.sealed) : frame.type;
}

const SEALED = bytesToHex(sealed);

async function openWithCapsule(): Promise<TestRelay & { readonly link: ScriptedLink; readonly phoneLink: ScriptedLink }> {
  const opened = await openSpace();
  await state(opened.link, wayBack, capsule);
  return opened;
}

describe("a capsule", () => {
  test("is handed out by its id alone, and says nothing where there is none", async () => {
    const { relay } = await openWithCapsule();
    expect(await ask(relay)).toBe(SEALED);
    expect(await ask(relay, new Uint8Array(16))).toBe("");
  });

  test("is there after a restart, and given back to a wiped relay by whichever device comes first", async () => {
    const { relay, disk } = await openWithCapsule();
    await relay.close();
    expect(await ask(openTestRelay({ disk }).relay)).toBe(SEALED);
    const wiped = openTestRelay();
    expect(await ask(wiped.relay)).toBe("");
    await phone.join(wiped.relay, space, { shows: [...statements, wayBack, capsule] });
    expect(await ask(wiped.relay)).toBe(SEALED);
  });

  test("is gone once its passkey is no way back any more", async () => {
    const { relay, link } = await openWithCapsule();
    await state(link, removal);
    expect(await ask(relay)).toBe("");
  });

  test("of no recovery member is no capsule, nor a second one of the same", async () => {
    const { relay, phoneLink, link } = await openSpace();
    await state(link, wayBack);
    await state(phoneLink, await say(phone, wayBack, { kind: "capsule", id, sealed: new Uint8Array(93).fill(1) }));
    await state(link, await say(owner, wayBack, { kind: "capsule", id, sealed: new Uint8Array(93).fill(2) }));
    expect(await ask(relay)).toBe("");
    await state(link, capsule);
    await state(link, await say(passkey, capsule, { kind: "capsule", id: new Uint8Array(16), sealed: new Uint8Array(93).fill(3) }));
    expect([await ask(relay), await ask(relay, new Uint8Array(16))]).toEqual([SEALED, ""]);
  });

  test("is not to be had, covered or taken away by members of another space", async () => {
    const { relay } = await openWithCapsule();
    const stranger = new ScriptedDevice(30);
    const elsewhere = await stranger.found(5);
    const theirPasskey = new ScriptedDevice(31);
    const theirs = await recovery(stranger, elsewhere, theirPasskey);
    const cover = await say(theirPasskey, theirs, { kind: "capsule", id, sealed: new Uint8Array(93).fill(1) });
    const { link } = await stranger.join(relay, elsewhere.space, { shows: [elsewhere, theirs, cover] });
    expect(await ask(relay)).toBe(SEALED);
    await state(link, await say(theirPasskey, cover, { kind: "remove", device: theirPasskey.id, asksToWipe: false, cut: [] }));
    await state(link, await say(stranger, elsewhere, { kind: "remove", device: passkey.id, asksToWipe: false, cut: [] }));
    expect(await ask(relay)).toBe(SEALED);
  });

  test("is one of a few that a space may have", async () => {
    const { relay, link } = await openSpace();
    let last: Statement = addReader;
    const ids: Uint8Array[] = [];
    for (let n = 0; n <= MAX_CAPSULES_PER_SPACE; n++) {
      const key = new ScriptedDevice(100 + n);
      const made = await recovery(owner, last, key);
      const idOfKey = new Uint8Array(16).fill(n + 1);
      last = await say(key, made, { kind: "capsule", id: idOfKey, sealed });
      ids.push(idOfKey);
      await state(link, made, last);
    }
    const answers: string[] = [];
    for (const each of ids) answers.push(await ask(relay, each, "127.0.0.1"));
    expect(answers).toEqual([...Array.from({ length: MAX_CAPSULES_PER_SPACE }, () => SEALED), ""]);
  });

  test("that a relay of an earlier version has stored with the statements is found once the space is opened", async () => {
    const { relay, disk } = await openWithCapsule();
    await relay.close();
    disk.capsules = [];
    const again = openTestRelay({ disk });
    expect(await ask(again.relay)).toBe("");
    const { link } = await owner.join(again.relay, space, { heads: [capsule] });
    await link.settle();
    expect(await ask(again.relay)).toBe(SEALED);
  });
});

describe("whoever asks", () => {
  test("may say nothing else on that link, and nothing before or after is told", async () => {
    const { relay } = await openWithCapsule();
    const link = dial(relay);
    await link.expect("hello");
    link.send({ type: "ask-capsule", id });
    await link.expect("capsule");
    link.send({ type: "ask-capsule", id });
    expect(await link.ending()).toBe("unexpected");
  });

  test("is no member, nor asks a member's link", async () => {
    const { link } = await openWithCapsule();
    link.send({ type: "ask-capsule", id });
    expect(await link.ending()).toBe("unexpected");
  });

  test("may do so some times from one network, and again later; other networks and the machine itself are not held up", async () => {
    const { relay, time } = await openWithCapsule();
    const answers: string[] = [];
    for (let n = 0; n < CAPSULE_BURST; n++) answers.push(await ask(relay));
    expect(new Set(answers)).toEqual(new Set([SEALED]));
    expect(await ask(relay)).toBe("rate");
    expect(await ask(relay, id, "198.51.100.1")).toBe(SEALED);
    expect(await ask(relay, id, "127.0.0.1")).toBe(SEALED);
    time.pass(CAPSULE_EVERY_MS);
    expect([await ask(relay), await ask(relay)]).toEqual([SEALED, "rate"]);
  });

  test("hears that the store fails, not that there is none", async () => {
    const { disk } = await openWithCapsule();
    const store = openMemoryStore(disk);
    const { relay, events } = openTestRelay({
      store: { ...store, readCapsule: async () => ({ ok: false, error: { kind: "failed", reason: "broken" } }) },
    });
    expect(await ask(relay)).toBe("storage");
    expect(events).toContainEqual({ kind: "store-failed", error: { kind: "failed", reason: "broken" } });
  });
});
