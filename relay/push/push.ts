// What a relay needs to wake devices, from its settings: the key by which push services know it, whom it sends to, and the times. All of it is closed
// before the store is.

import { ok, type Result } from "../../src/base/result.ts";
import type { Clock, Timers } from "../../src/ports/time.ts";
import type { RelayEvent } from "../relay.ts";
import type { RelayStore } from "../relay-store.ts";
import type { Settings } from "../settings.ts";
import { MOST_REMINDERS_KEPT } from "../reminders.ts";
import { openPushSender } from "./push-sender.ts";
import { placeOf } from "./push-services.ts";
import { openVapidKey, VapidTokens, type VapidKeyError } from "./vapid.ts";
import { Waking } from "./waking.ts";

export type Push = { readonly waking: Waking; readonly close: () => Promise<void> };

type PushPorts = {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly report: (event: RelayEvent) => void;
};

/** Null where it is switched off. */
export function openPush({ push, dataFolder, origins }: Settings, ports: PushPorts): Result<Push | null, VapidKeyError> {
  if (push === null) return ok(null);
  const key = openVapidKey(dataFolder);
  if (!key.ok) return key;
  const { services } = push;
  // Some services want to know whom they deal with: where nothing is said, the address at which the app is served says it.
  const contact = push.contact ?? origins.find((origin) => origin.startsWith("https://")) ?? null;
  const sender = openPushSender(services, new VapidTokens(key.value, contact, ports.clock));
  const waking = new Waking({
    store: ports.store,
    send: sender.send,
    isServed: (endpoint) => placeOf(services, endpoint) !== null,
    key: key.value.publicKey,
    mostKept: MOST_REMINDERS_KEPT,
    clock: ports.clock,
    timers: ports.timers,
    storeFailed: (error) => ports.report({ kind: "store-failed", error }),
    refused: (status) => ports.report({ kind: "push-refused", status }),
  });
  return ok({
    waking,
    async close() {
      await waking.close();
      sender.close();
    },
  });
}
