// Every flow of devices, keys and people, three times: with the relay there, with the relay away while it happens, and with a relay that has just lost all it had.
// `npm run journeys`: what each of them proves of the protocol, the simulation proves in every run.

import type { Page } from "@playwright/test";
import { comeBack } from "./app-page.ts";
import { test } from "./fixtures.ts";
import { MEMBER_FLOWS } from "./flows/member-flows.ts";
import { RECOVERY_FLOWS } from "./flows/recovery-flows.ts";
import { SPACE_FLOWS } from "./flows/space-flows.ts";
import type { Flow, RelayIs } from "./flows/flow.ts";
import type { RelayProcess } from "./relay-process.ts";
import { LONG } from "./size.ts";

const FLOWS: Readonly<Record<string, Flow>> = { ...MEMBER_FLOWS, ...SPACE_FLOWS, ...RECOVERY_FLOWS };

/** What happens to the relay before the step, as the title of a test says it. */
const STATES: Readonly<Record<RelayIs, string>> = {
  there: "with the relay there",
  away: "while the relay is away",
  wiped: "at a relay that has just lost everything",
};

async function disturb(relay: RelayProcess, relayIs: RelayIs): Promise<void> {
  if (relayIs === "there") return;
  await relay.kill();
  if (relayIs === "away") return;
  await relay.wipeData();
  await relay.start();
}

async function mend(relay: RelayProcess, pages: readonly Page[]): Promise<void> {
  await relay.start();
  for (const page of pages) await comeBack(page);
}

for (const [name, flow] of Object.entries(FLOWS)) {
  for (const relayIs of ["there", "away", "wiped"] as const) {
    test(`${name}, ${STATES[relayIs]}`, LONG, async ({ relay, newDevice }) => {
      const { pages, act, settle } = await flow({ relay, newDevice });
      await disturb(relay, relayIs);
      await act(relayIs);
      await mend(relay, pages);
      await settle(relayIs);
    });
  }
}
