import { expect, test } from "vitest";
import { utf8ToBytes } from "../src/base/bytes.ts";
import { makeMemoryPair } from "../src/links/memory-link.ts";
import type { AnswerDirect, DirectCall } from "../src/ports/direct.ts";
import { serveCalls } from "./call-server.ts";
import type { RelayPorts } from "./relay.ts";
import { BINDING, haveOf, ScriptedLink } from "./scripted-device.suite.ts";
import { openTestRelay } from "./test-relay.suite.ts";
import { owner, phone, space, statements } from "./test-space.suite.ts";

const CERTIFICATES = `${"a".repeat(64)}+${"b".repeat(64)}`;
const HOST = "192.168.1.7";
const TOKEN = utf8ToBytes("7K3M");

/** A relay that takes calls, and a way to call it. */
function openCalledRelay(ports: Partial<RelayPorts> = {}) {
  const { relay, time } = openTestRelay({ policy: { kind: "token", token: TOKEN }, ...ports });
  const listeners: ((call: DirectCall) => void)[] = [];
  const answer: AnswerDirect = (listen) => {
    listeners.push(listen);
    return { close: () => undefined };
  };
  serveCalls(relay, answer);
  const verified: string[] = [];
  const call = (name: string, host = HOST): ScriptedLink => {
    const pair = makeMemoryPair({ binding: CERTIFICATES });
    const link = new ScriptedLink();
    listeners.at(-1)?.({
      host,
      dial: (_options, events) => Object.assign(pair.open("b", events), { hear: () => undefined }),
      verified: () => verified.includes(name) || verified.push(name),
    });
    link.link = pair.open("a", link.events);
    return link;
  };
  return { relay, time, call, verified };
}

async function enter(link: ScriptedLink, device = owner, binding = CERTIFICATES): Promise<void> {
  link.send(await device.auth(space, await link.expect("hello"), { binding, token: TOKEN }));
}

async function found(link: ScriptedLink): Promise<void> {
  await enter(link);
  expect(await link.expect("welcome")).toMatchObject({ showMembership: true });
  link.send({ type: "statements", statements: statements.map(({ bytes }) => bytes) });
  link.send(haveOf());
  await link.skipTo("have");
}

test("who calls is let in by what both have seen of the connection, and counts as one of ours from then on", async () => {
  const { call, verified, relay } = openCalledRelay();
  const [first, second] = [call("owner"), call("phone")];
  expect(verified).toEqual([]);
  await found(first);
  await enter(second, phone);
  await second.expect("welcome");
  await second.expect("have");
  expect(verified).toEqual(["owner", "phone"]);
  expect(relay.counts()).toMatchObject({ links: 2, members: 2 });
});

test("a handshake that was signed for another connection, or for the socket's origin, is turned away", async () => {
  const { call, verified } = openCalledRelay();
  for (const binding of [`${"a".repeat(64)}+${"c".repeat(64)}`, BINDING]) {
    const link = call("forwarded");
    await enter(link, owner, binding);
    expect(await link.ending()).toBe("bad-signature");
  }
  expect(verified).toEqual([]);
});

test("on a socket the two certificates are no origin", async () => {
  const { relay } = openTestRelay();
  const pair = makeMemoryPair({ binding: CERTIFICATES });
  const link = new ScriptedLink();
  const far = pair.open("b", {
    opened: () => accepted.opened(),
    frame: (bytes) => accepted.frame(bytes),
    closed: (reason) => accepted.closed(reason),
  });
  const accepted = relay.accept(far, { address: HOST });
  link.link = pair.open("a", link.events);
  await enter(link);
  expect(await link.ending()).toBe("wrong-origin");
});

test("a bad frame ends the call that it came on, and no other", async () => {
  const { call, relay } = openCalledRelay();
  const good = call("owner");
  await found(good);
  const [broken, large] = [call("broken"), call("large")];
  await broken.expect("hello");
  broken.sendBytes(Uint8Array.of(2, 1));
  expect(await broken.ending()).toBe("malformed");
  await large.expect("hello");
  large.sendBytes(new Uint8Array(1_025));
  expect(await large.ending()).toBe("oversized");
  good.send({ type: "ping", nonce: 7 });
  expect(await good.skipTo("pong")).toEqual({ type: "pong", nonce: 7 });
  expect(relay.counts().links).toBe(1);
});

test("calls and sockets of one address count together, and those that say nothing keep no place", async () => {
  const { call, time } = openCalledRelay({ limits: { maxStrangersPerAddress: 2 } });
  const silent = [call("a"), call("b")];
  for (const link of silent) await link.expect("hello");
  expect(await call("c").ending()).toBe("too-many-links");
  await call("elsewhere", "192.168.1.8").expect("hello");
  time.pass(10_000);
  expect(await Promise.all(silent.map((link) => link.ending()))).toEqual(["idle", "idle"]);
  await call("d").expect("hello");
});

test("a newcomer in a meeting counts as one of ours as soon as it has named the room", async () => {
  const { call, verified } = openCalledRelay();
  const host = call("owner");
  await found(host);
  const room = new Uint8Array(16).fill(9);
  host.send({ type: "meet-open", room, lifetimeSeconds: 60 });
  await host.settle();
  const guest = call("guest");
  await guest.expect("hello");
  guest.send({ type: "meet-join", room });
  await host.settle();
  expect(verified).toEqual(["owner", "guest"]);
});

test("a caller opens a new space for the operator's token alone, since it may be any page", async () => {
  const cases = [
    [{ kind: "open" }, "foreign-page"],
    [{ kind: "token", token: utf8ToBytes("another") }, "space-refused"],
  ] as const;
  for (const [policy, refusal] of cases) {
    const { call } = openCalledRelay({ policy });
    const link = call("owner");
    await enter(link);
    expect(await link.ending()).toBe(refusal);
  }
});
