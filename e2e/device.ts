// One Chromium with a profile of its own, started as a process of ours: it can be killed at any moment and opened again on the same
// profile, which is what a device is to Daybook.

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from "@playwright/test";
import { findChromium } from "../scripts/browsers.mjs";
import { startChild, type Child } from "./child-process.ts";
import { waitUntil } from "./wait-until.ts";

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-dev-shm-usage",
  // Pages of several devices run at once, none of them in front.
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
  // Direct connections by addresses: on a test machine nobody resolves names made up for them.
  "--disable-features=WebRtcHideLocalIpsWithMdns",
  "--allow-loopback-in-peer-connection",
  "--remote-debugging-port=0",
];

/** Among the flags of a device: it connects to others directly. Most journeys are about devices that have only a relay between them. */
export const DIRECT = "--daybook-direct";

/** Among the flags of a device: an address alone opens what the app itself has as its home. Most journeys begin with all tasks, as if from a bookmark. */
export const AT_HOME = "--daybook-at-home";

/** Among the flags of a device: a browser in which nothing was open before, so that no page shares a process with what is left of that. */
export const UNUSED = "--daybook-unused";

/** As in a browser that has no direct connections. */
const keepToRelay = (): void => void Reflect.deleteProperty(window, "RTCPeerConnection");

/** An address that names no page opens all tasks; also that of an invitation, once the app has taken that out of it. */
function beginWithAllTasks(): void {
  if (window !== window.top || !location.protocol.startsWith("http")) return;
  const replace = history.replaceState.bind(history);
  const goOn = (): void => {
    if (location.hash === "") replace(null, "", "#tasks");
  };
  goOn();
  if (location.hash === "#tasks") return;
  history.replaceState = (data, unused, url) => {
    replace(data, unused, url);
    goOn();
  };
}

export type Device = {
  readonly profile: string;
  /** What the pages' Content-Security-Policy has forbidden them, as Chromium says it: nothing, since the app does nothing else. */
  readonly forbidden: readonly string[];
  /** The one of the browser that runs now: a new one after each `open`. */
  context(): BrowserContext;
  newPage(): Promise<Page>;
  /** Those that are open; none where its browser does not run. */
  pages(): readonly Page[];
  /** With the browser itself, not with a page. */
  browserSession(): Promise<CDPSession>;
  /** Starts the browser on the profile when it is not running; `otherFlags`: in the place of those it was made with. */
  open(otherFlags?: readonly string[]): Promise<void>;
  /** Ends the browser as its user would. */
  shut(): Promise<void>;
  /** kill -9 of the browser and all its children. */
  kill(): Promise<void>;
  /**
   * Closes its pages and forgets what a test has set in it and what the app has stored under `origin`, but for the app itself: for a next test it is as
   * a browser that has had the app before, and under an address that it has never seen as good as new. False where its browser has been ended meanwhile.
   */
  clear(origin: string): Promise<boolean>;
  /** A cleared one begins its next test, with or without `DIRECT`. */
  begin(flags: readonly string[]): Promise<void>;
  /** Kills the browser and deletes the profile. */
  close(): Promise<void>;
};

/** Chromium has no other word of it for whoever looks from outside. */
const isForbidden = (said: string): boolean => said.includes("Content Security Policy");

type Running = { readonly child: Child; readonly browser: Browser; readonly context: BrowserContext };

/** Chromium writes the port and path of its debugging socket into its profile. */
async function debuggingAddress(profile: string, child: Child): Promise<string> {
  return waitUntil(
    "Chromium to start",
    async () => {
      if (child.hasExited()) throw new Error(`Chromium ended:\n${child.output()}`);
      const text = await readFile(join(profile, "DevToolsActivePort"), "utf8").catch(() => "");
      const [port, path] = text.split("\n");
      return port === undefined || path === undefined ? null : `ws://127.0.0.1:${port}${path}`;
    },
    30_000,
  );
}

async function launch(profile: string, flags: readonly string[], forbidden: string[]): Promise<Running> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error("Chromium is not installed");
  await rm(join(profile, "DevToolsActivePort"), { force: true });
  const running = await connect(
    profile,
    startChild(executablePath, [...FLAGS, ...flags, `--user-data-dir=${profile}`, "about:blank"]),
    forbidden,
  );
  await limitLinks(running, flags);
  return running;
}

/** All that is set over a connection (routes, scripts for new pages, what is emulated) ends with it. */
async function connect(profile: string, child: Child, forbidden: string[]): Promise<Running> {
  const browser = await chromium.connectOverCDP(await debuggingAddress(profile, child));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error("Chromium has a default context");
  context.on("console", (message) => {
    if (isForbidden(message.text())) forbidden.push(message.text());
  });
  return { child, browser, context };
}

async function limitLinks({ context }: Running, flags: readonly string[]): Promise<void> {
  if (!flags.includes(DIRECT)) await context.addInitScript(keepToRelay);
  if (!flags.includes(AT_HOME)) await context.addInitScript(beginWithAllTasks);
}

/** All but its service worker and what that keeps: to install the app costs more than to open it. */
const STORED_BY_APP = "indexeddb,local_storage,file_systems";

/** Closes the pages and takes away what is stored; false: it is not as the browser opened it. */
async function forget(context: BrowserContext, origin: string): Promise<boolean> {
  // The first page is as the browser opened it: without any it would end.
  const [first, ...others] = context.pages();
  if (first === undefined) return false;
  for (const page of others) await page.close();
  const session = await context.newCDPSession(first);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: STORED_BY_APP });
  await context.clearPermissions();
  // They are a host's, whatever the port.
  await context.clearCookies();
  return true;
}

/** The size of text in the browser's own settings, for `openDevice`: twice the usual. */
export const LARGE_TEXT = { webkit: { webprefs: { default_font_size: 32 } } };

/** `flags`: further ones for Chromium; `preferences`: what its user has set in it before. */
export async function openDevice(givenFlags: readonly string[] = [], preferences: object = {}): Promise<Device> {
  let flags = givenFlags;
  const profile = await mkdtemp(join(tmpdir(), "daybook-device-"));
  await mkdir(join(profile, "Default"), { recursive: true });
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
  const forbidden: string[] = [];
  let running: Running | null = await launch(profile, flags, forbidden);
  let wasEnded = false;

  const current = (): Running => {
    if (running === null) throw new Error("this device's browser is not running");
    return running;
  };
  const device: Device = {
    profile,
    forbidden,
    context: () => current().context,
    newPage: () => current().context.newPage(),
    pages: () => running?.context.pages() ?? [],
    browserSession: () => current().browser.newBrowserCDPSession(),
    async open(otherFlags) {
      running ??= await launch(profile, otherFlags ?? flags, forbidden);
    },
    async shut() {
      const { browser, child } = current();
      const session = await browser.newBrowserCDPSession();
      running = null;
      wasEnded = true;
      // The answer may be lost with the browser.
      await session.send("Browser.close").catch(() => null);
      await child.exited();
    },
    async kill() {
      const { child } = current();
      running = null;
      wasEnded = true;
      await child.kill();
    },
    async clear(origin) {
      if (running === null || wasEnded || !(await forget(running.context, origin))) return false;
      await running.browser.close();
      running = await connect(profile, running.child, forbidden);
      return true;
    },
    begin: (next) => {
      flags = next;
      return limitLinks(current(), flags);
    },
    async close() {
      if (running !== null) await device.kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return device;
}
