// Bundles that the tests make for themselves, from the project's own sources and never into its dist folders: the store suite as a page.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = join(root, ".cache", "e2e");

/** A folder with `store-suite.html`, whose script puts `runStoreSuite` on the page. */
export async function bundleStoreSuite(): Promise<string> {
  const folder = join(cache, `store-suite-${process.pid}`);
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
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
  return folder;
}
