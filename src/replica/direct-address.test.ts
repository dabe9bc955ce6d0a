// Where a device answers by its address, as the other devices of its space come to know it.

import { expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { sealName } from "../members/seal-name.ts";
import { signStatement } from "../members/sign-statement.ts";
import { encodeDirectAddress } from "../wire/direct-address.ts";
import { readDirectAddresses, type DirectAddresses } from "./direct/direct-addresses.ts";
import { keepToldAddress, readToldAddresses } from "./direct/told-addresses.ts";
import { nameOwnDevice } from "./device-name.ts";
import { openShared, shareStatements, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

const addressOf = (port: number) => ({ fingerprint: "ab".repeat(32), port, hosts: [Uint8Array.of(10, 0, 0, 1)] });
const bytesOf = (port: number): Uint8Array => encodeDirectAddress(addressOf(port));
const NONE: DirectAddresses = { of: null, byDevice: new Map() };

async function twoDevices(): Promise<readonly [Space, Space]> {
  const { spaces } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of them");
  return [a, b];
}

test("what a device says of its address others know, together with its name, until it says another or none", async () => {
  const [home, phone] = await twoDevices();
  const known = async (): Promise<unknown> => {
    await shareStatements(home, phone);
    return readDirectAddresses(phone.core, NONE).byDevice.get(home.core.self);
  };
  valueIn(await nameOwnDevice(home, "Cellar", bytesOf(8788)));
  expect(await known()).toEqual(addressOf(8788));
  expect(phone.core.members.nameOf(home.core.self)).toBe("Cellar");
  valueIn(await nameOwnDevice(home, "Attic"));
  expect(await known()).toEqual(addressOf(8788));
  expect(phone.core.members.nameOf(home.core.self)).toBe("Attic");
  valueIn(await nameOwnDevice(home, "Attic", bytesOf(9000)));
  expect(await known()).toEqual(addressOf(9000));
  valueIn(await nameOwnDevice(home, "Attic", null));
  expect(await known()).toBeUndefined();
  expect(readDirectAddresses(home.core, NONE).byDevice.size).toBe(0);
});

test("nothing is stated again that is known already", async () => {
  const [home] = await twoDevices();
  valueIn(await nameOwnDevice(home, "Cellar", bytesOf(8788)));
  const { heads } = home.core.members;
  valueIn(await nameOwnDevice(home, "Cellar", bytesOf(8788)));
  valueIn(await nameOwnDevice(home, "Cellar"));
  expect(home.core.members.heads).toEqual(heads);
});

test("what another device says of a device's address counts for nothing", async () => {
  const [owner, phone] = await twoDevices();
  const { core } = owner;
  valueIn(
    await owner.addOwnStatements(async () => {
      const epoch = core.members.writingEpoch();
      if (epoch === null) throw new Error("it has a key");
      const body = sealName({ ...core.ports, space: core.space }, epoch, phone.core.self, "Cellar", { directAddress: bytesOf(8788) });
      const parents = core.members.dag.parentsForNext();
      return [await signStatement(core.ports.suite.sha256, core.signer, { space: core.space, parents, body })];
    }),
  );
  expect(core.members.nameOf(phone.core.self)).toBe("Cellar");
  expect(core.members.directAddressOf(phone.core.self)).toBeNull();
});

test("an address that is none is no reason to call anybody, nor to miss the name", async () => {
  const [home, phone] = await twoDevices();
  valueIn(await nameOwnDevice(home, "Cellar", Uint8Array.of(1, 2, 3)));
  await shareStatements(home, phone);
  expect(readDirectAddresses(phone.core, NONE).byDevice.size).toBe(0);
  expect(phone.core.members.nameOf(home.core.self)).toBe("Cellar");
});

test("a device that says the same as before has the same object, and nothing is read again without a reason", async () => {
  const [home, phone] = await twoDevices();
  valueIn(await nameOwnDevice(home, "Cellar", bytesOf(8788)));
  await shareStatements(home, phone);
  const first = readDirectAddresses(phone.core, NONE);
  expect(readDirectAddresses(phone.core, first)).toBe(first);
  valueIn(await nameOwnDevice(home, "Attic"));
  await shareStatements(home, phone);
  const second = readDirectAddresses(phone.core, first);
  expect(second).not.toBe(first);
  expect(second.byDevice.get(home.core.self)).toBe(first.byDevice.get(home.core.self));
});

test("what a code has said of a member's address is known after a start, until the device states one itself", async () => {
  const [home, phone] = await twoDevices();
  const { store } = phone.core.ports;
  const known = async (): Promise<unknown> =>
    readDirectAddresses(phone.core, NONE, await readToldAddresses(store, phone.core)).byDevice.get(home.core.self);
  expect(await known()).toBeUndefined();
  valueIn(await keepToldAddress(phone.core, home.core.self, addressOf(8788)));
  expect(await known()).toEqual(addressOf(8788));
  valueIn(await nameOwnDevice(home, "Cellar", bytesOf(9000)));
  await shareStatements(home, phone);
  expect(await known()).toEqual(addressOf(9000));
});

test("of strangers, and of devices that have stated theirs, no address is kept from a code", async () => {
  const [home, phone] = await twoDevices();
  const { store } = phone.core.ports;
  const [stranger, newest] = [7, 8].map((n) => makeId("device", new Uint8Array(32).fill(n)));
  if (stranger === undefined || newest === undefined) throw new Error("two of them");
  for (const device of [stranger, home.core.self]) valueIn(await keepToldAddress(phone.core, device, addressOf(8788)));
  expect(readDirectAddresses(phone.core, NONE, await readToldAddresses(store, phone.core)).byDevice.size).toBe(1);
  expect([...(await readToldAddresses(store, phone.core)).keys()]).toEqual([home.core.self]);
  valueIn(await nameOwnDevice(home, "Cellar", bytesOf(9000)));
  await shareStatements(home, phone);
  valueIn(await keepToldAddress(phone.core, newest, addressOf(8788)));
  expect([...(await readToldAddresses(store, phone.core)).keys()]).toEqual([newest]);
});
