// A worker's own script holds nothing that another chunk would import: WebKit runs it a second time for that, as a second replica in the same
// worker. What it needs at once is one chunk beside it.

import type { Plugin } from "vite";

export const workerEntryPlugin = (): Plugin => ({
  name: "worker-entry",
  // Vite sets the opposite, so this is set after it.
  options: (options) => ({ ...options, preserveEntrySignatures: "strict" }),
  outputOptions: (options) => ({ ...options, codeSplitting: { groups: [{ name: "replica", tags: ["$initial"] }] } }),
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
    const entries = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
    for (const { fileName, imports, dynamicImports } of chunks) {
      const entry = [...imports, ...dynamicImports].find((imported) => entries.has(imported));
      if (entry !== undefined) this.error(`${fileName} imports the worker's own script ${entry}`);
    }
  },
});
