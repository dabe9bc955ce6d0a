// The program that a device runs: what the simulation takes of src/ to run it and to look into what it has stored. There are three versions of it, this
// one, a newer one and an older one (scripts/other-versions-plugin.mjs).

import { openRecord } from "../src/log/record.ts";
import { acting } from "../src/replica/acting.ts";
import { sharing } from "../src/replica/sharing.ts";
import { DirectLinks } from "../src/replica/direct/direct-links.ts";
import { engine } from "../src/replica/engine/engine.ts";
import { exchange } from "../src/replica/exchange.ts";
import { LinkKeeper } from "../src/replica/link-keeper.ts";
import { makeNearby } from "../src/replica/nearby/nearby.ts";
import { pairingSides } from "../src/replica/pairing-sides.ts";
import { purging } from "../src/replica/purging.ts";
import { repeats } from "../src/replica/repeating.ts";
import { Replica } from "../src/replica/replica.ts";
import { rotation } from "../src/replica/rotation.ts";
import { Space } from "../src/replica/space.ts";
import { runSession } from "../src/sync/session-driver.ts";

export type Program = {
  readonly openReplica: typeof Replica.open;
  readonly openSpace: typeof Space.open;
  readonly openRecord: typeof openRecord;
  readonly runSession: typeof runSession;
  readonly exchange: typeof exchange;
  readonly pairingSides: typeof pairingSides;
  readonly acting: typeof acting;
  readonly sharing: typeof sharing;
  readonly purging: typeof purging;
  readonly repeats: typeof repeats;
  readonly rotation: typeof rotation;
  readonly engine: typeof engine;
  readonly DirectLinks: typeof DirectLinks;
  readonly LinkKeeper: typeof LinkKeeper;
  readonly makeNearby: typeof makeNearby;
};

export const program: Program = {
  openReplica: (...parameters) => Replica.open(...parameters),
  openSpace: (...parameters) => Space.open(...parameters),
  openRecord,
  runSession,
  exchange,
  pairingSides,
  acting,
  sharing,
  purging,
  repeats,
  rotation,
  engine,
  DirectLinks,
  LinkKeeper,
  makeNearby,
};
