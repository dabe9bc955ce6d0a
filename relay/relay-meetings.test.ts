import { describe, expect, test } from "vitest";
import { encodeFrame } from "../src/wire/frame-codec.ts";
import { dial } from "./scripted-device.suite.ts";
import { addReader, openSpace, owner, space } from "./test-space.suite.ts";

const room = new Uint8Array(16).fill(5);
const otherRoom = new Uint8Array(16).fill(6);
const message = (n: number, sizeBytes = 20): Uint8Array => new Uint8Array(sizeBytes).fill(n);

async function openMeeting() {
  const opened = await openSpace();
  opened.link.send({ type: "meet-open", room, lifetimeSeconds: 600 });
  await opened.link.settle();
  const guest = dial(opened.relay);
  await guest.expect("hello");
  guest.send({ type: "meet-join", room });
  return { ...opened, guest };
}

describe("a meeting at a relay", () => {
  test("passes messages both ways as they are, to nobody else, and keeps nothing", async () => {
    const { link, phoneLink, guest, disk } = await openMeeting();
    const before = JSON.stringify([...disk.spaces.values()].map(({ usedBytes }) => usedBytes));
    guest.send({ type: "meet-data", room, message: message(1, 16_384) });
    expect(await link.expect("meet-data")).toEqual({ type: "meet-data", room, message: message(1, 16_384) });
    link.send({ type: "meet-data", room, message: message(2) });
    expect(await guest.expect("meet-data")).toEqual({ type: "meet-data", room, message: message(2) });
    expect(await phoneLink.settle()).toEqual([]);
    expect(JSON.stringify([...disk.spaces.values()].map(({ usedBytes }) => usedBytes))).toBe(before);
  });

  test("is over for both when one closes it, with its reason", async () => {
    const { link, guest, relay } = await openMeeting();
    link.send({ type: "meet-data", room, message: message(3) });
    link.send({ type: "meet-close", room, reason: "done" });
    expect((await guest.expect("meet-data")).message).toEqual(message(3));
    expect(await guest.expect("meet-close")).toEqual({ type: "meet-close", room, reason: "done" });
    expect(await guest.ending()).toBe(null);
    expect(await link.settle()).toEqual([]);
    expect(relay.counts().meetings).toBe(0);
  });

  test("tells the member that the newcomer has left, and the newcomer that the member has", async () => {
    const first = await openMeeting();
    first.guest.send({ type: "meet-data", room, message: message(1) });
    await first.link.expect("meet-data");
    first.guest.close();
    expect(await first.link.expect("meet-close")).toEqual({ type: "meet-close", room, reason: "left" });
    const second = await openMeeting();
    second.guest.send({ type: "meet-data", room, message: message(1) });
    await second.link.expect("meet-data");
    second.link.close();
    expect(await second.guest.expect("meet-close")).toEqual({ type: "meet-close", room, reason: "left" });
  });

  test("is not to be found before it was opened, after it was used, or after its time", async () => {
    const { relay, link, guest, time } = await openMeeting();
    const tryRoom = async (id: Uint8Array): Promise<string | null> => {
      const late = dial(relay);
      await late.expect("hello");
      late.send({ type: "meet-join", room: id });
      return late.ending();
    };
    expect(await tryRoom(otherRoom)).toBe("no-meeting");
    expect(await tryRoom(room)).toBe("meeting-taken");
    guest.send({ type: "meet-close", room, reason: "declined" });
    expect((await link.expect("meet-close")).reason).toBe("declined");
    expect(await tryRoom(room)).toBe("no-meeting");
    link.send({ type: "meet-open", room: otherRoom, lifetimeSeconds: 20 });
    await link.settle();
    time.pass(20_000);
    expect(await link.expect("meet-close")).toEqual({ type: "meet-close", room: otherRoom, reason: "expired" });
    expect(await tryRoom(otherRoom)).toBe("no-meeting");
  });

  test("can be opened by a member only, a few at a time, and not over another's", async () => {
    const { link, phoneLink, relay } = await openMeeting();
    const outsider = dial(relay);
    await outsider.expect("hello");
    outsider.send({ type: "meet-open", room: otherRoom, lifetimeSeconds: 60 });
    expect(await outsider.ending()).toBe("unexpected");
    phoneLink.send({ type: "meet-open", room, lifetimeSeconds: 60 });
    expect(await phoneLink.expect("meet-close")).toEqual({ type: "meet-close", room, reason: "expired" });
    for (let n = 10; n < 14; n++) link.send({ type: "meet-open", room: message(n, 16), lifetimeSeconds: 60 });
    expect(await link.expect("meet-close")).toEqual({ type: "meet-close", room: message(13, 16), reason: "expired" });
  });

  test("ends when too much is said in it", async () => {
    const { link, guest } = await openMeeting();
    for (let n = 0; n < 9; n++) guest.send({ type: "meet-data", room, message: message(n, 16_384) });
    for (let n = 0; n < 8; n++) await link.expect("meet-data");
    expect((await link.expect("meet-close")).reason).toBe("expired");
    expect((await guest.expect("meet-close")).reason).toBe("expired");
    expect(await guest.ending()).toBe(null);
  });

  test("is all that a newcomer's link is for", async () => {
    const first = await openMeeting();
    first.guest.send({ type: "meet-join", room: otherRoom });
    expect(await first.guest.skipTo("error")).toEqual({ type: "error", error: "unexpected" });
    const second = await openMeeting();
    second.guest.sendBytes(new Uint8Array(16_500));
    expect(await second.guest.ending()).toBe("oversized");
    const third = await openMeeting();
    third.guest.sendBytes(encodeFrame({ type: "statements", statements: [] }));
    expect(await third.guest.ending()).toBe("unexpected");
    expect((await third.link.expect("meet-close")).reason).toBe("left");
  });

  test("does not hear who is not in it", async () => {
    const { link, phoneLink, guest } = await openMeeting();
    phoneLink.send({ type: "meet-data", room, message: message(1) });
    phoneLink.send({ type: "meet-close", room, reason: "done" });
    await phoneLink.settle();
    guest.send({ type: "meet-data", room, message: message(2) });
    expect((await link.expect("meet-data")).message).toEqual(message(2));
  });

  test("stays open to the device that opened it when that comes back on another link before the first has ended", async () => {
    const { relay, link } = await openSpace();
    link.send({ type: "meet-open", room, lifetimeSeconds: 600 });
    await link.settle();
    const { link: again } = await owner.join(relay, space, { heads: [addReader] });
    again.send({ type: "meet-open", room, lifetimeSeconds: 600 });
    expect(await again.settle()).toEqual([]);
    link.close();
    const guest = dial(relay);
    await guest.expect("hello");
    guest.send({ type: "meet-join", room });
    guest.send({ type: "meet-data", room, message: message(1) });
    expect(await again.expect("meet-data")).toEqual({ type: "meet-data", room, message: message(1) });
    expect(relay.counts().meetings).toBe(1);
  });

  test("is over for both when its device comes back on another link while a newcomer is there", async () => {
    const { relay, guest } = await openMeeting();
    guest.send({ type: "meet-data", room, message: message(1) });
    const { link: again } = await owner.join(relay, space, { heads: [addReader] });
    again.send({ type: "meet-open", room, lifetimeSeconds: 600 });
    expect(await again.expect("meet-close")).toEqual({ type: "meet-close", room, reason: "left" });
    expect(await guest.skipTo("meet-close")).toEqual({ type: "meet-close", room, reason: "left" });
    expect(relay.counts().meetings).toBe(0);
  });
});
