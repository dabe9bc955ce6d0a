// The diagnosis of a replica (face/diagnosis.ts), put together when somebody asks for it. Loaded on first use.

import type { DeviceId } from "../../base/ids.ts";
import { itemSchemas } from "../../model/task-schema.ts";
import { PROTOCOL_VERSIONS } from "../../wire/limits.ts";
import { NEWEST_RECORD_FORMAT } from "../../wire/record-envelope.ts";
import type { BaseDiagnosis, Diagnosis, DeviceDiagnosis, LinkDiagnosis, MemoryDiagnosis, RefusedPackDiagnosis } from "../face/diagnosis.ts";
import { readHeardTimes, type HeardTimes } from "../heard-times.ts";
import { readPoison } from "../poison-note.ts";
import type { Replica } from "../replica.ts";
import type { Space } from "../space.ts";
import type { RefusedPack, SpaceBase } from "../space-base.ts";
import { valueOf } from "../store-failure.ts";
import type { Receipt } from "../../wire/receipt.ts";
import { readCheckpoints } from "./read-checkpoints.ts";
import { countPacks } from "./room.ts";
import { readLogs, type ReadPath } from "./read-logs.ts";

/** What only the worker's own surroundings know. */
export type About = { readonly build: string; readonly databaseVersion: number; readonly unreadableRows: () => number };

/** What is read of a replica. */
export type Diagnosed = Pick<Replica, "space" | "relay" | "linkStatus" | "relayKnowledge"> & {
  readonly links: Pick<Replica["links"], "isHolder">;
  readonly storage: Pick<Replica["storage"], "isFull">;
};

/** Stamps run at most 5 minutes ahead of their device's clock (items/stamp.ts), and clocks are never quite alike. */
const BELIEVABLE_AHEAD_MS = 420_000;

/** Throws a store failure. */
export async function gatherDiagnosis(replica: Diagnosed, about: About): Promise<Diagnosis> {
  const { space } = replica;
  const { core } = space;
  const { store, clock } = core.ports;
  const paths = await readLogs(core);
  const heard = await readHeardTimes(store, core.space);
  const pages = valueOf(await store.readPages(core.space));
  const atMs = clock();
  const records = { count: 0, bytes: 0 };
  for (const { log } of paths) {
    records.count += log.records;
    records.bytes += log.bytes;
  }
  return {
    atMs,
    versions: {
      build: about.build,
      database: about.databaseVersion,
      protocols: PROTOCOL_VERSIONS,
      recordFormat: NEWEST_RECORD_FORMAT,
      schemas: [...itemSchemas.values()].map(({ kind, version }) => ({ kind, version })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
    },
    space: core.space,
    self: core.self,
    link: linkOf(replica),
    devices: devicesOf(space, paths, heard, atMs),
    logs: paths.map(({ log }) => log),
    poison: [...(await readPoison(store, core.space))],
    base: await baseOf(space),
    counts: countsOf(space),
    memory: memoryOf(space),
    storage: {
      isFull: replica.storage.isFull,
      browser: await store.estimate(),
      records,
      packs: await countPacks(core),
      pages: { count: pages.length, bytes: pages.reduce((sum, { bytes }) => sum + bytes.length, 0) },
      unreadableRows: about.unreadableRows(),
    },
  };
}

function linkOf(replica: Diagnosed): LinkDiagnosis {
  const { relay, statistics, history } = replica.linkStatus();
  const { address, isDefault } = replica.relay;
  return {
    isHeldHere: replica.links.isHolder,
    hasRelay: address !== null,
    isDefaultRelay: isDefault,
    relay: address === null ? { kind: "none" } : relay,
    statistics,
    ...history,
    missingAtRelay: replica.relayKnowledge().missingAtRelay(replica.space.core.index),
  };
}

async function baseOf({ core, receipts }: Space): Promise<BaseDiagnosis> {
  const { base, refused } = core.base;
  const heard = core.members.devices.flatMap((device) => receipts.of(device) ?? []);
  const devicesThat = (says: (receipt: Receipt) => boolean): readonly DeviceId[] => heard.filter(says).map(({ device }) => device);
  const checkpoints = (await readCheckpoints(core)).map(({ checkpoint: { id, maker, madeAt, packs } }) => ({
    id,
    maker,
    madeAtMs: madeAt,
    packs: packs.length,
    isBase: base.checkpoints.includes(id),
    endorsedBy: devicesThat((receipt) => receipt.device !== maker && receipt.checkpoints.includes(id)),
    objectedBy: devicesThat(({ objections }) => objections?.includes(id) === true),
  }));
  return {
    packs: base.packs.length,
    isSound: base.isSound,
    kept: base.kept.length,
    checkpoints,
    refusedPacks: refused.map((one) => refusedPackOf(core.base, one)),
  };
}

function refusedPackOf({ base, damaged, restored }: SpaceBase, refused: RefusedPack): RefusedPackDiagnosis {
  const { pack } = refused;
  const standing = damaged.has(pack) ? "missing" : restored.has(pack) ? "restored" : "settled";
  return { ...refused, standing, items: base.packs.find((one) => one.pack === pack)?.items ?? 0 };
}

function memoryOf({ core: { items } }: Space): MemoryDiagnosis {
  const { hits, misses, bytes, limitBytes } = items.cache;
  return { hits, misses, documentBytes: bytes, limitBytes, tailBytes: items.tail.bytes, unreadable: items.unreadable.size };
}

function countsOf({ core }: Space): Diagnosis["counts"] {
  const { membership } = core.members;
  return {
    items: [...core.items.ids].length,
    tombstones: core.items.tombstones.size,
    statements: core.members.dag.statements.length,
    epochs: membership.epochs.length,
    epochsWithoutKey: membership.epochs.filter(({ id }) => core.members.keyOfEpoch(id) === null).length,
    hasNewerStatements: membership.newerKinds,
  };
}

function devicesOf(space: Space, paths: readonly ReadPath[], heard: HeardTimes, atMs: number): readonly DeviceDiagnosis[] {
  const { members, self } = space.core;
  const device = (id: DeviceId): DeviceDiagnosis => {
    const made = paths.flatMap(({ log, newestMadeAtMs }) => (log.device === id && newestMadeAtMs !== null ? [newestMadeAtMs] : []));
    const newestRecordMs = made.length === 0 ? null : Math.max(...made);
    const aheadMs = Math.max(0, (newestRecordMs ?? 0) - atMs);
    return {
      id,
      name: members.nameOf(id),
      isSelf: id === self,
      role: members.roleOf(id) ?? "reader",
      isReplaced: members.namedAs(id)?.isReplaced === true,
      receipt: receiptOf(space, id, heard),
      newestRecordMs,
      aheadMs: aheadMs > BELIEVABLE_AHEAD_MS ? aheadMs : 0,
    };
  };
  return members.devices.map(device).toSorted((a, b) => Number(b.isSelf) - Number(a.isSelf));
}

function receiptOf({ core, receipts }: Space, device: DeviceId, heard: HeardTimes): DeviceDiagnosis["receipt"] {
  const receipt = receipts.of(device);
  if (receipt === null) return null;
  const reachedIn = (log: string): number => Math.max(0, ...receipt.version.filter((entry) => entry.log === log).map(({ seq }) => seq));
  const others = core.index.heads.filter((head) => head.device !== device);
  return {
    counter: receipt.counter,
    heardAtMs: heard.get(device) ?? null,
    recordsBehind: others.reduce((sum, { log, firstSeq, seq }) => sum + Math.max(0, seq - Math.max(firstSeq - 1, reachedIn(log))), 0),
    checkpoints: receipt.checkpoints,
  };
}
