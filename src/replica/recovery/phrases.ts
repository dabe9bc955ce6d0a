// The ways back to a space, recovery phrases and (passkeys.ts) passkeys: which there are, a new one, and the end of one. One is stated by an owner together with a grant of the key that is
// written under and, as its name, the day. It ends by a statement of its own or of an elder one, never of a device: whoever has stolen a device could
// take the way back away.

import type { DeviceId } from "../../base/ids.ts";
import { err, ok, type Result } from "../../base/result.ts";
import { capsulesIn } from "../../members/capsules-in.ts";
import { makeEpochBody } from "../../members/make-epoch.ts";
import { sealName } from "../../members/seal-name.ts";
import { ENTROPY_BYTES } from "../../members/recovery-keys.ts";
import { signStatement } from "../../members/sign-statement.ts";
import type { CapsuleBody } from "../../members/statement-content.ts";
import { recoveryMessage } from "../../members/statement.ts";
import type { RecoveryError, RecoveryPhrase } from "../face/recovery.ts";
import { signStatements } from "../sign-statements.ts";
import type { SpaceMembers } from "../space-members.ts";
import type { Space } from "../space.ts";
import { recoveryKeyOf, type MakeSeedSigner, type RecoveryKey } from "./recovery-key.ts";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** In the shared order of their making. */
export function phrasesOf({ members, self }: Space["core"]): readonly RecoveryPhrase[] {
  const passkeys = new Set(capsulesIn(members.dag, members.membership).map(({ device }) => device));
  return [...members.membership.members]
    .filter(([, { isRecovery }]) => isRecovery)
    .toSorted(([, a], [, b]) => members.dag.compare(a.statement, b.statement))
    .map(([id, { addedBy }]) => {
      const named = members.nameOf(id);
      return {
        id,
        isPasskey: passkeys.has(id),
        madeOn: named !== null && DAY.test(named) ? named : null,
        madeHere: addedBy === self,
        madeBy: addedBy === null ? null : members.nameOf(addedBy),
      };
    });
}

/** The space is written in while it is made, or nobody could be granted its key. `capsule`: what it states of itself. Answers what it is in the space. */
export async function makeWayBack(
  space: Space,
  makeSeedSigner: MakeSeedSigner,
  entropy: Uint8Array,
  day: string,
  capsule: CapsuleBody | null = null,
): Promise<Result<DeviceId, RecoveryError>> {
  const { core } = space;
  const { ports, members, self } = core;
  if (entropy.length !== ENTROPY_BYTES) return err({ kind: "bad-entropy" });
  const ready = await space.readyToWrite();
  if (!ready.ok) return ready.error.kind === "read-only" ? err({ kind: "not-owner" }) : err({ kind: "store", error: ready.error });
  if (members.roleOf(self) !== "owner") return err({ kind: "not-owner" });
  const kem = await ports.suite.loadKem();
  const { id, signer, kemSeed } = await recoveryKeyOf(ports.suite, makeSeedSigner, core.space, entropy);
  const kemKey = await kem.publicKeyOf(kemSeed);
  const proof = await signer.sign(recoveryMessage(ports.suite.sha256, core.space, self, id, kemKey));
  const stored = await space.addOwnStatements(async () => {
    const epoch = members.writingEpoch();
    if (epoch === null) return [];
    const recipients = [{ device: id, kemKey }];
    const made = await signStatements(core, [
      { kind: "recovery", device: id, kemKey, proof },
      await makeEpochBody({ suite: ports.suite, kem, space: core.space, epoch, recipients, predecessors: [] }),
      sealName({ ...ports, space: core.space }, epoch, id, day),
    ]);
    const parents = made.slice(-1).map((last) => last.id);
    const stating = capsule === null ? [] : [signStatement(ports.suite.sha256, signer, { space: core.space, parents, body: capsule })];
    return [...made, ...(await Promise.all(stating))];
  });
  if (!stored.ok) return err({ kind: "store", error: stored.error });
  // Taken from this device's role meanwhile, what it stated counts for nothing.
  return members.isPhrase(id) ? ok(id) : err({ kind: "not-owner" });
}

export async function makePhrase(...made: Parameters<typeof makeWayBack>): Promise<Result<null, RecoveryError>> {
  const way = await makeWayBack(...made);
  return way.ok ? ok(null) : way;
}

/** Whether what made the first is in the past of what made the other. */
function isElder({ dag, membership }: SpaceMembers, elder: DeviceId, younger: DeviceId): boolean {
  const [first, second] = [membership.members.get(elder)?.statement, membership.members.get(younger)?.statement];
  return first !== undefined && second !== undefined && dag.isBefore(first, second);
}

export async function endPhrase(
  space: Space,
  makeSeedSigner: MakeSeedSigner,
  phrase: DeviceId,
  entropy: Uint8Array,
): Promise<Result<null, RecoveryError>> {
  const { core } = space;
  const { members, ports } = core;
  if (entropy.length !== ENTROPY_BYTES) return err({ kind: "bad-entropy" });
  const key = await recoveryKeyOf(ports.suite, makeSeedSigner, core.space, entropy);
  if (!mayEnd(members, key, phrase)) return err({ kind: "other-phrase" });
  const body = { kind: "remove", device: phrase, asksToWipe: false, cut: [] } as const;
  const stored = await space.addOwnStatements(() => signStatements({ ports, space: core.space, signer: key.signer, members }, [body]));
  if (!stored.ok) return err({ kind: "store", error: stored.error });
  // It holds the key that has been written under. Where no other can be made now, the next change makes it.
  await space.readyToWrite();
  return members.isPhrase(phrase) ? err({ kind: "other-phrase" }) : ok(null);
}

function mayEnd(members: SpaceMembers, { id }: RecoveryKey, phrase: DeviceId): boolean {
  return members.isPhrase(id) && members.isPhrase(phrase) && (id === phrase || isElder(members, id, phrase));
}
