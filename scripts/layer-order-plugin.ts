// The order of the cascade's layers, said in every stylesheet. Which file of a build the browser reads first depends on how the bundler cut the
// chunks, and the first that names a layer gives it its place: a component's colour would lose to the page's own.

import type { Plugin } from "vite";

const ORDER = "@layer tokens, base, components, screens;\n";

export function layerOrderPlugin(): Plugin {
  return {
    name: "daybook-layer-order",
    enforce: "pre",
    transform: (code, id) => (id.endsWith(".css") && !id.includes("/node_modules/") ? { code: ORDER + code, map: null } : null),
  };
}
