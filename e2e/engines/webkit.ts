// WebKit, as WebKitGTK's MiniBrowser under a virtual display, through its own WebDriver. Its automated sessions keep their data
// in memory: tabs share it and reloads keep it, the end of the browser forgets it.

import { existsSync } from "node:fs";
import { findWebKit } from "../../scripts/browsers.mjs";
import { startChild, type Child } from "../child-process.ts";
import { freePort } from "../relay-process.ts";
import { waitUntil } from "../wait-until.ts";
import { makeEnginePage } from "./engine-page.ts";
import type { Engine } from "./engine.ts";
import { openWebDriverSession } from "./webdriver.ts";

async function startVirtualDisplay(path: string): Promise<{ readonly child: Child; readonly display: string }> {
  // Numbers that are taken are skipped: an X server leaves its socket where its number says.
  for (let number = 100; number < 200; number++) {
    const socket = `/tmp/.X11-unix/X${number}`;
    if (existsSync(socket) || existsSync(`/tmp/.X${number}-lock`)) continue;
    const display = `:${number}`;
    const child = startChild(path, [display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
    const up = await waitUntil("the virtual display", () => (child.hasExited() ? "ended" : existsSync(socket) ? "up" : null));
    if (up === "up") return { child, display };
  }
  throw new Error("no free display number from 100 to 199");
}

export async function openWebKit(): Promise<Engine> {
  const paths = findWebKit();
  if (paths === null) throw new Error("WebKit is not installed");
  const display = await startVirtualDisplay(paths.virtualDisplay);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const driver = startChild(paths.driver, [`--port=${port}`], { DISPLAY: display.display });
  await waitUntil("WebKitWebDriver", async () => ((await fetch(`${address}/status`).catch(() => null))?.ok === true ? true : null));
  const session = await openWebDriverSession(address, {
    "webkitgtk:browserOptions": { binary: paths.miniBrowser, args: ["--automation"] },
  });
  return {
    name: "webkit",
    async newTab() {
      const tab = await session.newTab();
      return makeEnginePage({
        open: (url) => session.open(tab, url),
        reload: () => session.reload(tab),
        run: (expression) => session.run(tab, expression),
        click: (selector) => session.click(tab, selector),
        type: (selector, text) => session.type(tab, selector, text),
        press: (key) => session.press(tab, key),
        close: () => session.closeTab(tab),
      });
    },
    async close() {
      await session.end().catch(() => null);
      await driver.kill();
      await display.child.kill();
    },
  };
}
