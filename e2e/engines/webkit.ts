// WebKit, as WebKitGTK's MiniBrowser under a virtual display, through its own WebDriver. Its automated sessions keep their data
// in memory: tabs share it and reloads keep it, the end of the browser forgets it.

import { findWebKit } from "../../scripts/browsers.mjs";
import { startChild, type Child } from "../child-process.ts";
import { freePort } from "../relay-process.ts";
import { waitUntil } from "../wait-until.ts";
import { makeEnginePage } from "./engine-page.ts";
import type { Engine } from "./engine.ts";
import { openWebDriverSession } from "./webdriver.ts";

async function startVirtualDisplay(path: string): Promise<{ readonly child: Child; readonly display: string }> {
  // It takes a free number by itself and prints it.
  const child = startChild(path, ["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
  const display = await waitUntil("the virtual display", () => {
    if (child.hasExited()) throw new Error(`the virtual display ended: ${child.output()}`);
    const number = /^(\d+)\n/mu.exec(child.output())?.[1];
    return number === undefined ? null : `:${number}`;
  });
  return { child, display };
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
      // Killed it would leave its lock and socket behind.
      display.child.signal("SIGTERM");
      await display.child.exited();
    },
  };
}
