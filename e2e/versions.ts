// Two versions of the app, one after the other at the same address: the one that is built, and one with another build id that differs in something more,
// built over the first as a real build would be. Deploying is what an operator does: other files, and the relay started again.

import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";
import { appConfig } from "../scripts/app-config.ts";
import { openRelay, type RelayProcess } from "./relay-process.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** One more version of the database: a new table, and something carried over from an old one. */
const upgradeDatabase: Plugin = {
  name: "upgrade-database",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith("/storage/idb/upgrades.ts")
      ? `${code}
(UPGRADES as Upgrade[]).push((database, transaction) => {
  const table = database.createObjectStore("later");
  const request = transaction.objectStore("records").count();
  request.addEventListener("success", () => table.put(request.result, "records"));
});`
      : null,
};

const FORMAT_OF_RECORDS = "{ format, kind:";

/** Writes its records in a format that this version does not know, from when its workers are told to (`nextFormat`, a global of theirs) on. */
export const nextRecordFormat: Plugin = {
  name: "next-record-format",
  enforce: "pre",
  transform(code, id) {
    if (!id.endsWith("/log/seal-record.ts")) return null;
    if (!code.includes(FORMAT_OF_RECORDS)) throw new Error(`"${FORMAT_OF_RECORDS}" is not in ${id}`);
    return code.replace(FORMAT_OF_RECORDS, '{ format: Number(Reflect.get(globalThis, "nextFormat") ?? format), kind:');
  },
};

export type TwoVersions = {
  /** A relay of its own data that serves version 1. */
  openSite(): Promise<VersionSite>;
  remove(): Promise<void>;
};

export type VersionSite = {
  readonly relay: RelayProcess;
  deploy(version: 1 | 2): Promise<void>;
  close(): Promise<void>;
};

export const BUILD_2 = "the-next-build";

/** `difference`: what version 2 has beside another build id. */
export async function buildTwoVersions(difference: Plugin = upgradeDatabase): Promise<TwoVersions> {
  const folder = join(root, ".cache", "e2e", `versions-${difference.name}-${process.pid}`);
  const distOf = (version: number): string => join(folder, String(version), "dist");
  for (const version of [1, 2]) await cp(join(root, "dist"), distOf(version), { recursive: true });
  const config = appConfig({ buildId: BUILD_2, outDir: distOf(2), plugins: () => [difference] });
  await build({ ...config, configFile: false, logLevel: "error" });

  let sites = 0;
  return {
    async openSite() {
      sites += 1;
      const site = join(folder, `site-${sites}`);
      const put = (version: number): Promise<void> => cp(distOf(version), join(site, "dist"), { recursive: true });
      await cp(join(root, "dist-node"), join(site, "dist-node"), { recursive: true });
      await put(1);
      const relay = await openRelay({}, join(site, "dist-node", "relay.mjs"));
      return {
        relay,
        async deploy(version) {
          await relay.stop();
          await rm(join(site, "dist"), { recursive: true });
          await put(version);
          await relay.start();
        },
        close: () => relay.close(),
      };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
