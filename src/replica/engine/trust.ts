// Whether the version of a checkpoint is taken (PROTOCOL.md "Trust"): because this device or another has compared it, because the inviter named it, or
// because it has been known for long and nobody objects. That it says itself to be so old is no reason yet: its maker's clock may be wrong. Pure.

import type { DeviceId } from "../../base/ids.ts";
import type { CheckpointId, Version } from "../../wire/frames.ts";

/** Of a device's newest receipt. */
export type Verdict = {
  readonly device: DeviceId;
  readonly version: Version;
  readonly checkpoints: readonly CheckpointId[];
  readonly objections: readonly CheckpointId[];
};

export type TrustFacts = {
  /** Whether it may write: what others say of checkpoints counts for nothing. */
  readonly hasVoice: (device: DeviceId) => boolean;
  /** Of the newest receipts. */
  readonly verdicts: Iterable<Verdict>;
  /** Named by the inviter when it admitted this device. */
  readonly admitted: ReadonlySet<CheckpointId>;
  readonly nowMs: number;
  /** How long a checkpoint must have been known without an objection. */
  readonly graceMs: number;
};

export type Trust =
  | "disputed"
  /** Another device than its maker has compared it: this one, or one whose receipt says so. */
  | "endorsed"
  | "admitted"
  | "aged"
  /** It would be aged by its maker's clock. */
  | "claimed"
  | "none";

export type Judged = {
  readonly id: CheckpointId;
  readonly maker: DeviceId;
  readonly receivedAt: number;
  /** As it says itself; absent: it has not been looked at. */
  readonly madeAt?: number;
};

function trustByAge({ receivedAt, madeAt = receivedAt }: Judged, { nowMs, graceMs }: TrustFacts): Trust {
  if (nowMs - receivedAt >= graceMs) return "aged";
  return nowMs - madeAt >= graceMs ? "claimed" : "none";
}

export function trustOf(judged: Judged, facts: TrustFacts): Trust {
  const { id, maker } = judged;
  const verdicts = [...facts.verdicts].filter(({ device }) => facts.hasVoice(device));
  if (verdicts.some(({ objections }) => objections.includes(id))) return "disputed";
  if (verdicts.some(({ device, checkpoints }) => device !== maker && checkpoints.includes(id))) return "endorsed";
  if (facts.admitted.has(id)) return "admitted";
  // Others vouch for what somebody made who was removed since; that nobody objects does not.
  return facts.hasVoice(maker) ? trustByAge(judged, facts) : "none";
}

export const isTrusted = (trust: Trust): boolean => trust === "endorsed" || trust === "admitted" || trust === "aged";
