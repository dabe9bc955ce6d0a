// How a home device talks with whoever started it: lines, questions that are answered by a line, and, on a terminal, one last line that changes in place.
// Where there is no terminal (a service), every state is a line of its own and nothing is asked that nobody answers.

import { createInterface, type Interface } from "node:readline";
import type { Readable } from "node:stream";

export type Output = { write(text: string): void; readonly isTerminal: boolean; readonly columns: number };

const ERASE_LINE = "\r\u001b[2K";

export class Terminal {
  readonly #input: Readable;
  readonly #output: Output;
  #lines: Interface | null = null;
  readonly #typed: string[] = [];
  #hasEnded = false;
  #waiting: ((line: string | null) => void) | null = null;
  /** What stands in the line that changes in place. */
  #status = "";

  constructor(input: Readable, output: Output) {
    this.#input = input;
    this.#output = output;
  }

  get isTerminal(): boolean {
    return this.#output.isTerminal;
  }

  get columns(): number | null {
    return this.isTerminal ? this.#output.columns : null;
  }

  /** Somebody sits in front of it, who can be asked for something first. */
  get isInteractive(): boolean {
    return this.isTerminal && "isTTY" in this.#input && this.#input.isTTY === true;
  }

  say(text: string): void {
    this.#output.write(`${this.#status === "" ? "" : ERASE_LINE}${text}\n${this.#status}`);
  }

  /** Resolves with the line that is typed; null once there is nobody to type. One question at a time. */
  ask(question: string): Promise<string | null> {
    this.#lines ??= this.#listen();
    this.#output.write(question);
    const typed = this.#typed.shift();
    if (typed !== undefined || this.#hasEnded) return Promise.resolve(typed ?? null);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  /** Nothing more is asked: the process may end, or run on without its input. */
  hush(): void {
    this.#lines?.close();
  }

  /** In place on a terminal, else as a line. */
  showStatus(text: string): void {
    if (!this.#output.isTerminal) return this.say(text);
    this.#status = text.length < this.#output.columns ? text : `${text.slice(0, this.#output.columns - 2)}…`;
    this.#output.write(ERASE_LINE + this.#status);
  }

  /** What was shown in place stays as a line. */
  endStatus(): void {
    if (this.#status !== "") this.#output.write("\n");
    this.#status = "";
  }

  #listen(): Interface {
    // Without readline's own editing, so that Ctrl-C stays a signal.
    const lines = createInterface({ input: this.#input, terminal: false });
    lines.on("line", (line) => {
      if (this.#waiting === null) this.#typed.push(line);
      else this.#answer(line);
    });
    lines.on("close", () => {
      this.#hasEnded = true;
      this.#answer(null);
    });
    return lines;
  }

  #answer(line: string | null): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.(line);
  }
}
