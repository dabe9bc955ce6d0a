// A device that was removed: how it is told by a relay, and what it is not told.

import { expect, test } from "vitest";
import { founding, addReader, openSpace, owner, phone, space, statements, stranger } from "./test-space.suite.ts";
import { haveOf } from "./scripted-device.suite.ts";

const removal = await owner.remove(founding, phone, [addReader.id]);
const said = { type: "statements", statements: [removal.bytes] } as const;

test("its links hear what says so and end in the round that stores it, in no time; others go on", async () => {
  const { relay, time, link, phoneLink } = await openSpace();
  const { link: second } = await phone.join(relay, space, { heads: [addReader] });
  const before = time.clock();
  link.send(said);
  for (const each of [phoneLink, second]) {
    expect(await each.expect("statements")).toEqual(said);
    expect(await each.expect("heads")).toEqual({ type: "heads", heads: [removal.id] });
    expect(await each.expect("error")).toEqual({ type: "error", error: "not-a-member" });
    expect(await each.ending()).toBe("not-a-member");
  }
  expect(time.clock()).toBe(before);
  expect(await link.expect("heads")).toEqual({ type: "heads", heads: [removal.id] });
  link.send(owner.page(space, await owner.write(space, 1)));
  expect((await link.skipTo("answer")).runs).toEqual([{ code: "stored", count: 1 }]);
});

test("away when it was removed it is told when it comes again, and nothing else", async () => {
  const { relay, link } = await openSpace();
  link.send(said);
  link.send(owner.page(space, await owner.write(space, 1)));
  await link.expect("heads");
  const { link: again, welcome } = await phone.connect(relay, space);
  expect(welcome.showMembership).toBe(true);
  again.send({ type: "statements", statements: statements.map(({ bytes }) => bytes) });
  again.send(haveOf({ heads: [addReader] }));
  expect(await again.expect("statements")).toEqual(said);
  expect(await again.expect("heads")).toEqual({ type: "heads", heads: [removal.id] });
  expect(await again.expect("error")).toEqual({ type: "error", error: "not-a-member" });
});

test("a device that never was a member is told nothing", async () => {
  const { relay, link } = await openSpace();
  link.send(said);
  await link.expect("heads");
  const { link: strange } = await stranger.connect(relay, space);
  strange.send({ type: "statements", statements: statements.map(({ bytes }) => bytes) });
  strange.send(haveOf({ heads: [] }));
  expect(await strange.expect("error")).toEqual({ type: "error", error: "not-a-member" });
});

test("a device that leaves says so itself, hears that it is stored, then and when it comes again, and ends by the relay", async () => {
  const { relay, link, phoneLink } = await openSpace();
  const leaving = await phone.remove(founding, phone, [addReader.id]);
  const left = { type: "statements", statements: [leaving.bytes] } as const;
  phoneLink.send(left);
  expect(await phoneLink.skipTo("heads")).toEqual({ type: "heads", heads: [leaving.id] });
  expect(await phoneLink.skipTo("error")).toEqual({ type: "error", error: "not-a-member" });
  expect(await link.expect("statements")).toEqual(left);
  const { link: again } = await phone.connect(relay, space);
  again.send({ type: "statements", statements: [...statements.map(({ bytes }) => bytes), leaving.bytes] });
  again.send(haveOf({ heads: [leaving] }));
  expect(await again.expect("heads")).toEqual({ type: "heads", heads: [leaving.id] });
  expect(await again.expect("error")).toEqual({ type: "error", error: "not-a-member" });
});
