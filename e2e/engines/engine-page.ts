// Makes an engine's page from the little that differs between engines: the rest is done by running functions in the page.

import { waitUntil } from "../wait-until.ts";
import type { EnginePage, KeyName } from "./engine.ts";

export type PageDriver = {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Evaluates an expression in the page, awaits what it gives, and answers it as JSON would carry it. */
  run(expression: string): Promise<unknown>;
  click(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  press(key: KeyName): Promise<void>;
  close(): Promise<void>;
};

const WAIT_MS = 20_000;

export function makeEnginePage(driver: PageDriver): EnginePage {
  const page: EnginePage = {
    open: (url) => driver.open(url),
    reload: () => driver.reload(),
    async evaluate<Argument, Answer>(work: (argument: Argument) => Answer | Promise<Answer>, argument: Argument): Promise<Answer> {
      const answer = await driver.run(`(${work.toString()})(${JSON.stringify(argument) ?? "undefined"})`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `work` returned, over JSON
      return answer as Answer;
    },
    async waitFor(work, argument, timeoutMs = WAIT_MS) {
      const expression = `Promise.resolve((${work.toString()})(${JSON.stringify(argument) ?? "undefined"})).then(Boolean)`;
      await waitUntil(expression, async () => ((await driver.run(expression)) === true ? true : null), timeoutMs);
    },
    async waitForSelector(selector, timeoutMs = WAIT_MS) {
      await page.waitFor((wanted) => document.querySelector(wanted) !== null, selector, timeoutMs);
    },
    async click(selector) {
      await page.waitForSelector(selector);
      await driver.click(selector);
    },
    async type(selector, text) {
      await page.waitForSelector(selector);
      await driver.type(selector, text);
    },
    press: (key) => driver.press(key),
    async text(selector) {
      const text = await page.evaluate((wanted) => document.querySelector(wanted)?.textContent ?? null, selector);
      if (text === null) throw new Error(`nothing matches ${selector}`);
      return text;
    },
    texts: (selector) =>
      page.evaluate((wanted) => Array.from(document.querySelectorAll(wanted), (element) => element.textContent ?? ""), selector),
    close: () => driver.close(),
  };
  return page;
}
