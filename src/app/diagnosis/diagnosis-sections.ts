// A diagnosis in words: sections of named lines, for the page and for the text that is passed on. In that text devices are named by their shortened
// ids alone: names and addresses are nobody else's business.

import type { DeviceId } from "../../base/ids.ts";
import type { DeviceDiagnosis, Diagnosis, LinkDiagnosis, LogDiagnosis, RefusedPackDiagnosis } from "../../replica/face/diagnosis.ts";
import { bytesText } from "../sync/sync-texts.ts";
import { linkFailureText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { momentText } from "../texts/moment-text.ts";
import { spanText } from "../trouble/span-text.ts";

/** `isUserText`: the name is, or holds, what somebody called his device. */
export type Line = { readonly name: string; readonly isUserText?: boolean; readonly values: readonly string[] };

export type Section = { readonly title: string; readonly lines: readonly Line[] };

/** What the window knows itself. */
export type Seen = {
  /** What is worth knowing, in sentences. */
  readonly problems: readonly string[];
  /** What is wrong with this device's clock; null: nothing is known to be. */
  readonly clockText: string | null;
  readonly relayAddress: string | null;
};

/** `own`: for the user's own eyes, with names and addresses. */
export type Audience = "own" | "anybody";

const SHORT_ID_LENGTH = 8;

const shortId = (id: string): string => id.slice(0, SHORT_ID_LENGTH);

const line = (name: string, ...values: readonly (string | null)[]): Line => ({ name, values: values.filter((value) => value !== null) });

type NameOf = (device: DeviceId) => string;

export function diagnosisSections(diagnosis: Diagnosis, seen: Seen, audience: Audience): readonly Section[] {
  const nameOf: NameOf = (id) => {
    const name = audience === "own" ? diagnosis.devices.find((device) => device.id === id)?.name : null;
    return name === null || name === undefined ? shortId(id) : `${name} (${shortId(id)})`;
  };
  const problems = seen.problems.length === 0 ? [t("diagnosis.fine")] : seen.problems;
  return [
    { title: t("diagnosis.short"), lines: [{ name: t("diagnosis.at", momentText(diagnosis.atMs)), values: problems }] },
    { title: t("diagnosis.link"), lines: linkLines(diagnosis.link, audience === "own" ? seen.relayAddress : null) },
    { title: t("diagnosis.devices"), lines: diagnosis.devices.map((device) => deviceLine(device, nameOf)) },
    { title: t("diagnosis.clock"), lines: clockLines(diagnosis, seen, nameOf) },
    { title: t("diagnosis.kept"), lines: keptLines(diagnosis) },
    { title: t("diagnosis.checkpoints"), lines: baseLines(diagnosis, nameOf) },
    { title: t("diagnosis.storage"), lines: storageLines(diagnosis) },
    { title: t("diagnosis.memory"), lines: memoryLines(diagnosis) },
    { title: t("diagnosis.logs"), lines: logLines(diagnosis, nameOf) },
    { title: t("diagnosis.versions"), lines: versionLines(diagnosis) },
  ];
}

function versionLines({ versions }: Diagnosis): readonly Line[] {
  return [
    line(t("diagnosis.build"), versions.build),
    line(t("diagnosis.database"), String(versions.database)),
    line(t("diagnosis.protocol"), versions.protocols.join(", ")),
    line(t("diagnosis.recordFormat"), String(versions.recordFormat)),
    line(t("diagnosis.schemas"), versions.schemas.map(({ kind, version }) => `${kind} ${version}`).join(", ")),
  ];
}

function stateText({ relay, sinceMs }: LinkDiagnosis): string {
  const state = t(`diagnosis.state.${relay.kind}`);
  return sinceMs === null || relay.kind === "none" ? state : t("diagnosis.since", state, momentText(sinceMs));
}

function linkLines(link: LinkDiagnosis, address: string | null): readonly Line[] {
  const { statistics, lastFailure } = link;
  const state = line(t("diagnosis.state"), stateText(link));
  if (!link.hasRelay) return [state];
  const failure = lastFailure === null ? null : t("diagnosis.failureAt", linkFailureText(lastFailure.reason), momentText(lastFailure.atMs));
  return [
    state,
    line(t("diagnosis.relayAddress"), address, t(link.isDefaultRelay ? "diagnosis.relayDefault" : "diagnosis.relayOther")),
    line(t("diagnosis.holder"), t(link.isHeldHere ? "diagnosis.holderHere" : "diagnosis.holderElsewhere")),
    line(t("diagnosis.sent"), t("diagnosis.moved", bytesText(statistics.bytesSent), statistics.recordsSent)),
    line(t("diagnosis.received"), t("diagnosis.moved", bytesText(statistics.bytesReceived), statistics.recordsReceived)),
    line(t("diagnosis.connects"), String(statistics.connects)),
    line(t("diagnosis.missingAtRelay"), t("diagnosis.records", link.missingAtRelay)),
    line(t("diagnosis.unverified"), t("diagnosis.records", link.unverified)),
    line(t("diagnosis.refused"), t("diagnosis.records", link.refused)),
    line(t("diagnosis.lastFailure"), failure ?? t("diagnosis.never")),
  ];
}

function receiptTexts({ receipt, isSelf }: DeviceDiagnosis): readonly string[] {
  if (receipt === null) return isSelf ? [t("sync.thisDevice")] : [t("diagnosis.noReceipt")];
  const { counter, recordsBehind, heardAtMs, checkpoints } = receipt;
  const verified = checkpoints.length === 0 ? [] : [t("diagnosis.verified", checkpoints.length)];
  if (isSelf) return [t("diagnosis.receiptSelf", counter), ...verified];
  return [
    recordsBehind === 0 ? t("diagnosis.receiptAll", counter) : t("diagnosis.receiptBehind", counter, recordsBehind),
    heardAtMs === null ? t("diagnosis.heardUnknown") : t("diagnosis.heardAt", momentText(heardAtMs)),
    ...verified,
  ];
}

function deviceLine(device: DeviceDiagnosis, nameOf: NameOf): Line {
  const values = [
    t(`diagnosis.role.${device.role}`),
    ...(device.isReplaced ? [t("diagnosis.replaced")] : []),
    ...receiptTexts(device),
    ...(device.newestRecordMs === null ? [] : [t("diagnosis.newestRecord", momentText(device.newestRecordMs))]),
  ];
  return { name: nameOf(device.id), isUserText: true, values };
}

function clockLines({ devices }: Diagnosis, { clockText }: Seen, nameOf: NameOf): readonly Line[] {
  const ahead = devices.filter(({ isSelf, aheadMs }) => !isSelf && aheadMs > 0);
  return [
    line(t("diagnosis.clockHere"), clockText ?? t("diagnosis.clockFine")),
    ...(ahead.length === 0 ? [line(t("diagnosis.clockOf"), t("diagnosis.clockOthersFine"))] : []),
    ...ahead.map(({ id, aheadMs }) => ({
      name: nameOf(id),
      isUserText: true,
      values: [t("diagnosis.clockAhead", spanText(aheadMs))],
    })),
  ];
}

function logLine(log: LogDiagnosis, nameOf: NameOf): Line {
  const who = nameOf(log.device);
  const short = shortId(log.log);
  return {
    name: log.branch === "" ? t("diagnosis.logName", short, who) : t("diagnosis.branchName", short, shortId(log.branch), who),
    isUserText: true,
    values: [
      t("diagnosis.held", Math.max(log.firstSeq, log.baseSeq + 1), log.seq, bytesText(log.bytes)),
      t("diagnosis.applied", log.applied),
      ...(log.baseSeq > 0 ? [t("diagnosis.base", log.baseSeq)] : []),
      ...(log.damagedSeq === null ? [] : [t("diagnosis.damaged", log.damagedSeq)]),
      ...(log.waiting === null ? [] : [waitingText(log.waiting)]),
      ...(log.void === 0 ? [] : [t("diagnosis.void", log.void)]),
    ],
  };
}

function waitingText({ fromSeq, records, why }: NonNullable<LogDiagnosis["waiting"]>): string {
  if (why.kind === "beyond") return t("diagnosis.beyond", fromSeq, records);
  return why.kind === "no-key"
    ? t("diagnosis.noKey", fromSeq, why.epochPrefix, records)
    : t("diagnosis.newer", fromSeq, `${why.format}/${why.recordKind}`, records);
}

function logLines({ logs }: Diagnosis, nameOf: NameOf): readonly Line[] {
  return logs.length === 0 ? [line(t("diagnosis.noLogs"))] : logs.map((log) => logLine(log, nameOf));
}

function keptLines({ poison, counts, logs }: Diagnosis): readonly Line[] {
  const { epochs, epochsWithoutKey, hasNewerStatements } = counts;
  return [
    line(t("diagnosis.poison"), poison.length === 0 ? t("diagnosis.poisonNone") : poison.map(shortId).join(", ")),
    line(t("diagnosis.keysMissing"), t("diagnosis.keys", epochs - epochsWithoutKey, epochs)),
    ...logs.flatMap(({ log, waiting }) => (waiting === null ? [] : [line(shortId(log), waitingText(waiting))])),
    ...(hasNewerStatements ? [line(t("diagnosis.newerStatements"), t("diagnosis.newerStatementsText"))] : []),
  ];
}

function checkpointLine(checkpoint: Diagnosis["base"]["checkpoints"][number], nameOf: NameOf): Line {
  const { id, maker, madeAtMs, packs, isBase, endorsedBy, objectedBy } = checkpoint;
  const names = (devices: readonly DeviceId[]): string => devices.map(nameOf).join(", ");
  return {
    name: t("diagnosis.checkpointBy", shortId(id), nameOf(maker)),
    isUserText: true,
    values: [
      t("diagnosis.madeAt", momentText(madeAtMs), packs),
      ...(isBase ? [t("diagnosis.isBase")] : []),
      endorsedBy.length === 0 ? t("diagnosis.notEndorsed") : t("diagnosis.endorsedBy", names(endorsedBy)),
      ...(objectedBy.length === 0 ? [] : [t("diagnosis.objectedBy", names(objectedBy))]),
    ],
  };
}

function refusedPackTexts({ from, atMs, standing, items }: RefusedPackDiagnosis): readonly string[] {
  if (from === "link") return [t("diagnosis.refusedFrom.link", momentText(atMs))];
  const rest = standing === "missing" ? t("diagnosis.pack.missing", items) : t(`diagnosis.pack.${standing}`);
  return [t("diagnosis.refusedFrom.store", momentText(atMs)), rest];
}

function baseLines({ base }: Diagnosis, nameOf: NameOf): readonly Line[] {
  const { packs, isSound, kept, checkpoints, refusedPacks } = base;
  const standing = isSound ? null : t("diagnosis.notSound");
  return [
    line(t("diagnosis.base.packs"), t("diagnosis.packCount", packs), standing),
    line(t("diagnosis.base.kept"), String(kept)),
    ...checkpoints.map((checkpoint) => checkpointLine(checkpoint, nameOf)),
    ...refusedPacks.map((refused) => line(shortId(refused.pack), ...refusedPackTexts(refused))),
  ];
}

function storageLines({ storage, counts }: Diagnosis): readonly Line[] {
  const { browser, records, packs, pages, isFull, unreadableRows } = storage;
  return [
    line(
      t("diagnosis.browser"),
      browser === null ? t("room.unknown") : t("room.used", bytesText(browser.usedBytes), bytesText(browser.quotaBytes)),
    ),
    ...(isFull ? [line(t("diagnosis.storageFull"), t("diagnosis.storageFullText"))] : []),
    ...(unreadableRows > 0 ? [line(t("diagnosis.unreadableRows"), String(unreadableRows), t("diagnosis.unreadableRowsText"))] : []),
    line(t("diagnosis.recordsStored"), t("diagnosis.moved", bytesText(records.bytes), records.count)),
    line(t("diagnosis.packsStored"), t("diagnosis.packs", bytesText(packs.bytes), packs.count)),
    line(t("diagnosis.pagesStored"), t("diagnosis.pages", bytesText(pages.bytes), pages.count)),
    line(t("diagnosis.items"), t("diagnosis.itemCount", counts.items)),
    line(t("diagnosis.tombstones"), t("diagnosis.itemCount", counts.tombstones)),
    line(t("diagnosis.statements"), String(counts.statements)),
  ];
}

function memoryLines({ memory }: Diagnosis): readonly Line[] {
  const { hits, misses, documentBytes, limitBytes, tailBytes, unreadable } = memory;
  return [
    line(t("diagnosis.documents"), t("diagnosis.documentBytes", bytesText(documentBytes), bytesText(limitBytes))),
    line(t("diagnosis.found"), t("diagnosis.hits", hits, hits + misses)),
    line(t("diagnosis.tail"), bytesText(tailBytes)),
    ...(unreadable === 0 ? [] : [line(t("diagnosis.unreadable"), t("diagnosis.itemCount", unreadable))]),
  ];
}

const lineText = ({ name, values }: Line): string => (values.length === 0 ? name : `${name}: ${values.join(" ")}`);

/** To be passed on. */
export const sectionsText = (sections: readonly Section[]): string =>
  sections.map(({ title, lines }) => [title, ...lines.map((one) => `  ${lineText(one)}`)].join("\n")).join("\n\n");
