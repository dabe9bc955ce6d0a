// The notes of a task in its details, as a person has them: read at once, written in an editor that comes a moment later.

import type { Locator } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** `panel`: the details, or the sheet with them. */
export const notesIn = (panel: Locator): Locator => panel.getByRole("textbox", { name: "Notes", exact: true });

/** In place of all that stands there, line by line. */
export async function writeNotes(panel: Locator, text: string): Promise<void> {
  const notes = notesIn(panel);
  await expect(notes).toHaveAttribute("contenteditable", "true");
  await notes.press("ControlOrMeta+a");
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) await notes.press("Enter");
    await notes.pressSequentially(line);
  }
}

/** As text: a line for each block. */
const linesOf = (panel: Locator): Promise<readonly string[]> =>
  notesIn(panel).evaluate((element) =>
    [...element.querySelectorAll("p, h2, h3, h4, pre")].map((block) => {
      const copy = block.cloneNode(true);
      if (copy instanceof Element) for (const caret of copy.querySelectorAll(".remote-caret")) caret.remove();
      return copy.textContent ?? "";
    }),
  );

export const expectNotes = (panel: Locator, text: string): Promise<void> => expect.poll(() => linesOf(panel)).toEqual(text.split("\n"));
