// axe on the present page: what it calls serious or critical.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";

const require = createRequire(import.meta.url);
const axeSource = readFile(require.resolve("axe-core/axe.min.js"), "utf8");

/** Once what moves has settled. Each a line: the rule, and the elements that break it. */
export async function seriousViolations(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger: the page's own policy allows no foreign scripts.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await axeSource);
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(globalThis, "axe");
    const run: unknown = typeof axe === "object" && axe !== null ? Reflect.get(axe, "run") : null;
    if (typeof run !== "function") throw new Error("axe is not there");
    const results: unknown = await Reflect.apply(run, axe, [document, { resultTypes: ["violations"] }]);
    const violations: unknown = typeof results === "object" && results !== null ? Reflect.get(results, "violations") : null;
    if (!Array.isArray(violations)) throw new Error("axe answers otherwise");
    return violations
      .filter(({ impact }: { impact: string }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          `axe ${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} (${failureSummary})`).join("; ")}`,
      );
  });
}
