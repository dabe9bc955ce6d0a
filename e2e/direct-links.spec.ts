// Direct links over real WebRTC: in one browser the whole link suite, and between browsers, and between them and Node, what a device lives through.

import { networkInterfaces } from "node:os";
import { expect, test as base } from "@playwright/test";
import { bundleRtc } from "./bundles.ts";
import { endOfNode, endOfPage, type DirectEnd } from "./direct-ends.ts";
import { areHere } from "./engines/available.ts";
import type { Engine } from "./engines/engine.ts";
import { openEngine } from "./engines/open-engine.ts";
import { freeUdpPort } from "./free-udp-port.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

type Place = "chromium" | "firefox" | "node";
const BROWSERS = (["chromium", "firefox"] as const).filter((name) => areHere(name));
/** Each of them with each other one, and each offers to one and answers one. */
const PAIRS: readonly (readonly [Place, Place])[] = [
  ["chromium", "chromium"],
  ["firefox", "chromium"],
  ["chromium", "node"],
  ["node", "firefox"],
];
/** `npm test` has what Firefox is in, which forgives the least: with Chromium, where there are two browsers, and by itself. */
const detailsOf = (...browsers: readonly Place[]): typeof LONG | Record<string, never> =>
  browsers.includes("firefox") && !browsers.includes("node") ? {} : LONG;
const LENGTHS = [1, 0, 65_535, 65_536, 524_288, 3];
const FRAMES = LENGTHS.map((length, index) => [length, length * (index + 1)]);

type Closing = () => Promise<void>;

/** `another`: in one more page of the same browser, with what closes that page; Node has none. */
type Placed = { readonly end: DirectEnd; readonly another: (() => Promise<{ readonly end: DirectEnd; readonly kill: Closing }>) | null };

const test = base.extend<{ readonly openEnd: (place: Place) => Promise<Placed> }, { readonly folder: string }>({
  /** What the pages and Node run. */
  folder: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const bundle = await bundleRtc();
      await use(bundle.path);
      await bundle.remove();
    },
    { scope: "worker" },
  ],
  openEnd: async ({ folder }, use) => {
    const site = await serveFolder(folder);
    const engines: Engine[] = [];
    await use(async (place) => {
      if (place === "node") return { end: await endOfNode(folder), another: null };
      const engine = await openEngine(place);
      engines.push(engine);
      const another = async () => {
        const page = await engine.newTab();
        return { end: await endOfPage(page, site.address), kill: page.close };
      };
      return { end: (await another()).end, another };
    });
    for (const engine of engines) await engine.close();
    await site.close();
  },
});

/** Carries signals both ways until both are open. */
async function connect(a: DirectEnd, b: DirectEnd, name: string): Promise<void> {
  const [ofA, ofB] = [`${name} a`, `${name} b`];
  await a.open(ofA, "a");
  await b.open(ofB, "b");
  await expect
    .poll(async () => {
      await b.hear(ofB, await a.said(ofA));
      await a.hear(ofA, await b.said(ofB));
      const states = [await a.state(ofA), await b.state(ofB)];
      return states.map(({ isOpen, closed }) => ({ isOpen, closed }));
    })
    .toEqual([
      { isOpen: true, closed: null },
      { isOpen: true, closed: null },
    ]);
}

for (const place of BROWSERS) {
  test(`the link suite passes over connections of ${place}`, detailsOf(place), async ({ openEnd }) => {
    const { end } = await openEnd(place);
    const { passed, failures } = await end.runLinkSuite();
    expect(failures).toEqual([]);
    expect(passed).toBeGreaterThan(25);
  });
}

for (const [nameOfA, nameOfB] of PAIRS.filter(([a, b]) => areHere(a, b))) {
  test(
    `${nameOfA} offers and ${nameOfB} answers: frames, a drop, a reconnect, eight at once, a side that is gone`,
    detailsOf(nameOfA, nameOfB),
    async ({ openEnd }) => {
      const [{ end: a, another }, { end: b }] = [await openEnd(nameOfA), await openEnd(nameOfB)];
      // That a page of Chromium's is gone is found out after half a minute, which goes by meanwhile: not for each.
      const lost = nameOfA === nameOfB ? null : ((await another?.()) ?? null);
      if (lost !== null) {
        await connect(lost.end, b, "lost");
        await lost.kill();
      }
      await connect(a, b, "first");
      expect((await a.state("first a")).binding).toBe((await b.state("first b")).binding);
      await a.send("first a", LENGTHS);
      await b.send("first b", LENGTHS);
      await expect.poll(async () => [(await a.state("first a")).frames, (await b.state("first b")).frames]).toEqual([FRAMES, FRAMES]);
      await a.close("first a");
      await expect.poll(async () => (await b.state("first b")).closed).toEqual({ kind: "remote", error: null });

      // The connection goes under both.
      await connect(a, b, "second");
      await a.drop("second a");
      await b.drop("second b");
      await expect.poll(async () => (await b.state("second b")).closed?.kind, { timeout: 60_000 }).toBe("failed");

      // Eight at once.
      for (let index = 0; index < 8; index++) await connect(a, b, `many ${index}`);
      for (let index = 0; index < 8; index++) await a.send(`many ${index} a`, [100]);
      await expect
        .poll(async () =>
          (await Promise.all(Array.from({ length: 8 }, (_, index) => b.state(`many ${index} b`)))).map(({ frames }) => frames.length),
        )
        .toEqual(Array.from({ length: 8 }, () => 1));
      if (lost !== null) await expect.poll(async () => (await b.state("lost b")).closed?.kind, { timeout: 60_000 }).toBe("failed");
    },
  );
}

/** As others on the network have it; Firefox calls nobody at 127.0.0.1. */
function ownAddress(): readonly number[] {
  const found = Object.values(networkInterfaces()).flatMap((infos) => infos ?? []);
  const { address } = found.find(({ family, internal }) => family === "IPv4" && !internal) ?? { address: "127.0.0.1" };
  return address.split(".").map(Number);
}

for (const place of BROWSERS) {
  test(
    `${place} calls Node at its address, without signals: what every call keeps to, and a drop`,
    detailsOf(place),
    async ({ openEnd }) => {
      const [{ end: a }, { end: b }] = [await openEnd(place), await openEnd("node")];
      const [port, host] = [await freeUdpPort(), ownAddress()];
      const fingerprint = await b.answer(port);
      await a.call("first", fingerprint, port, host);
      await expect.poll(async () => (await a.state("first")).isOpen).toBe(true);
      await expect.poll(async () => (await b.state("called 1")).isOpen).toBe(true);
      await a.drop("first");
      const echoPort = await freeUdpPort();
      const { passed, failures } = await a.runCallSuite(await b.echo(echoPort), echoPort, host);
      expect(failures).toEqual([]);
      expect(passed).toBe(4);
      await expect.poll(async () => (await b.state("called 1")).closed !== null, { timeout: 60_000 }).toBe(true);
    },
  );
}
