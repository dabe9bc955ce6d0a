// Where texts stand in a world: on the disks of its devices and at its relay, with all keys at hand.

import { utf8ToBytes } from "../src/base/bytes.ts";
import { RowPages } from "../src/replica/row-pages.ts";
import type { Space } from "../src/replica/space.ts";
import { openDisk, openRelayDisk, placesOf, type Keys } from "./stored-plaintext.ts";
import type { Device, World } from "./world.ts";
import { zlibCompression } from "./zlib-compression.ts";

async function keysOf(device: Device): Promise<Keys> {
  return keysIn((await device.use()).open.space);
}

export function keysIn({ core }: Space): Keys {
  return { suite: core.ports.suite, space: core.space, epochs: [...core.members.epochKeys()] };
}

/** Where each text stands on this disk, in the space of the keys. */
export async function searchDisk(device: Device, keys: Keys, texts: readonly string[]): Promise<readonly string[]> {
  const ports = { ...keys, vault: device.vault, random: () => new Uint8Array(), compression: zlibCompression, epochs: () => keys.epochs };
  const openPage = async (page: { readonly number: number; readonly bytes: Uint8Array }): Promise<Uint8Array | null> => {
    const pages = await RowPages.open(ports, [page]);
    return pages === null ? null : utf8ToBytes(JSON.stringify([...pages.items.values()]));
  };
  const opened = await openDisk(device.disk, keys, openPage);
  return texts.flatMap((text) => placesOf(text, opened));
}

/** Where each text stands, by store. */
export async function search(world: World, texts: readonly string[]): Promise<Readonly<Record<string, readonly string[]>>> {
  const places: Record<string, readonly string[]> = {};
  for (const device of world.devices) {
    places[device.name] = await searchDisk(device, await keysOf(device), texts);
  }
  const [first] = world.devices;
  if (first === undefined) throw new Error("a world without devices");
  const atRelay = await openRelayDisk(world.relay.disk, await keysOf(first));
  places["the relay"] = texts.flatMap((text) => placesOf(text, atRelay));
  return places;
}
