// A relay in this process that brings devices together and takes none of their records: what one device has another one gets directly, or not at all.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startRelay } from "../../relay/relay-process.ts";
import { expectOk } from "../node-device.ts";

/** Seen from the bundle, which lies in .cache. */
const SITE_FOLDER = fileURLToPath(new URL("../dist", import.meta.url));
/** Room for statements and receipts. */
const QUOTA_BYTES = 65_536;

export type FullRelay = { readonly address: string; readonly close: () => Promise<void> };

/** `spaceQuotaBytes`: of a relay that does take records. */
export async function openFullRelay(spaceQuotaBytes = QUOTA_BYTES): Promise<FullRelay> {
  const dataFolder = await mkdtemp(join(tmpdir(), "daybook-full-relay-"));
  const started = await startRelay(
    { port: 0, dataFolder, origins: [], isLan: false, spaces: { kind: "open" }, iceServers: [], yjs: null, push: null },
    {
      siteFolder: SITE_FOLDER,
      writeLog: () => undefined,
      say: () => undefined,
      terminal: { isTerminal: false, columns: null },
      readNames: () => Promise.resolve({ addresses: [], localName: null }),
      limits: { spaceQuotaBytes },
    },
  );
  const relay = expectOk(started, "a relay starts");
  return {
    address: relay.address,
    async close() {
      await relay.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
