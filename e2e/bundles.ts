// Bundles that the tests make for themselves, from the project's own sources and never into its dist folders: the store suite as a page,
// and the app with sealing switched off, which shows that a search for plaintext finds it where there is some.

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, type InlineConfig } from "vite";
import solid from "vite-plugin-solid";
import { workerEntryPlugin } from "../scripts/worker-entry-plugin.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache", "e2e");

/** Of what is bundled from one source file, without the app around it. */
const OF_ONE_ENTRY: InlineConfig = { configFile: false, root, logLevel: "error", publicDir: false };

type Bundle = {
  /** What the maker says it is. */
  readonly path: string;
  remove(): Promise<void>;
};

const bundleIn = (folder: string, path: string): Bundle => ({ path, remove: () => rm(folder, { recursive: true, force: true }) });

/** A folder with `store-suite.html`, whose script puts `runStoreSuite` on the page. */
export async function bundleStoreSuite(): Promise<Bundle> {
  const folder = join(cache, `store-suite-${process.pid}`);
  await build({
    ...OF_ONE_ENTRY,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      rolldownOptions: {
        input: join(root, "src/storage/suite/store-suite.page.ts"),
        output: { format: "es", entryFileNames: "store-suite.js", chunkFileNames: "[name].js" },
      },
    },
  });
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "store-suite.html"),
    `<!doctype html><title>Store suite</title><script type="module" src="/store-suite.js"></script>`,
  );
  return bundleIn(folder, folder);
}

/** A folder with `stock-room.html`, which puts `stockRoom` on the page. */
export async function bundleStockRoom(): Promise<Bundle> {
  const folder = join(cache, `stock-room-${process.pid}`);
  await build({
    ...OF_ONE_ENTRY,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      rolldownOptions: { input: join(root, "e2e/rooms/stock-room.page.ts"), output: { format: "es", entryFileNames: "stock-room.js" } },
    },
  });
  await writeFile(
    join(folder, "stock-room.html"),
    `<!doctype html><title>Room</title><script type="module" src="/stock-room.js"></script>`,
  );
  return bundleIn(folder, folder);
}

/** A folder with `rtc.html`, which puts `rtcPage` on the page, and `node-rtc.mjs`, which exports it for Node. */
export async function bundleRtc(): Promise<Bundle> {
  const folder = join(cache, `rtc-${process.pid}`);
  const shared: InlineConfig = {
    ...OF_ONE_ENTRY,
    resolve: { alias: { vitest: join(root, "src/links/rtc/page-vitest.ts") } },
  };
  await build({
    ...shared,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      rolldownOptions: { input: join(root, "src/links/rtc/rtc.page.ts"), output: { format: "es", entryFileNames: "rtc.js" } },
    },
  });
  await build({
    ...shared,
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: "node20.19",
      rolldownOptions: {
        input: join(root, "src/links/rtc/node-rtc.page.ts"),
        external: ["node-datachannel"],
        output: { format: "es", entryFileNames: "node-rtc.mjs" },
      },
    },
  });
  await writeFile(join(folder, "rtc.html"), `<!doctype html><title>Direct links</title><script type="module" src="/rtc.js"></script>`);
  return bundleIn(folder, folder);
}

/** What a window keeps connections with, as a script by itself: in the app it is tied to the rest of it. */
export async function bundleConnections(): Promise<string> {
  const folder = join(cache, `connections-${process.pid}`);
  await build({
    ...OF_ONE_ENTRY,
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      lib: { entry: join(root, "src/links/rtc/window-rtc.ts"), formats: ["es"], fileName: () => "window-rtc.js" },
    },
  });
  const script = await readFile(join(folder, "window-rtc.js"), "base64");
  await rm(folder, { recursive: true, force: true });
  return `data:text/javascript;base64,${script}`;
}

const CIPHER_MODULE = "@noble/ciphers/chacha.js";
const NO_CIPHER = "\0no-cipher";

/** Takes the cipher's place: what is sealed is the plaintext and a tag of zeros. */
const sealNothing: Plugin = {
  name: "seal-nothing",
  enforce: "pre",
  resolveId: (id) => (id === CIPHER_MODULE ? NO_CIPHER : null),
  load: (id) =>
    id === NO_CIPHER
      ? `const TAG_BYTES = 16;
export const chacha20poly1305 = () => ({
  encrypt(plaintext) {
    const sealed = new Uint8Array(plaintext.length + TAG_BYTES);
    sealed.set(plaintext);
    return sealed;
  },
  decrypt: (sealed) => sealed.slice(0, sealed.length - TAG_BYTES),
});`
      : null,
};

/** Where it is opened under this name, every page and worker sees a clock that is wrong by `shownSkewMs`. */
const wrongClock = (hostName: string, skewMs: number): Plugin => ({
  name: "wrong-clock",
  transform: (code, id) =>
    /\/(?:main\.tsx|replica\.worker\.ts)(?:\?|$)/u.test(id)
      ? `${code}
if (location.hostname === ${JSON.stringify(hostName)}) {
  globalThis.shownSkewMs = ${skewMs};
  globalThis.Date = class extends Date {
    constructor(...parts) {
      if (parts.length === 0) super(Date.now());
      else super(...parts);
    }
    static now() {
      return super.now() + globalThis.shownSkewMs;
    }
  };
}`
      : null,
});

/** The relay as built, beside an app that is built with `plugins`: the relay's file. */
async function bundleApp(name: string, plugins: readonly Plugin[]): Promise<Bundle> {
  const folder = join(cache, `${name}-${process.pid}`);
  await build({
    configFile: false,
    root: join(root, "src"),
    publicDir: false,
    logLevel: "error",
    define: { __BUILD_ID__: JSON.stringify(name) },
    plugins: [...plugins, solid()],
    worker: { format: "es", plugins: () => [...plugins, workerEntryPlugin()] },
    build: { outDir: join(folder, "dist"), emptyOutDir: true, target: "es2023", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  });
  await cp(join(root, "dist-node"), join(folder, "dist-node"), { recursive: true });
  return bundleIn(folder, join(folder, "dist-node", "relay.mjs"));
}

/** Beside an app that seals nothing. */
export const bundleUnsealedApp = (): Promise<Bundle> => bundleApp("unsealed", [sealNothing]);

/** Beside an app whose clock is wrong where it is opened under `hostName`. */
export const bundleWrongClockApp = (hostName: string, skewMs: number): Promise<Bundle> =>
  bundleApp("wrong-clock", [wrongClock(hostName, skewMs)]);
