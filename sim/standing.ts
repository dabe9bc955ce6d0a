// Who is a member at the end of a story, and what has been stated in it: by the relay's disk, as a relay that is started on it would judge, and by all statements
// that any disk of this world has ever held.

import type { DeviceId, EpochId, SpaceId } from "../src/base/ids.ts";
import { membershipAt, openStatementDag, type Membership } from "../src/members/membership.ts";
import type { EpochBody } from "../src/members/statement-content.ts";
import { parseStatement, type Statement } from "../src/members/statement.ts";
import { openMemoryStore } from "../relay/memory-store.ts";
import { loadState, type SpaceState } from "../relay/space-state.ts";
import type { Device, Tab, World } from "./world.ts";

/** What a relay that starts now would know; null where its disk cannot be read. */
export async function relayState(world: World, space: SpaceId): Promise<SpaceState | null> {
  const loaded = await loadState(space, { store: openMemoryStore(world.relay.disk), verifier: world.crypto.suite });
  return loaded.ok ? loaded.value : null;
}

/**
 * Open (docs/soak.md): the relay has given up records for a checkpoint that covers a log of a device which is a member no more without having been removed. Whoever
 * has not come that far does not know whose log that is, and takes it from nobody.
 */
export function hasPackedNobody({ trees, membership: { members, former } }: SpaceState): boolean {
  const trunks = [...trees.values()].flatMap((tree) => tree.paths.get("") ?? []);
  return trunks.some(({ base, device }) => base !== undefined && !members.has(device) && !former.has(device));
}

export const openTabs = (world: World): readonly Tab[] => world.devices.flatMap(({ tabs }) => tabs).filter((tab) => tab.replica !== null);

export const selfOf = (tab: Tab): DeviceId => tab.open.space.core.self;

/** Who the device is, by one of its open tabs; null: none is open. */
export function idOf({ tabs }: Device): DeviceId | null {
  const tab = tabs.find(({ replica }) => replica !== null);
  return tab === undefined ? null : selfOf(tab);
}

/** Open tabs of devices that are members. */
export const tabsIn = (world: World, { members }: Membership): readonly Tab[] => openTabs(world).filter((tab) => members.has(selfOf(tab)));

/** All that was ever stored, by whomever. */
function allStatements(world: World, space: SpaceId): readonly Statement[] {
  return [...world.archive.statements(space)].flatMap((bytes) => {
    const statement = parseStatement(world.crypto.suite.sha256, bytes);
    return statement.ok ? [statement.value] : [];
  });
}

/** By all that was ever stated, whether everybody has heard of it or not. */
export function membershipByAll(world: World, space: SpaceId): Membership {
  const dag = openStatementDag(space);
  for (const statement of allStatements(world, space)) dag.add(statement);
  return membershipAt(dag, dag.heads());
}

/** Those whose logs somebody has wanted to count only so far, whether that is in force or not. */
export function devicesEverCut(world: World, space: SpaceId): ReadonlySet<DeviceId> {
  return new Set(
    allStatements(world, space).flatMap(({ body }) =>
      body.kind === "remove" || (body.kind === "role" && body.role === "reader") ? [body.device] : [],
    ),
  );
}

/** Who can have which key, if all that was ever stated is so: makers, those it is granted to, and all who have a key that one is sealed under. */
export function keyHolders(world: World, space: SpaceId): ReadonlyMap<EpochId, ReadonlySet<DeviceId>> {
  const stated = allStatements(world, space).flatMap(({ author, body }) => (body.kind === "epoch" ? [{ author, body }] : []));
  const holders = new Map<EpochId, Set<DeviceId>>();
  for (let before = -1, now = 0; now > before; [before, now] = [now, countAll(holders)])
    for (const each of stated) addHolders(holders, each);
  return holders;
}

const countAll = (sets: ReadonlyMap<unknown, ReadonlySet<unknown>>): number => [...sets.values()].reduce((sum, { size }) => sum + size, 0);

function addHolders(holders: Map<EpochId, Set<DeviceId>>, { author, body }: { readonly author: DeviceId; readonly body: EpochBody }): void {
  const of = (epoch: EpochId): Set<DeviceId> => {
    const set = holders.get(epoch) ?? new Set();
    holders.set(epoch, set);
    return set;
  };
  for (const each of [author, ...body.grants.map(({ device }) => device)]) of(body.epoch).add(each);
  for (const { epoch } of body.predecessors) for (const each of of(body.epoch)) of(epoch).add(each);
}

/** For whoever reads what went wrong: who is what, and what each has. */
export async function describe(world: World, space: SpaceId): Promise<string> {
  const state = await relayState(world, space);
  const cuts = [...(state?.membership.former ?? []), ...(state?.membership.members ?? [])].map(([device, { cut }]) => [device, cut]);
  const lines = openTabs(world).map((tab) => {
    const { members, index } = tab.open.space.core;
    const self = selfOf(tab);
    const role = state?.membership.members.get(self)?.role ?? (state?.membership.former.has(self) === true ? "removed" : "nobody");
    const logs = index.heads.map(({ log, branch, seq }) => [members.findLog(log)?.device.slice(0, 6) ?? "?", log, branch, seq]);
    const told = index.toldHeads.map(({ log, branch, seq }) => [log, branch, seq]);
    const relay = tab.status?.relay.kind;
    return JSON.stringify({ name: tab.device.name, self, role, own: members.roleOf(self), relay, logs, told });
  });
  const bases = [...(state?.trees.values() ?? [])].map((tree) => [tree.log, tree.paths.get("")?.base?.seq ?? 0]);
  const checkpoints = [...(state?.shelf.checkpoints.values() ?? [])].map(({ id, maker, verdict, cover, receivedAtMs }) =>
    [id.slice(0, 6), maker.slice(0, 6), verdict, receivedAtMs, cover.map(({ log, seq }) => [log, seq])]); // prettier-ignore
  return [JSON.stringify({ cuts, bases, checkpoints }), ...lines].join("\n");
}
