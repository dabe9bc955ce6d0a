// What a replica reports when somebody asks: read from the store at that moment, and seldom wanted, so that its code is loaded on first use.

import { catchStoreFailure } from "../store-failure.ts";
import { ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import type { Diagnosis } from "../face/diagnosis.ts";
import type { FindRequest, Found } from "../face/find.ts";
import type { PurgeReport } from "../face/purge.ts";
import type { RoomFigures } from "../face/room.ts";
import { readPurgeNotes } from "../purge-notes.ts";
import type { Replica } from "../replica.ts";
import { gatherDiagnosis, type About } from "./diagnosis.ts";
import { findIn } from "./find.ts";
import { oldestOnlyHereMs } from "./oldest-only-here.ts";
import { readPurgeWitnesses } from "./purge-witnesses.ts";
import { plainText } from "./plain-text.ts";
import { reportPurges } from "./purges.ts";
import { measureRoom } from "./room.ts";

export const reports = {
  diagnosis: (replica: Replica, about: About): Promise<Result<Diagnosis, StoreError>> =>
    catchStoreFailure(async () => ok(await gatherDiagnosis(replica, about))),
  purges: (replica: Replica): Promise<Result<PurgeReport, StoreError>> =>
    catchStoreFailure(async () => {
      const { ports, space } = replica.space.core;
      return ok(reportPurges(await readPurgeNotes(ports.store, space), await readPurgeWitnesses(replica)));
    }),
  "plain-text": ({ space }: Replica): Promise<Result<string, StoreError>> => catchStoreFailure(async () => ok(await plainText(space.core))),
  /** Null when there is none, or it cannot be told. */
  oldestOnlyHere: async (replica: Replica): Promise<number | null> => {
    const oldest = await catchStoreFailure(async () => ok(await oldestOnlyHereMs(replica.space, replica.relayKnowledge())));
    return oldest.ok ? oldest.value : null;
  },
  find: ({ spaces }: Replica, { words }: FindRequest): Found => findIn(spaces.onScreen, words),
  room: ({ space, retention }: Replica): Promise<Result<RoomFigures, StoreError>> =>
    catchStoreFailure(async () => ok(await measureRoom(space.core, retention))),
};

export type Reports = typeof reports;
