// `import.tasks10kMs`: what taking in a table of 10,000 tasks takes, from the press of the button to the word that all are stored: the median of three browsers,
// each new. What the window's thread was busy with meanwhile is told beside it.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openApp } from "../../e2e/app-page.ts";
import { openDevice } from "../../e2e/device.ts";
import { watchTasks } from "../../e2e/long-tasks.ts";
import { openRelay, type RelayProcess } from "../../e2e/relay-process.ts";
import { tasks, VERSION } from "../bench-data.mjs";
import { percentile, type Measured } from "../measured.ts";

const SEED = 1;
const TASKS = 10_000;
const RUNS = 3;
const LISTS = 20;
const WAIT_MS = 120_000;
/** Given the file by its path, as by a person: what Playwright hands over comes through the page's own thread. */
const FIELD = `document.querySelector('[role="dialog"] input[type="file"]')`;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function tableOf(): string {
  const rows = [...tasks(TASKS, SEED)].map(({ title }, index) => {
    const day = `2027-${String((index % 12) + 1).padStart(2, "0")}-${String((index % 28) + 1).padStart(2, "0")}`;
    return [quoted(`${title} ${index}`), day, `List ${index % LISTS}`, quoted("home, errand")].join(",");
  });
  return ["Title,Due,List,Tags", ...rows].join("\n");
}

type Run = { readonly readMs: number; readonly importMs: number; readonly longMs: readonly number[]; readonly busiestMs: number };

async function importOnce(relay: RelayProcess, file: string): Promise<Run> {
  const device = await openDevice();
  try {
    const page = await openApp(device, relay.address);
    await page.keyboard.press("Control+,");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    const sheet = page.getByRole("dialog", { name: "Import", exact: true });
    const session = await page.context().newCDPSession(page);
    const endWatch = await watchTasks(page);
    const button = sheet.getByRole("button", { name: "Import 10,000 tasks" });
    const chosen = performance.now();
    const { result } = await session.send("Runtime.evaluate", { expression: FIELD });
    await session.send("DOM.setFileInputFiles", { files: [file], objectId: result.objectId ?? "" });
    await button.waitFor();
    const read = performance.now();
    await button.click();
    await sheet.getByText("10,000 tasks imported.").waitFor({ timeout: WAIT_MS });
    const importMs = performance.now() - read;
    return { readMs: read - chosen, importMs, ...(await endWatch()) };
  } finally {
    await device.close();
  }
}

export async function measureImport(): Promise<Measured> {
  const relay = await openRelay();
  const folder = await mkdtemp(join(tmpdir(), "daybook-import-"));
  const file = join(folder, "tasks.csv");
  try {
    await writeFile(file, tableOf());
    const runs: Run[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await importOnce(relay, file));
    const list = (of: (run: Run) => number): string => runs.map((run) => of(run).toFixed(0)).join(", ");
    return {
      value: percentile(
        runs.map(({ importMs }) => importMs),
        50,
      ),
      samples: RUNS,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        `taken in ${list(({ importMs }) => importMs)} ms; read and compared with what is here ${list(({ readMs }) => readMs)} ms before that`,
        `the task that had the window's thread longest had it for ${list(({ busiestMs }) => busiestMs)} ms; of 50 ms and more by the clock ${list(({ longMs }) => longMs.length)}`,
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
    await relay.close();
  }
}
