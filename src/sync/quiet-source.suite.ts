// For tests: a local replica that holds nothing, signs and verifies like a device of the real suite, and does otherwise what a test wants of it.

import { idToBytes, makeId } from "../base/ids.ts";
import { ok } from "../base/result.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import type { Signer } from "../ports/crypto.ts";
import { viewOf } from "./session.suite.ts";
import { NO_CHECKPOINTS, type SyncSource } from "./sync-source.ts";

export const quietSource = (signer: Signer, parts: Partial<SyncSource> = {}): SyncSource => ({
  view: () => viewOf([]),
  isMember: () => true,
  sign: (message) => signer.sign(message),
  verify: (device, message, signature) => fixedSuite.verify(idToBytes(device), message, signature),
  compare: async () => ok({ cursors: [], asks: [] }),
  readPage: async () => ok({ previousId: null, records: [] }),
  ingestPage: async ({ records }) =>
    ok({ headSeq: 0, headIdPrefix: "0".repeat(16), runs: [{ code: "gap", count: records.length }], path: null }),
  ingestStatements: async () => ok({ invalid: 0 }),
  ingestReceipts: async () => ok({ invalid: 0, known: new Map() }),
  statementsBeyond: () => [],
  receiptOf: () => null,
  receiptsBeyond: () => [],
  idsBelow: async () => ok([]),
  learnIds: async () => ok(null),
  loadCheckpoints: async () => NO_CHECKPOINTS,
  ...parts,
});

export const deviceOf = (signer: Signer) => makeId("device", signer.publicKey);
