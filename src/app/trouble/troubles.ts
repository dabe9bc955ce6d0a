// The troubles that the window itself looks out for, and the one line that is worth most: little room, a wrong clock, and changes that are nowhere else.
// What can be put off comes back when it should; what cannot be mended here is said in the sync centre as well.

import { createEffect, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { BannerProps } from "../../ui/notice/banner.tsx";
import type { ReplicaClient } from "../client/replica-client.ts";
import { isOwnShown } from "../recovery/own-space.ts";
import { bytesText } from "../sync/sync-texts.ts";
import { t } from "../texts/messages.ts";
import { createClockCheck } from "./clock-check.ts";
import { lastCopyCure, type Cure, type PutOff } from "./last-copy.ts";
import { keepPutOff, readPutOff } from "./put-off.ts";
import { keepNotBefore, putHintOff, readNotBefore, recoveryHint } from "./recovery-hint.ts";
import { spanText } from "./span-text.ts";
import { createStorageRoom, isLow, leftBytes } from "./storage-room.ts";

export type Troubles = {
  /** The gravest; null when there is none, or it was put off. */
  readonly banner: Accessor<BannerProps | null>;
  /** What is wrong with the clock, for the sync centre. */
  readonly clockText: Accessor<string | null>;
};

/** Changes that are only here for longer than this are worth asking about: most are somewhere else in a second. */
const SETTLE_MS = 5_000;
const LOOK_MS = 3_600_000;

function clockTextOf(skewMs: number): string | null {
  if (skewMs === 0) return null;
  return skewMs < 0 ? t("clock.behind", spanText(-skewMs)) : t("clock.ahead", spanText(skewMs));
}

/** The cure for too much that is only here, and how to put it off. */
function createLastCopy(client: ReplicaClient): { readonly cure: Accessor<Cure | null>; readonly putOff: () => void } {
  const [oldestMs, setOldestMs] = createSignal<number | null>(null);
  const [nowMs, setNowMs] = createSignal(Date.now());
  const [putOff, setPutOff] = createSignal<PutOff | null>(readPutOff());
  const isAny = createMemo(() => (client.status()?.recordsOnlyHere ?? 0) > 0);
  const look = async (): Promise<void> => {
    setNowMs(Date.now());
    setOldestMs(isAny() ? await client.ask({ kind: "oldest-only-here" }) : null);
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  const onVisible = (): void => void look();
  document.addEventListener("visibilitychange", onVisible);
  onCleanup(() => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", onVisible);
  });
  createEffect(
    on(isAny, (any) => {
      setOldestMs(null);
      if (!any) return;
      const settling = setTimeout(() => void look(), SETTLE_MS);
      onCleanup(() => clearTimeout(settling));
    }),
  );
  const cure = createMemo(() => {
    const status = client.status();
    return status === null ? null : lastCopyCure({ status, oldestMs: oldestMs(), nowMs: nowMs(), putOff: putOff() });
  });
  return {
    cure,
    putOff() {
      const present = { atMs: Date.now(), records: client.status()?.recordsOnlyHere ?? 0 };
      keepPutOff(present);
      setNowMs(present.atMs);
      setPutOff(present);
    },
  };
}

/** Whether a recovery phrase is suggested, and how to put that off. */
function createRecoveryHint(client: ReplicaClient): { readonly isShown: Accessor<boolean>; readonly putOff: () => void } {
  const [notBefore, setNotBefore] = createSignal(readNotBefore());
  const keep = (ms: number): void => {
    keepNotBefore(ms);
    setNotBefore(ms);
  };
  const hint = createMemo(() => {
    const status = client.status();
    return status === null || !isOwnShown(client) ? null : recoveryHint(status, Date.now(), notBefore());
  });
  createEffect(() => {
    const wanted = hint()?.notBefore ?? null;
    if (wanted !== null && wanted !== untrack(notBefore)) keep(wanted);
  });
  return { isShown: () => hint()?.isShown === true, putOff: () => keep(putHintOff(Date.now())) };
}

/** At each use: the language may change meanwhile. */
const later = (): string => t("trouble.later");

export function createTroubles(client: ReplicaClient, open: (sheet: "sync" | "recovery") => void): Troubles {
  const room = createStorageRoom();
  const skewMs = createClockCheck(() => {
    const status = client.status();
    return status?.relay.kind === "online" ? status.relayAddress : null;
  });
  const clockText = createMemo(() => clockTextOf(skewMs()));
  const lastCopy = createLastCopy(client);
  const recovery = createRecoveryHint(client);
  const [isClockPutOff, setClockPutOff] = createSignal(false);

  const roomBanner = (): BannerProps | null => {
    const present = room();
    if (present === null || !isLow(present)) return null;
    return { tone: "plain", text: t("room.low", bytesText(leftBytes(present))) };
  };
  const clockBanner = (): BannerProps | null => {
    const text = clockText();
    if (text === null || isClockPutOff()) return null;
    return { tone: "plain", text, dismiss: { label: later(), run: () => setClockPutOff(true) } };
  };
  const lastCopyBanner = (): BannerProps | null => {
    const cure = lastCopy.cure();
    if (cure === null) return null;
    const text = `${t("lastCopy.only", client.status()?.recordsOnlyHere ?? 0)} ${t(`lastCopy.${cure}`)}`;
    const action = cure === "connect" ? undefined : { label: t("lastCopy.open"), run: () => open("sync") };
    return { tone: "plain", text, action, dismiss: { label: later(), run: lastCopy.putOff } };
  };
  const recoveryBanner = (): BannerProps | null => {
    if (!recovery.isShown()) return null;
    const action = { label: t("recovery.suggestOpen"), run: () => open("recovery") };
    return { tone: "plain", text: t("recovery.suggest"), action, dismiss: { label: later(), run: recovery.putOff } };
  };
  return { banner: () => roomBanner() ?? clockBanner() ?? lastCopyBanner() ?? recoveryBanner(), clockText };
}
