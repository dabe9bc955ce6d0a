// Makes a newer and an older version of Daybook out of this one, for the simulation: what is imported with `?newer` or `?older` behind it comes with a few
// texts of the source changed, and so does everything it imports of src/. All versions run in one process and share no code but packages, as on devices of
// which some have updated. The newer one writes every fifth record in a format, and tasks under a schema, that this one does not know; the older one knows
// nothing of records that are deflated.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = [new URL("../src/", import.meta.url), new URL("../sim/program.ts", import.meta.url)].map((url) => fileURLToPath(url));

/** @typedef {Readonly<Record<string, readonly (readonly [text: string, other: string])[]>>} Changes */

/**
 * What is other in each: by file, texts and what stands there instead.
 * @type {Readonly<Record<string, Changes>>}
 */
const VERSIONS = {
  "?newer": {
    "src/log/seal-record.ts": [
      ["isLarge(body) ?", "isLarge(body) && seq % 5 !== 0 ?"],
      ["{ format, kind:", "{ format: seq % 5 === 0 ? 3 : format, kind:"],
    ],
    "src/log/record.ts": [["envelope.format > NEWEST_RECORD_FORMAT", "envelope.format > 3"]],
    "src/model/task-schema.ts": [['kind: "task",\n  version: 1,', 'kind: "task",\n  version: 2,']],
  },
  "?older": {
    "src/log/seal-record.ts": [["isLarge(body) ?", "content.length === 0 ?"]],
    // By number: that of format 1 is not read here any more.
    "src/log/record.ts": [["envelope.format > NEWEST_RECORD_FORMAT", "envelope.format > 1"]],
  },
};

/** @param {string | undefined} id */
const queryOf = (id) => Object.keys(VERSIONS).find((query) => id?.endsWith(query) === true);

/** Throws where a text is not to be found: the other version would be none. @param {string} file @param {Changes} changesByFile */
function otherSource(file, changesByFile) {
  let source = readFileSync(file, "utf8");
  const [, changes = []] = Object.entries(changesByFile).find(([name]) => file.endsWith(name)) ?? [];
  for (const [text, other] of changes) {
    if (!source.includes(text)) throw new Error(`another version changes "${text}", which is not in ${file}`);
    source = source.replace(text, other);
  }
  return source;
}

/** @returns {import("vite").Plugin} */
export const otherVersions = () => ({
  name: "other-versions",
  enforce: "pre",
  resolveId(source, importer) {
    const query = queryOf(source) ?? queryOf(importer);
    if (query === undefined || importer === undefined || !source.startsWith(".")) return null;
    const file = resolve(dirname(importer.replace(query, "")), source.replace(query, ""));
    return SOURCES.some((path) => file.startsWith(path)) ? `${file}${query}` : null;
  },
  load(id) {
    const query = queryOf(id);
    const changes = query === undefined ? undefined : VERSIONS[query];
    return query === undefined || changes === undefined ? null : otherSource(id.replace(query, ""), changes);
  },
});
