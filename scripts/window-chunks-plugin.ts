// How the window's code is cut: what a page does first (src/begin.ts) is a chunk of its own that runs as soon as it is there, ahead of the app's, whose whole
// static closure is the other. The bundler would cut that by which lazy chunk shares what, into dozens of files, each fetched through the service worker.

import type { Plugin } from "vite";

const BEGIN = "begin";

type ModuleGraph = { getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null };

/** A module with all that it imports statically, over however many steps. */
function staticClosure(entry: string, graph: ModuleGraph): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const id of found) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  return found;
}

/** `begin` is the absolute path of the module. */
export function windowChunksPlugin(begin: string): Plugin {
  let first: ReadonlySet<string> | null = null;
  return {
    name: "window-chunks",
    apply: "build",
    outputOptions: (options) => ({
      ...options,
      codeSplitting: {
        groups: [
          { name: (id, graph) => ((first ??= staticClosure(begin, graph)).has(id) ? BEGIN : null), priority: 2 },
          { name: "app", tags: ["$initial"], priority: 1 },
        ],
      },
    }),
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const chunk = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.name === BEGIN);
        if (chunk === undefined) throw new Error(`the build has no chunk of ${begin}`);
        // The app's script waits for all it imports, and for the styles; this one is run when it is there, and the app then finds it done.
        const tag = `<script type="module" crossorigin src="/${chunk.fileName}">`;
        if (!html.includes(tag)) throw new Error(`the page has no ${tag}`);
        return html.replace(tag, tag.replace("<script", "<script async"));
      },
    },
  };
}
