// A home device within the test's own process, on a folder of the test's.

import { expectOk, type RunningDevice } from "../bench/node-device.ts";
import { DEFAULT_ENGINE_LIMITS, type EngineLimits } from "../src/replica/engine-limits.ts";
import type { AnswerDirect } from "../src/ports/direct.ts";
import type { PairingState, SyncStatus } from "../src/replica/face.ts";
import { openFolder } from "./folder.ts";
import { openHomeDevice } from "./home-device.ts";

/** `relay`: null for the one that it is paired through. */
export async function openHome(
  folder: string,
  relay: string | null = null,
  {
    engineLimits = DEFAULT_ENGINE_LIMITS,
    answer,
  }: { readonly engineLimits?: EngineLimits; readonly answer?: AnswerDirect | undefined } = {},
): Promise<RunningDevice> {
  const { store, vault, unlock } = expectOk(await openFolder(folder), "the folder");
  let status: SyncStatus | null = null;
  let pairing: PairingState = { kind: "idle" };
  const opened = await openHomeDevice({
    store,
    vault,
    relay,
    engineLimits,
    answer,
    push: (push) => {
      if (push.kind === "status") status = push.status;
      if (push.kind === "pairing") pairing = push.pairing;
    },
  });
  const replica = expectOk(opened, "the home device");
  const close = (): void => {
    replica.close();
    vault.close();
    unlock();
  };
  return { replica, status: () => status, pairing: () => pairing, close };
}

export const titlesOf = ({ replica }: RunningDevice): readonly string[] =>
  [...replica.space.core.items.index.rows()].map(({ title }) => title).toSorted();
