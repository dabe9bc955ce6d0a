// What must hold of the members at the end of a story: all that are members and the relay agree on who they are, what counts of whose logs, what they are called
// and which keys may be written under; each has all keys, and nobody who is no member has one that is written under.

import { bytesToHex } from "../src/base/bytes.ts";
import type { SpaceId } from "../src/base/ids.ts";
import { fitEpochs } from "../src/members/fit-epochs.ts";
import type { SpaceState } from "../relay/space-state.ts";
import { idOf, keyHolders, relayState, selfOf, tabsIn } from "./standing.ts";
import type { Tab, World } from "./world.ts";

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => {
    if (each instanceof Map) return [...each.entries()].map((entry) => JSON.stringify(entry)).toSorted();
    if (each instanceof Set) return [...each].map(String).toSorted();
    return each instanceof Uint8Array ? bytesToHex(each) : each;
  });

/** What is still on its way to a tab of a member. */
export function membershipDifference({ dag, membership }: SpaceState, tab: Tab): string | null {
  const { members } = tab.open.space.core;
  const parts = ["members", "former", "epochs", "names", "hasOwner"] as const;
  // In whatever order each has got the statements.
  const other = parts.find((part) => textOf(members.membership[part]) !== textOf(membership[part]));
  if (other !== undefined) return `has other ${other} than the relay`;
  if (textOf(members.fitEpochs) !== textOf(fitEpochs(dag, membership)))
    return "would write under other keys than the relay's statements say";
  if (membership.epochs.some(({ id }) => members.keyOfEpoch(id) === null)) return "lacks a key";
  return members.mayWrite(selfOf(tab)) && members.writingEpoch() === null ? "has no key to write under" : null;
}

const namesAt = (tab: Tab): string => {
  const { members } = tab.open.space.core;
  const { names } = members.membership;
  return textOf([members.spaceName, [...names.devices.keys()].toSorted().map((device) => members.nameOf(device))]);
};

/** Of members that have all; null: nothing is wrong. */
export async function memberTrouble(world: World, space: SpaceId): Promise<string | null> {
  const state = await relayState(world, space);
  if (state === null) return "the relay's disk cannot be read";
  const { membership } = state;
  const tabs = tabsIn(world, membership);
  if (new Set(tabs.map(namesAt)).size > 1) return "devices go by other names at one member than at another";
  const writing = new Set(tabs.flatMap((tab) => tab.open.space.core.members.writingEpoch()?.id ?? []));
  if (writing.size > 1) return "members write under different keys";
  return strangerWithKey(world, space, state);
}

function strangerWithKey(world: World, space: SpaceId, { dag, membership }: SpaceState): string | null {
  const fit = fitEpochs(dag, membership);
  const holders = keyHolders(world, space);
  for (const epoch of fit) {
    const stranger = [...(holders.get(epoch) ?? [])].find((device) => !membership.members.has(device));
    if (stranger !== undefined) return `${stranger}, no member, was given the key of an epoch that is written under`;
  }
  for (const device of world.devices) {
    const id = idOf(device);
    const held = device.tabs.flatMap(({ replica }) => (replica === null ? [] : [...replica.space.core.members.epochKeys()]));
    if (id !== null && !membership.members.has(id) && held.some((key) => fit.has(key.id)))
      return `${device.name}, no member, has a key in use`;
  }
  return null;
}
