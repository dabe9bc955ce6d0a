// A home device as the receiver of a direct first sync: the shipped program in a Node process of its own.

import type { Page } from "@playwright/test";
import { comparisonNumber, invite } from "../../e2e/pairing-steps.ts";
import { makeHomeProcess, type HomeProcess } from "../../e2e/home-process.ts";
import { assert } from "../../src/base/result.ts";
import { watchProcesses, type ProcessUse } from "./memory.ts";

const AT_REST_MS = 3_000;

/** One that `page` has let in, and that does not run. */
export async function joinHome(page: Page): Promise<HomeProcess> {
  const home = await makeHomeProcess();
  const { code } = await invite(page);
  home.start(["--join", code, "--name", "Cellar", "--yes"]);
  const [, first = "", second = ""] = await home.says(/The number is (\d{3}) (\d{3})/u);
  assert((await comparisonNumber(page)) === first + second, "both show the same number");
  await page.getByRole("dialog").getByRole("button", { name: "Approve" }).click();
  await home.says(/is one of your devices now/u);
  await home.stop();
  return home;
}

/** Starts it while nobody is there, and watches it while it is brought what it lacks. */
export async function watchHome(home: HomeProcess, bring: () => Promise<void>): Promise<ProcessUse> {
  home.start();
  await home.says(/Holds/u);
  await new Promise((resolve) => setTimeout(resolve, AT_REST_MS));
  const pid = home.pid();
  assert(pid !== null, "it runs");
  const end = await watchProcesses([{ id: pid, type: "home device" }]);
  await bring();
  const [use] = await end();
  assert(use !== undefined, "it has run");
  return use;
}
