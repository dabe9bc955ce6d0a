// Stories of a relay that lies: nothing is lost by it, nothing wrong is shown, and once it is honest, or another way is found, all have everything.

import { expect, test } from "vitest";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import { HONEST, type Lies } from "./byzantine-relay.ts";
import { addTask, everyoneHasAll, makePairedWorld, titlesOf } from "./story.ts";

const ALWAYS = 1;

/** Each is told for ten minutes, over connections that were honest until then. */
const LIES: readonly (readonly [what: string, lies: Partial<Lies>])[] = [
  ["loses every frame", { dropChance: ALWAYS }],
  ["loses every other frame", { dropChance: 0.5 }],
  ["says everything twice", { duplicateChance: ALWAYS }],
  ["says every second frame before the one it follows", { swapChance: ALWAYS }],
  ["mixes up what is in a frame", { shuffleChance: ALWAYS }],
  ["flips a bit of every frame", { flipChance: ALWAYS }],
  ["flips a bit of some frames", { flipChance: 0.2 }],
  ["confirms what it does not keep", { forgetChance: ALWAYS }],
];

test.each(LIES)("of a relay that %s nothing is left once it is honest, on whatever connection", async (_, lies) => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const titles: string[] = [];
  world.relay.byzantine.lies = { ...HONEST, ...lies };
  for (const [at, device] of [...devices, ...devices].entries()) {
    titles.push(`task ${at}`);
    await addTask(device, `task ${at}`);
    await world.time.run(150_000);
  }
  expect(world.relay.byzantine.lied).toBeGreaterThan(0);
  world.relay.beHonest();
  await everyoneHasAll(world);
  for (const device of devices) expect(titlesOf(await device.use()).toSorted()).toEqual(titles);
});

test.each(["records", "statements", "receipts"] as const)(
  "the %s of one device that a relay withholds come once it is honest",
  async (what) => {
    const { world, devices } = await makePairedWorld("laptop", "phone");
    const [laptop, phone] = devices;
    if (phone === undefined) throw new Error("two devices");
    const of = (await laptop.use()).open.space.core.self;
    world.relay.byzantine.lies = { ...HONEST, withheld: { what, of } };
    await addTask(laptop, "withheld");
    await world.time.complete(nameOwnDevice((await laptop.use()).open.space, "another name"), 60_000);
    await addTask(phone, "shown");
    await world.time.run(900_000);
    world.relay.beHonest();
    await everyoneHasAll(world);
    for (const device of devices) expect(titlesOf(await device.use()).toSorted()).toEqual(["shown", "withheld"]);
  },
);

test("two histories that a relay shows become one, and what it confirmed in the one that is gone is sent again", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  world.relay.fork(["phone"], world.relay.disk);
  await addTask(laptop, "on the laptop's side");
  await addTask(phone, "on the phone's side");
  const onPhone = await phone.use();
  await world.until(() => onPhone.status?.recordsNotAtRelay === 0, "the phone being confirmed");
  expect(titlesOf(onPhone)).toEqual(["on the phone's side"]);
  world.relay.beHonest();
  await world.until(() => onPhone.status?.relayCameBackOlder === true, "the phone being told");
  await everyoneHasAll(world);
  expect(titlesOf(onPhone).toSorted()).toEqual(["on the laptop's side", "on the phone's side"]);
});

test("records that a relay withholds are missed by the word of whoever holds them, and the user is told until they come", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("three devices");
  const onLaptop = await laptop.use();
  await addTask(laptop, "seen by all");
  await everyoneHasAll(world);
  // The tablet has them, and its receipt comes through.
  phone.killTabs();
  await addTask(laptop, "withheld");
  await addTask(laptop, "withheld too");
  await world.time.run(30_000);
  world.relay.byzantine.lies = { ...HONEST, withheld: { what: "records", of: onLaptop.open.space.core.self } };
  const onPhone = await phone.use();
  await world.until(() => onPhone.status?.relayWithholds.some(({ records }) => records === 2) === true, "the user being told");
  expect(onLaptop.status?.relayWithholds).toEqual([]);
  world.relay.beHonest();
  await world.until(() => onPhone.status?.relayWithholds.length === 0, "the user being told that they came");
  await everyoneHasAll(world);
});

test("a history that a relay shows to one device only is missed there as soon as another's word gets through", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  const [onPhone, onTablet] = [await phone.use(), await tablet.use()];
  world.relay.fork(["phone"], world.relay.disk);
  await addTask(laptop, "in one only");
  await world.time.run(300_000);
  expect(onPhone.status?.relayWithholds).toEqual([]);
  // By any other way: another relay, a direct link, a file.
  const receipts = onTablet.open.space.receiptsBeyond(new Map());
  await world.time.complete(onPhone.open.space.ingestReceipts(receipts), 60_000);
  const { self } = onTablet.open.space.core;
  await world.until(() => onPhone.status?.relayWithholds.some(({ device }) => device === self) === true, "the phone being told");
  world.relay.beHonest();
  await everyoneHasAll(world);
  await world.until(() => onPhone.status?.relayWithholds.length === 0, "the phone being told that it came");
});
