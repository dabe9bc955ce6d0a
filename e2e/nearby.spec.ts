// Two browsers side by side, with no relay anywhere: by a code each way, carried by hand, the one joins the other, and both sync.

import { expect, test } from "@playwright/test";
import type { EngineName } from "../scripts/browsers.mjs";
import { bundleConnections } from "./bundles.ts";
import { areHere } from "./engines/available.ts";
import { openEngine } from "./engines/open-engine.ts";
import { DIST, NearbyFace } from "./nearby-face.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

/** Who shows the first code and who answers, and whether they hide their addresses behind names, as browsers do that may not use the camera. */
const PAIRS: readonly (readonly [EngineName, EngineName, "addresses" | "names"])[] = [
  ["chromium", "chromium", "names"],
  ["firefox", "chromium", "addresses"],
  ["chromium", "firefox", "names"],
];
let bundled: Promise<string> | null = null;
const connections = (): Promise<string> => (bundled ??= bundleConnections());
const MOST_CHARACTERS = 350;

const codeOf = async (face: NearbyFace, role: string): Promise<string> => {
  await expect.poll(async () => (await face.told()).nearby, { timeout: 30_000 }).toMatchObject({ kind: "showing", role });
  const { code = "" } = (await face.told()).nearby;
  expect(code.length).toBeLessThanOrEqual(MOST_CHARACTERS);
  return code;
};

const TAKEN = { ok: true, value: null };

async function exchange(a: NearbyFace, b: NearbyFace, invite: boolean): Promise<void> {
  await a.ask({ kind: "start-nearby", invite });
  expect(await b.ask({ kind: "take-nearby-code", code: await codeOf(a, "offer") })).toEqual(TAKEN);
  expect(await a.ask({ kind: "take-nearby-code", code: await codeOf(b, "answer") })).toEqual(TAKEN);
}

const untilBoth = (a: NearbyFace, b: NearbyFace, kind: string): Promise<void> =>
  expect.poll(async () => [(await a.told()).nearby, (await b.told()).nearby], { timeout: 30_000 }).toMatchObject([{ kind }, { kind }]);

const untilBothShow = (a: NearbyFace, b: NearbyFace, titles: readonly string[]): Promise<void> =>
  expect.poll(async () => [(await a.told()).titles, (await b.told()).titles], { timeout: 30_000 }).toEqual([titles, titles]);

for (const [nameOfA, nameOfB, shows] of PAIRS.filter(([a, b]) => areHere(a, b))) {
  test(
    `${nameOfB} joins ${nameOfA} by codes with ${shows} in them, syncs, and connects again by others`,
    nameOfA === "chromium" && nameOfB === "firefox" ? {} : LONG,
    async () => {
      const site = await serveFolder(DIST);
      const engines = [await openEngine(nameOfA, shows === "names"), await openEngine(nameOfB, shows === "names")];
      try {
        const [a, b] = await Promise.all(
          engines.map(async (engine) => NearbyFace.open(await engine.newTab(), site.address, await connections())),
        );
        if (a === undefined || b === undefined) throw new Error("two faces");
        await a.add("made on A");
        await b.add("made on B");
        await exchange(a, b, true);
        const codes = async (): Promise<unknown[]> => [(await a.told()).pairing.comparisonCode, (await b.told()).pairing.comparisonCode];
        await expect.poll(async () => (await codes()).every((code) => typeof code === "string"), { timeout: 30_000 }).toBe(true);
        const [onA, onB] = await codes();
        expect(onA).toBe(onB);
        await b.ask({ kind: "answer-asker", approve: true, replaces: null });
        await a.ask({ kind: "answer-asker", approve: true, replaces: null });
        await untilBoth(a, b, "connected");
        expect((await b.told()).pairing).toMatchObject({ kind: "joined", keptItems: 1 });
        await untilBothShow(a, b, ["made on A", "made on B"]);
        await a.add("live from A");
        await b.add("live from B");
        await untilBothShow(a, b, ["live from A", "live from B", "made on A", "made on B"]);

        // Known to each other now, the other way round.
        await exchange(b, a, false);
        await untilBoth(a, b, "connected");
        await a.add("over the second one");
        await untilBothShow(a, b, ["live from A", "live from B", "made on A", "made on B", "over the second one"]);
      } finally {
        for (const engine of engines) await engine.close();
        await site.close();
      }
    },
  );
}
