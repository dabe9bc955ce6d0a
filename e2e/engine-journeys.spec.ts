// The journeys that must work in every engine: the store's conformance suite over the engine's own IndexedDB, start, offline, two tabs, relay sync.

import { bundleStoreSuite } from "./bundles.ts";
import {
  addTask,
  closeDialog,
  DIALOG_BUTTON,
  expectRows,
  expectSynced,
  joinWith,
  openApp,
  openSync,
  pressButton,
  waitForDialogText,
  whenInstalled,
  whenWritable,
} from "./engines/app-steps.ts";
import type { EnginePage } from "./engines/engine.ts";
import { AVAILABLE } from "./engines/available.ts";
import { openEngine } from "./engines/open-engine.ts";
import { expect, test } from "./fixtures.ts";
import { serveFolder } from "./serve-folder.ts";
import { LONG } from "./size.ts";

const untilShown = (page: EnginePage, count: number): Promise<void> =>
  page.waitFor((wanted) => document.querySelectorAll("main [data-task]").length === wanted, count);

/** `page` lets a new Chromium in, and each has what the other has written, before and afterwards. */
async function syncWithChromium(page: EnginePage, tasks: number, address: string): Promise<void> {
  const chromium = await openEngine("chromium");
  try {
    const other = await chromium.newTab();
    await openApp(other, address);
    await addTask(other, "made in Chromium");
    await openSync(page);
    await pressButton(page, DIALOG_BUTTON, "Add a device");
    await page.waitForSelector('[role="dialog"] input[aria-label="Code"]');
    const code = await page.evaluate(
      () => document.querySelector<HTMLInputElement>('[role="dialog"] input[aria-label="Code"]')?.value ?? "",
      null,
    );
    await joinWith(other, code);
    await pressButton(other, DIALOG_BUTTON, "They are the same");
    await pressButton(page, DIALOG_BUTTON, "Approve");
    await waitForDialogText(page, "is one of your devices now");
    await waitForDialogText(other, "now share their tasks");
    for (const each of [page, other]) await closeDialog(each);
    for (const each of [page, other]) await untilShown(each, tasks + 1);
    await addTask(other, "after pairing");
    await untilShown(page, tasks + 2);
    await addTask(page, "and back");
    await untilShown(other, tasks + 3);
    await expectSynced(page);
  } finally {
    await chromium.close();
  }
}

for (const name of AVAILABLE) {
  // Its journey below goes through the same store.
  test(`${name} passes every case of the store suite`, name === "webkit" ? LONG : {}, async () => {
    const bundle = await bundleStoreSuite();
    const site = await serveFolder(bundle.path);
    const engine = await openEngine(name);
    try {
      const page = await engine.newTab();
      await page.open(`${site.address}/store-suite.html`);
      await page.waitFor(() => "runStoreSuite" in globalThis, null);
      await page.evaluate(() => {
        const run: unknown = Reflect.get(globalThis, "runStoreSuite");
        if (typeof run !== "function") throw new Error("no suite");
        // Not awaited here: it takes longer than a driver may wait for one script.
        void Promise.resolve(Reflect.apply(run, undefined, [])).then((outcomes: unknown) => Reflect.set(globalThis, "outcomes", outcomes));
      }, null);
      await page.waitFor(() => "outcomes" in globalThis, null, 90_000);
      const outcomes = await page.evaluate(() => JSON.stringify(Reflect.get(globalThis, "outcomes")), null);
      const parsed: unknown = JSON.parse(outcomes);
      if (!Array.isArray(parsed)) throw new Error("the suite answers with a list");
      expect(
        parsed.filter((outcome: unknown) => typeof outcome !== "object" || outcome === null || Reflect.get(outcome, "ok") !== true),
      ).toEqual([]);
      expect(parsed.length).toBeGreaterThan(30);
    } finally {
      await engine.close();
      await site.close();
      await bundle.remove();
    }
  });

  // Two Chromiums do all of it in other journeys.
  const [andSyncs, details] = name === "chromium" ? ["", LONG] : [", pairs with a Chromium and syncs with it through the relay", {}];
  test(`${name} starts, keeps its tabs in step, opens and works offline${andSyncs}`, details, async ({ relay }) => {
    const engine = await openEngine(name);
    try {
      const one = await engine.newTab();
      await openApp(one, relay.address);
      await addTask(one, "from one");
      const two = await engine.newTab();
      await openApp(two, relay.address);
      await expectRows(two, ["from one"]);
      await addTask(two, "from two");
      await expectRows(one, ["from two", "from one"]);
      await expectSynced(two);

      await whenInstalled(one);
      await relay.kill();
      await one.reload();
      await whenWritable(one);
      // One whole version is kept: what was not asked for so far is there too.
      const statuses = await one.evaluate(async () => {
        const preloaded = Array.from(document.querySelectorAll<HTMLLinkElement>('link[rel="preload"]'), (link) => link.href);
        const answers = await Promise.all([...preloaded, "/icon.svg", "/manifest.webmanifest"].map((path) => fetch(path)));
        return answers.map((answer) => answer.status);
      }, null);
      expect(statuses).toEqual([200, 200, 200, 200]);
      // What is not of the version is for the network.
      expect(await one.evaluate(() => fetch("/healthz").then(String, () => "no network"), null)).toBe("no network");
      await expectRows(one, ["from two", "from one"]);
      await addTask(one, "offline");
      await expectRows(two, ["offline", "from two", "from one"]);
      await relay.start();
      // As when its user comes back to the page: the pause before the next attempt may have grown to a minute.
      await one.evaluate(() => document.dispatchEvent(new Event("visibilitychange")), null);
      await expectSynced(one);
      if (andSyncs !== "") await syncWithChromium(one, 3, relay.address);
    } finally {
      await engine.close();
    }
  });
}
