// Keeps out of the worker's start what libraries bring along for others. A module is in one chunk whole, so that what a chunk loaded later imports of it
// would be read at every start: the SHA-512 and the SHA-3 of the curves and of the key encapsulation, and what Argon2 needs, beside the SHA-256 that every
// record needs. And Yjs prints with colours, and asks the command line and the page's storage whether this is development.

import type { Plugin } from "vite";

/** Of the hashes, for the curves and the key encapsulation, and for the key of a passphrase: loaded at different times. */
const OWN_COPY = /\?for-(?:curves|passphrase)$/u;
const PASSPHRASE_HASH = "@noble/hashes/argon2.js";
/** What they need of the hashes, with what that takes along. */
const COPIED = /^@noble\/hashes\/\w+\.js$/u;
const TAKEN_ALONG = /^\.\/\w+\.js$/u;

/** The copy that what is imported belongs to; null: the library's own. */
function copyFor(source: string, importer: string): string | null {
  const copy = OWN_COPY.exec(importer)?.[0];
  if (copy !== undefined) return TAKEN_ALONG.test(source) ? copy : null;
  if (source === PASSPHRASE_HASH) return "?for-passphrase";
  return COPIED.test(source) && /\/@noble\/(?:curves|post-quantum)\//u.test(importer) ? "?for-curves" : null;
}

/** By an importer that must not have the library's own, what it uses of that. A worker's console shows a warning without any style. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  [
    "logging.js",
    `export const print = (...args) => console.log(...args);
     export const warn = (...args) => console.warn(...args);
     export const [ORANGE, RED, BOLD, UNBOLD] = ["", "", "", ""];`,
  ],
  ["environment.js", "export const getVariable = () => null; export const [isBrowser, production] = [false, false];"],
]);
const STAND_IN = "\0stand-in:";

/** `lib0/logging` for Yjs, `./logging.js` for the library itself. */
const standInFor = (source: string, importer: string): string | null => {
  const name = /^(?:lib0\/|\.\/)(\w+)(?:\.js)?$/u.exec(source)?.[1];
  return name !== undefined && /\/node_modules\/(?:yjs|lib0)\//u.test(importer) && STAND_INS.has(`${name}.js`)
    ? `${STAND_IN}${name}.js`
    : null;
};

export const workerLibrariesPlugin = (): Plugin => ({
  name: "worker-libraries",
  enforce: "pre",
  async resolveId(source, importer = "") {
    const standIn = standInFor(source, importer);
    if (standIn !== null) return standIn;
    const copy = copyFor(source, importer);
    const found = copy === null ? null : await this.resolve(source, importer.replace(OWN_COPY, ""), { skipSelf: true });
    return found === null ? null : `${found.id}${copy}`;
  },
  load: (id) => (id.startsWith(STAND_IN) ? STAND_INS.get(id.slice(STAND_IN.length)) : undefined),
});
