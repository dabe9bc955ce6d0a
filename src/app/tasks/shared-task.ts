// What a task makes of a text that another app has shared: its title in the line, and the rest, the link too, in the notes.

import { MAX_NOTES_LENGTH } from "../../model/notes.ts";
import { isTitle } from "../../model/task-title.ts";
import { linesToTitles } from "../../model/typed-titles.ts";
import type { SharedText } from "../../versions/shared-text.ts";

export type SharedTask = { readonly line: string; readonly notes: string };

const LINK = /^https?:\/\/\S+$/u;

/** Many apps put the link alone where the text belongs. */
function partsOf({ title, text, url }: SharedText): { readonly title: string; readonly text: string; readonly link: string } {
  const isLink = LINK.test(text);
  return { title, text: isLink ? "" : text, link: url === "" && isLink ? text : url };
}

export function sharedTask(shared: SharedText): SharedTask {
  const { title, text, link } = partsOf(shared);
  const whole = title || text || link;
  const [line = ""] = linesToTitles(whole);
  // What does not fit into one line stands whole in the notes.
  const rest = isTitle(whole) && whole === line ? [title === "" ? "" : text] : [whole === text ? "" : whole, text];
  const notes = [...rest, link].filter((part, index, all) => part !== "" && part !== line && all.indexOf(part) === index);
  const isSaid = (part: string): boolean => part === link && text.includes(link);
  return {
    line,
    notes: notes
      .filter((part) => !isSaid(part))
      .join("\n")
      .slice(0, MAX_NOTES_LENGTH),
  };
}
