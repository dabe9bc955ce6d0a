import { expect, test } from "vitest";
import { encodeDirectAddress } from "../src/wire/direct-address.ts";
import type { DeviceId } from "../src/base/ids.ts";
import type { Frame } from "../src/wire/frames.ts";
import { Presence, PresentLink } from "./presence.ts";
import { haveOf, ManualTime, type FrameOf, type ScriptedDevice } from "./scripted-device.suite.ts";
import { addReader, founding, openSpace, owner, phone, reader, space, stranger } from "./test-space.suite.ts";

const signalOf = (from: ScriptedDevice, to: ScriptedDevice, salt = 1): FrameOf<"signal"> => ({
  type: "signal",
  from: from.id,
  to: to.id,
  sealed: new Uint8Array(40).fill(salt),
});

const sorted = (...devices: readonly ScriptedDevice[]): readonly DeviceId[] => devices.map(({ id }) => id).toSorted();

test("members are told who else is connected, when they come and when that changes, and nothing when nobody is", async () => {
  const { relay, time, link, phoneLink } = await openSpace();
  expect(await link.settle()).toEqual([]);
  await phoneLink.settle();
  expect(phoneLink.presence).toEqual([sorted(owner)]);
  expect(link.presence).toEqual([]);
  time.pass(500);
  await link.settle();
  expect(link.presence).toEqual([sorted(phone)]);
  const { link: readerLink } = await reader.join(relay, space, { heads: [addReader] });
  await readerLink.settle();
  expect(readerLink.presence).toEqual([sorted(owner, phone)]);
  time.pass(500);
  phoneLink.close();
  await readerLink.settle();
  time.pass(500);
  await readerLink.settle();
  await link.settle();
  expect(readerLink.presence.at(-1)).toEqual(sorted(owner));
  expect(link.presence).toEqual([sorted(phone), sorted(phone, reader), sorted(reader)]);
});

test("several that come at once are told of once", async () => {
  const { relay, time, link } = await openSpace();
  for (let i = 0; i < 5; i++) await reader.join(relay, space, { heads: [addReader] });
  await link.settle();
  expect(link.presence).toEqual([]);
  time.pass(499);
  await link.settle();
  expect(link.presence).toEqual([]);
  time.pass(1);
  await link.settle();
  expect(link.presence).toEqual([sorted(phone, reader)]);
});

test("a signal goes to every session of the device that it is for, and to nobody else", async () => {
  const { relay, link, phoneLink } = await openSpace();
  const { link: secondPhoneLink } = await phone.join(relay, space, { heads: [addReader] });
  const { link: readerLink } = await reader.join(relay, space, { heads: [addReader] });
  link.send(signalOf(owner, phone));
  expect(await link.settle()).toEqual([]);
  for (const hears of [phoneLink, secondPhoneLink]) expect(await hears.settle()).toEqual([signalOf(owner, phone)]);
  expect(await readerLink.settle()).toEqual([]);
});

test("what is from another device than it says, or for one that is not here, goes nowhere and is not kept", async () => {
  const { relay, link, phoneLink } = await openSpace();
  phoneLink.send(signalOf(owner, owner));
  phoneLink.send(signalOf(reader, owner));
  link.send(signalOf(owner, reader));
  await phoneLink.settle();
  expect(await link.settle()).toEqual([]);
  const { link: readerLink } = await reader.join(relay, space, { heads: [addReader] });
  expect(await readerLink.settle()).toEqual([]);
});

test("no signal leaves its space", async () => {
  const { relay, link } = await openSpace();
  const elsewhere = await owner.found(9);
  const { link: phoneElsewhere } = await phone.join(relay, elsewhere.space, {
    shows: [elsewhere, await owner.add(elsewhere, phone)],
  });
  await phoneElsewhere.settle();
  link.send(signalOf(owner, phone));
  await link.settle();
  expect(await phoneElsewhere.settle()).toEqual([]);
  expect(phoneElsewhere.presence).toEqual([]);
});

test("whoever has not shown to be a member is told of nobody, and neither says nor hears a signal", async () => {
  const { relay, time, link } = await openSpace();
  const { link: strangerLink } = await stranger.connect(relay, space);
  link.send(signalOf(owner, stranger));
  await link.settle();
  time.pass(1_000);
  strangerLink.send(signalOf(stranger, owner));
  expect(await strangerLink.next()).toEqual({ type: "error", error: "not-a-member" });
  expect(strangerLink.presence).toEqual([]);
  expect(await link.settle()).toEqual([]);
  expect(link.presence).toEqual([sorted(phone)]);
});

test("of more than 64 signals in ten seconds from one session the rest is dropped", async () => {
  const { time, link, phoneLink } = await openSpace();
  for (let i = 0; i < 70; i++) link.send(signalOf(owner, phone, i));
  await link.settle();
  expect(await phoneLink.settle()).toHaveLength(64);
  time.pass(10_000);
  link.send(signalOf(owner, phone, 99));
  await link.settle();
  expect(await phoneLink.settle()).toEqual([signalOf(owner, phone, 99)]);
});

const placeOf = (from: ScriptedDevice, salt = 1): FrameOf<"presence"> => ({
  type: "presence",
  from: from.id,
  sealed: new Uint8Array(416).fill(salt),
});

test("where somebody is in a note goes to every session of the other devices, and comes to none later", async () => {
  const { relay, link, phoneLink } = await openSpace();
  const { link: secondLink } = await owner.join(relay, space, { heads: [addReader] });
  const { link: readerLink } = await reader.join(relay, space, { heads: [addReader] });
  link.send(placeOf(owner));
  expect(await link.settle()).toEqual([]);
  for (const hears of [phoneLink, readerLink]) expect(await hears.settle()).toEqual([placeOf(owner)]);
  expect(await secondLink.settle()).toEqual([]);
  const { link: lateLink } = await phone.join(relay, space, { heads: [addReader] });
  expect(await lateLink.settle()).toEqual([]);
});

test("where somebody is in a note leaves neither its space nor the members, and is said by nobody else", async () => {
  const { relay, link, phoneLink } = await openSpace();
  const elsewhere = await owner.found(9);
  const { link: phoneElsewhere } = await phone.join(relay, elsewhere.space, { shows: [elsewhere, await owner.add(elsewhere, phone)] });
  await phoneElsewhere.settle();
  const { link: strangerLink } = await stranger.connect(relay, space);
  link.send(placeOf(owner, 1));
  phoneLink.send(placeOf(owner, 2));
  await phoneLink.settle();
  strangerLink.send(placeOf(stranger, 3));
  expect(await strangerLink.next()).toEqual({ type: "error", error: "not-a-member" });
  expect(await link.settle()).toEqual([]);
  expect(await phoneElsewhere.settle()).toEqual([]);
});

test("of where somebody is more than 128 times in ten seconds, the rest is dropped", async () => {
  const { time, link, phoneLink } = await openSpace();
  for (let i = 0; i < 140; i++) link.send(placeOf(owner, i));
  await link.settle();
  expect(await phoneLink.settle()).toHaveLength(128);
  time.pass(10_000);
  link.send(placeOf(owner, 99));
  await link.settle();
  expect(await phoneLink.settle()).toEqual([placeOf(owner, 99)]);
});

test("where somebody is does not wait behind what a slow link has not taken yet", () => {
  const time = new ManualTime();
  const presence = new Presence(time, () => true);
  const heard: Frame[] = [];
  let waiting = 262_145;
  const slow = new PresentLink(phone.id, time.clock, { send: (frame) => void heard.push(frame), bufferedBytes: () => waiting });
  const saying = new PresentLink(owner.id, time.clock, { send: () => undefined, bufferedBytes: () => 0 });
  for (const link of [slow, saying]) presence.join(link, []);
  heard.length = 0;
  presence.spread(saying, placeOf(owner, 1));
  expect(heard).toEqual([]);
  waiting = 262_144;
  presence.spread(saying, placeOf(owner, 2));
  expect(heard).toEqual([placeOf(owner, 2)]);
});

test("members are told of the operator's servers after what the relay has", async () => {
  const servers = [{ url: "stun:stun.example", username: "", credential: "" }];
  const { relay } = await openSpace({ iceServers: servers });
  const { link } = await reader.join(relay, space, { heads: [founding] });
  expect(await link.expect("ice-servers")).toEqual({ type: "ice-servers", servers });
});

test("members are told where the relay answers by its address, and nobody else is", async () => {
  const at = { fingerprint: "ab".repeat(32), port: 8_787, hosts: [Uint8Array.of(192, 168, 1, 5)] };
  const { relay } = await openSpace({ answersAt: at });
  const { link } = await reader.join(relay, space, { heads: [founding] });
  expect(await link.expect("answers-at")).toEqual({ type: "answers-at", at: encodeDirectAddress(at) });
  const { link: strangerLink } = await stranger.connect(relay, space);
  strangerLink.send({ type: "ping", nonce: 1 });
  await strangerLink.expect("pong");
  strangerLink.send(haveOf());
  expect(await strangerLink.next()).toEqual({ type: "error", error: "not-a-member" });
});
