// Passkeys as ways back: each is a recovery member of its own, whose entropy nobody has but who opens its capsule with the passkey's secret.

import { bytesEqual } from "../../base/bytes.ts";
import type { DeviceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { capsuleIdOf, openCapsule, PASSKEY_SECRET_BYTES, sealCapsule, type CapsuleContent } from "../../members/capsule.ts";
import { capsulesIn, type Capsule } from "../../members/capsules-in.ts";
import { ENTROPY_BYTES } from "../../members/recovery-keys.ts";
import { fetchCapsule, type CapsuleLinkError } from "../../sync/capsule-link.ts";
import type { CapsuleState, RecoveryError, RestoreFailure } from "../face/recovery.ts";
import type { ReplicaPorts } from "../replica-ports.ts";
import type { Space } from "../space.ts";
import { endPhrase, makeWayBack } from "./phrases.ts";
import type { MakeSeedSigner } from "./recovery-key.ts";

export async function makePasskey(
  space: Space,
  makeSeedSigner: MakeSeedSigner,
  secret: Uint8Array,
  day: string,
): Promise<Result<DeviceId, RecoveryError>> {
  const { ports, space: id } = space.core;
  if (secret.length !== PASSKEY_SECRET_BYTES) return err({ kind: "bad-entropy" });
  const entropy = ports.random(ENTROPY_BYTES);
  const sealed = sealCapsule(ports.suite, ports.random, secret, { entropy, space: id });
  const made = await makeWayBack(space, makeSeedSigner, entropy, day, { kind: "capsule", id: capsuleIdOf(ports.suite, secret), sealed });
  entropy.fill(0);
  return made;
}

const capsulesOf = ({ members }: Space["core"]): readonly Capsule[] => capsulesIn(members.dag, members.membership);

/** `secret`: of the passkey itself, or of an elder one. */
export async function endByPasskey(
  space: Space,
  makeSeedSigner: MakeSeedSigner,
  phrase: DeviceId,
  secret: Uint8Array,
): Promise<Result<null, RecoveryError>> {
  const { suite } = space.core.ports;
  if (secret.length !== PASSKEY_SECRET_BYTES) return err({ kind: "bad-entropy" });
  const id = capsuleIdOf(suite, secret);
  const capsule = capsulesOf(space.core).find((each) => bytesEqual(each.id, id));
  const opened = capsule === undefined ? null : openCapsule(suite, secret, capsule.sealed);
  if (opened?.ok !== true) return err({ kind: "other-passkey" });
  const ended = await endPhrase(space, makeSeedSigner, phrase, opened.value.entropy);
  return !ended.ok && ended.error.kind === "other-phrase" ? err({ kind: "other-passkey" }) : ended;
}

type FetchPorts = Pick<ReplicaPorts, "dialRelay" | "timers" | "loadPairing" | "suite">;

/** What dials comes with pairing. */
async function fetchFrom({ dialRelay, timers, loadPairing }: FetchPorts, origin: string, id: Uint8Array): ReturnType<typeof fetchCapsule> {
  const loaded = await loadPairing().catch(() => null);
  return loaded === null ? err("unreachable") : fetchCapsule((events) => dialRelay(origin, events), timers, id);
}

/** Whether the relay hands out the capsule of a recovery member, as it is asked by whoever has nothing else. `origin` null: there is no relay. */
export async function capsuleAtRelay(ports: FetchPorts, { core }: Space, passkey: DeviceId, origin: string | null): Promise<CapsuleState> {
  const capsule = capsulesOf(core).find(({ device }) => device === passkey);
  if (origin === null || capsule === undefined) return origin === null ? "no-relay" : "missing";
  const fetched = await fetchFrom(ports, origin, capsule.id);
  if (!fetched.ok) return fetched.error === "outdated" ? "outdated" : "unreachable";
  return fetched.value !== null && bytesEqual(fetched.value, capsule.sealed) ? "there" : "missing";
}

const FAILURES = {
  unreachable: "relay-unreachable",
  outdated: "relay-outdated",
  refused: "relay-refused",
} as const satisfies Record<CapsuleLinkError, RestoreFailure>;

/** What a passkey opens at a relay. `origin`: to dial. */
export async function contentAtRelay(
  ports: FetchPorts,
  secret: Uint8Array,
  origin: string,
): Promise<Result<CapsuleContent, RestoreFailure>> {
  const fetched = await fetchFrom(ports, origin, capsuleIdOf(ports.suite, secret));
  if (!fetched.ok) return err(FAILURES[fetched.error]);
  if (fetched.value === null) return err("no-capsule");
  const opened = openCapsule(ports.suite, secret, fetched.value);
  return opened.ok ? ok(opened.value) : err(`capsule-${opened.error.kind}`);
}
