// A relay in memory for its tests, with the disk and the time in the test's hands.

import { makeMemoryDisk, openMemoryStore, type MemoryDisk } from "./memory-store.ts";
import { openRelay, type Relay, type RelayEvent, type RelayPorts } from "./relay.ts";
import { BINDING, ManualTime, VERIFIER } from "./scripted-device.suite.ts";

export type TestRelay = {
  readonly relay: Relay;
  readonly disk: MemoryDisk;
  readonly time: ManualTime;
  readonly events: readonly RelayEvent[];
};

export function openTestRelay(change: Partial<RelayPorts> & { readonly disk?: MemoryDisk } = {}): TestRelay {
  const disk = change.disk ?? makeMemoryDisk(new Uint8Array(32).fill(0xdd));
  const time = new ManualTime();
  const events: RelayEvent[] = [];
  let challenges = 0;
  const relay = openRelay({
    store: openMemoryStore(disk),
    suite: VERIFIER,
    random: (length) => new Uint8Array(length).fill(++challenges),
    clock: time.clock,
    timers: time,
    policy: { kind: "open" },
    origins: [BINDING],
    report: (event) => events.push(event),
    ...change,
  });
  return { relay, disk, time, events };
}
