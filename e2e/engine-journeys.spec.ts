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
import { AVAILABLE } from "./engines/available.ts";
import { openEngine } from "./engines/open-engine.ts";
import { expect, test } from "./fixtures.ts";
import { serveFolder } from "./serve-folder.ts";

for (const name of AVAILABLE) {
  test(`${name} passes every case of the store suite`, async () => {
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

  test(`${name} starts, keeps its tabs in step, and opens and works offline`, async ({ relay }) => {
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
    } finally {
      await engine.close();
    }
  });

  // Two Chromiums do in all other journeys.
  if (name === "chromium") continue;
  test(`${name} pairs with a Chromium and syncs with it through the relay`, async ({ relay }) => {
    const engines = [await openEngine("chromium"), await openEngine(name)] as const;
    try {
      const [a, b] = [await engines[0].newTab(), await engines[1].newTab()];
      await openApp(a, relay.address);
      await openApp(b, relay.address);
      await addTask(a, "on a");
      await addTask(b, "on b");
      await openSync(a);
      await pressButton(a, DIALOG_BUTTON, "Add a device");
      await a.waitForSelector('[role="dialog"] input[aria-label="Code"]');
      const code = await a.evaluate(
        () => document.querySelector<HTMLInputElement>('[role="dialog"] input[aria-label="Code"]')?.value ?? "",
        null,
      );
      await joinWith(b, code);
      await pressButton(b, DIALOG_BUTTON, "They are the same");
      await pressButton(a, DIALOG_BUTTON, "Approve");
      await waitForDialogText(a, "is one of your devices now");
      await waitForDialogText(b, "now share their tasks");
      for (const page of [a, b]) await closeDialog(page);
      for (const page of [a, b]) await page.waitFor(() => document.querySelectorAll("main [data-task]").length === 2, null);
      await addTask(b, "after pairing");
      await a.waitFor(() => document.querySelectorAll("main [data-task]").length === 3, null);
      await expectSynced(b);
    } finally {
      for (const engine of engines) await engine.close();
    }
  });
}
