// Records that are looked for at the other side of a link before a checkpoint is taken in their place.

import type { DeviceId, LogTag } from "../../base/ids.ts";
import { probeKey, type Probe, type ProbeAnswers } from "../../sync/fetching.ts";
import type { Checkpoint } from "../../wire/checkpoint.ts";
import type { SpaceCore } from "../space-core.ts";
import type { EngineContext } from "./engine-context.ts";
import { isMissing, type LogRelation } from "./log-relation.ts";

type Relations = ReadonlyMap<LogTag, LogRelation>;

/** `there`: the other side has all records that are missing, and sends them, or it is not to be taken all the same. None: it is to be taken. */
export type OpenProbes = readonly Probe[] | "there";

/** Nothing but what this device wrote itself is held: all of it is to be fetched, and packs are the shortest way. */
export const isFresh = ({ index, self }: SpaceCore): boolean => index.heads.every(({ device }) => device === self);

function probesFor(relations: Relations): readonly Probe[] {
  return [...relations].flatMap(([log, relation]) => {
    return relation.kind === "behind" && relation.seq > 0 ? [{ log, seq: relation.seq + 1 }] : [];
  });
}

const unanswered = (probes: readonly Probe[], probed: ProbeAnswers): readonly Probe[] =>
  probes.filter((probe) => !probed.has(probeKey(probe)));

/** Of a checkpoint that is trusted: it is taken as soon as one of the records is not to be had. */
export function openProbes(core: SpaceCore, relations: Relations, probed: ProbeAnswers): OpenProbes {
  // Whether a first record is there cannot be asked.
  const cannotAsk = [...relations.values()].some(
    (relation) => relation.kind === "parted" || relation.kind === "unknown" || (relation.kind === "behind" && relation.seq === 0),
  );
  // Who has but husks would say that they are there.
  const areHusks = [...relations].some(([log, relation]) => isMissing(relation) && core.base.husksOf.has(log));
  if (isFresh(core) || cannotAsk || areHusks) return [];
  const probes = probesFor(relations);
  if (probes.some((probe) => (probed.get(probeKey(probe)) ?? "there") !== "there")) return [];
  const open = unanswered(probes, probed);
  return open.length === 0 ? "there" : open;
}

/** One that was wiped meanwhile is another relay, and has had nothing for long. */
function isRelayKnownForLong({ core, limits, relaySinceMs }: EngineContext): boolean {
  const since = relaySinceMs();
  return since !== null && core.ports.clock() - since >= limits.graceMs;
}

/** Whether a member other than its maker and this device has something of these logs, by its own word or as the one that wrote it: it can object. */
function hasWitness({ core, verdicts }: EngineContext, maker: DeviceId, missing: Checkpoint["cover"]): boolean {
  const isOther = (device: DeviceId): boolean => device !== maker && device !== core.self && core.members.mayWrite(device);
  const held = new Set([...verdicts()].filter(({ device }) => isOther(device)).flatMap(({ version }) => version.map(({ log }) => log)));
  return missing.some(({ log }) => {
    const author = core.members.findLog(log)?.device;
    return held.has(log) || (author !== undefined && isOther(author));
  });
}

/**
 * Of one that says itself to be old. A relay gives up records for a checkpoint that it has had for long without an objection, and a device that comes after
 * that can have neither them nor, counting from its own coming, the checkpoint. So it is believed where a relay that has been there for long has given up
 * all that it covers, or one has of which nobody is left who could object.
 */
export function openClaim(context: EngineContext, { cover, maker }: Checkpoint, relations: Relations, probed: ProbeAnswers): OpenProbes {
  const missing = cover.filter(({ log }) => isMissing(relations.get(log) ?? { kind: "unknown" }));
  const isContestable = hasWitness(context, maker, missing);
  if (isContestable && !isRelayKnownForLong(context)) return "there";
  // The last record of each log; whether a first one is there cannot be asked.
  const probes = missing.filter(({ seq }) => seq > 1);
  if (isContestable && probes.length === 0) return "there";
  if (probes.some((probe) => (probed.get(probeKey(probe)) ?? "gone") !== "gone")) return "there";
  return unanswered(
    probes.map(({ log, seq }) => ({ log, seq })),
    probed,
  );
}
