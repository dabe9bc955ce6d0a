import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { Terminal } from "./terminal.ts";

type Bed = { readonly terminal: Terminal; readonly input: PassThrough; readonly written: () => string };

function open(isTerminal: boolean, columns = 80): Bed {
  const input = new PassThrough();
  let text = "";
  const write = (more: string): void => void (text += more);
  return { terminal: new Terminal(input, { write, isTerminal, columns }), input, written: () => text };
}

describe("the terminal of a home device", () => {
  test("answers a question with the next line, also with one that came before, and with nothing at the end", async () => {
    const { terminal, input, written } = open(false);
    const first = terminal.ask("One? ");
    input.write("1\n2\n");
    expect(await first).toBe("1");
    expect(await terminal.ask("Two? ")).toBe("2");
    const third = terminal.ask("Three? ");
    input.end();
    expect(await third).toBe(null);
    expect(await terminal.ask("Four? ")).toBe(null);
    expect(written()).toBe("One? Two? Three? Four? ");
  });

  test("keeps the status in one line below all else that is said, cut to the width", () => {
    const { terminal, written } = open(true, 10);
    terminal.showStatus("Holds 1");
    terminal.say("A line");
    terminal.showStatus("Holds 1,234 changes");
    terminal.endStatus();
    terminal.say("The end");
    const screen = written()
      .split("\n")
      .map((line) => line.split("\u001b[2K").at(-1));
    expect(screen).toEqual(["A line", "Holds 1,…", "The end", ""]);
  });

  test("says each status in a line of its own where there is no terminal", () => {
    const { terminal, written } = open(false);
    terminal.showStatus("Holds 1");
    terminal.showStatus("Holds 2");
    terminal.endStatus();
    expect(written()).toBe("Holds 1\nHolds 2\n");
  });
});
