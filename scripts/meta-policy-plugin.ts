// Puts the policy of the app's pages into the page itself, so that a host that sends no headers serves it too (docs/hosting.md). Not while developing,
// where the server adds scripts of its own.

import type { Plugin } from "vite";
import { META_POLICY } from "../relay/content-policy.ts";

export const metaPolicyPlugin = (): Plugin => ({
  name: "daybook-meta-policy",
  apply: "build",
  transformIndexHtml: () => [
    // Before all that it is to hold.
    { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: META_POLICY }, injectTo: "head-prepend" },
  ],
});
