// Makes a newer version of Daybook out of this one, for the simulation: what is imported with `?newer` behind it comes with a few texts of the source
// changed, and so does everything it imports of src/. Both versions run in one process and share no code but packages, as on two devices of which one
// has updated. The newer one writes every fifth record in a format, and tasks under a schema, that this one does not know.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const QUERY = "?newer";
const SOURCES = [new URL("../src/", import.meta.url), new URL("../sim/program.ts", import.meta.url)].map((url) => fileURLToPath(url));

/**
 * What is new in it: by file, texts and what stands there instead.
 * @type {Readonly<Record<string, readonly (readonly [text: string, newer: string])[]>>}
 */
const CHANGES = {
  "src/log/record.ts": [
    ["{ format: RECORD_FORMAT,", "{ format: seq % 5 === 0 ? 2 : RECORD_FORMAT,"],
    ["envelope.format !== RECORD_FORMAT", "envelope.format > 2"],
  ],
  "src/model/task-schema.ts": [['kind: "task",\n  version: 1,', 'kind: "task",\n  version: 2,']],
};

/** Throws where a text is not to be found: the newer version would be none. @param {string} file */
function newerSource(file) {
  let source = readFileSync(file, "utf8");
  const [, changes = []] = Object.entries(CHANGES).find(([name]) => file.endsWith(name)) ?? [];
  for (const [text, newer] of changes) {
    if (!source.includes(text)) throw new Error(`the newer version changes "${text}", which is not in ${file}`);
    source = source.replace(text, newer);
  }
  return source;
}

/** @returns {import("vite").Plugin} */
export const newerVersion = () => ({
  name: "newer-version",
  enforce: "pre",
  resolveId(source, importer) {
    const isNewer = source.endsWith(QUERY) || importer?.endsWith(QUERY) === true;
    if (!isNewer || importer === undefined || !source.startsWith(".")) return null;
    const file = resolve(dirname(importer.replace(QUERY, "")), source.replace(QUERY, ""));
    return SOURCES.some((path) => file.startsWith(path)) ? `${file}${QUERY}` : null;
  },
  load: (id) => (id.endsWith(QUERY) ? newerSource(id.replace(QUERY, "")) : null),
});
