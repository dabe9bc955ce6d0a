// The benchmark: measures the figures asked for, prints each beside its target, writes the figure file, and ends with 1 when a figure is missed.

import { cpus, loadavg, totalmem, type } from "node:os";
import { writeFileSync } from "node:fs";
import { ensureBrowsers } from "../scripts/browsers.mjs";
import { ensureBuilt } from "../scripts/build.mjs";
import { unreachable } from "../src/base/result.ts";
import { parseArguments, type BadArgument } from "./arguments.ts";
import { atMost, FIGURES, type Figure } from "./figures.ts";
import { figuresToJson, type Measured } from "./measured.ts";

type FigureName = keyof typeof FIGURES;

const isFigureName = (name: string): name is FigureName => Object.hasOwn(FIGURES, name);
const FIGURE_NAMES = Object.keys(FIGURES).filter(isFigureName);

function lineOf(error: BadArgument): string {
  switch (error.kind) {
    case "unknown-figure":
      return `There is no figure ${error.name}. Known: ${FIGURE_NAMES.join(", ")}.`;
    case "unknown-option":
      return `Unknown option ${error.option}. Usage: npm run bench -- [NAME ...] [--json FILE]`;
    case "no-file":
      return "--json needs the file to write to.";
    default:
      return unreachable(error);
  }
}

async function prepare(names: readonly FigureName[]): Promise<void> {
  const needs = new Set<Figure["needs"][number]>(names.flatMap((name) => FIGURES[name].needs));
  if (needs.has("browser")) {
    const leftOut = await ensureBrowsers();
    if (leftOut.some(({ engine }) => engine === "chromium")) throw new Error("Chromium is missing and could not be installed.");
  }
  if (needs.has("app")) ensureBuilt("app");
  if (needs.has("node")) ensureBuilt("node");
}

function print(name: FigureName, measured: Measured): boolean {
  const { isReached, unit, digits, ...figure }: Figure = FIGURES[name];
  const target = measured.target ?? figure.target;
  const reached = target === null || isReached(measured.value, target);
  const bound = target === null ? "reported" : `${isReached === atMost ? "<=" : ">="} ${target}`;
  const peer = measured.peer === undefined ? "" : `  peer ${measured.peer.toFixed(digits)}`;
  const value = `${measured.value.toFixed(digits)} ${unit}`.trim();
  console.log(
    `${reached ? "pass" : "FAIL"}  ${name.padEnd(26)} ${value.padStart(10)}  ${bound.padEnd(9)}${peer}  (${measured.samples} samples, ${measured.data})`,
  );
  for (const detail of measured.details) console.log(`        ${detail}`);
  return reached;
}

/** Times are worth little on a machine that is busy with something else: the load says so. */
function machine(): string {
  const [cpu] = cpus();
  const [load = 0] = loadavg();
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} x ${cpu?.model.trim() ?? "unknown"}, ${memoryGiB} GiB, ${type()}, Node ${process.versions.node}, load ${load.toFixed(1)}`;
}

async function run(names: readonly FigureName[], jsonFile: string | null): Promise<boolean> {
  await prepare(names);
  console.log(`${machine()}\n`);
  const measuredByName = new Map<string, Measured>();
  let allReached = true;
  for (const name of names) {
    const measured = await FIGURES[name].measure();
    measuredByName.set(name, measured);
    allReached = print(name, measured) && allReached;
  }
  if (jsonFile !== null) writeFileSync(jsonFile, figuresToJson(measuredByName));
  return allReached;
}

const parsed = parseArguments(process.argv.slice(2), FIGURE_NAMES);
if (!parsed.ok) {
  console.error(lineOf(parsed.error));
  process.exitCode = 2;
} else if (!(await run(parsed.value.names, parsed.value.jsonFile))) process.exitCode = 1;
