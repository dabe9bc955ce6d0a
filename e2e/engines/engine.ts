// One small face for three browser engines, for the journeys that must work in each of them.

import type { EngineName } from "../../scripts/browsers.mjs";

export type EnginePage = {
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs `work` in the page; it sees nothing but its argument, and both ends must be JSON. */
  evaluate<Argument, Answer>(work: (argument: Argument) => Answer | Promise<Answer>, argument: Argument): Promise<Answer>;
  /** Waits until `work` gives something true in the page. */
  waitFor<Argument>(work: (argument: Argument) => unknown, argument: Argument, timeoutMs?: number): Promise<void>;
  waitForSelector(selector: string, timeoutMs?: number): Promise<void>;
  /** Waits for the element, then clicks its middle as a user would. */
  click(selector: string): Promise<void>;
  /** Waits for the element, puts the focus into it and types. */
  type(selector: string, text: string): Promise<void>;
  /** Presses one key where the focus is. */
  press(key: KeyName): Promise<void>;
  /** The text of the first element that matches, which must be there. */
  text(selector: string): Promise<string>;
  /** The texts of all that match now, in the document's order. */
  texts(selector: string): Promise<readonly string[]>;
  close(): Promise<void>;
};

export type KeyName = "Enter" | "Escape" | "Tab" | "ArrowUp" | "ArrowDown" | "Backspace" | "Delete";

export type Engine = {
  readonly name: EngineName;
  /** All tabs share one fresh profile. */
  newTab(): Promise<EnginePage>;
  /** Ends the browser and deletes the profile. */
  close(): Promise<void>;
};
