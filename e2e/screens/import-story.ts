// What comes from other programs: their tasks, from the file on to the end; and a document, where it may be, that it could not be read, and what is in it.

import * as Y from "yjs";
import { openApp } from "../app-page.ts";
import { expect } from "../fixtures.ts";
import { USER_MARK } from "./layout-faults.ts";
import type { Stage } from "./stories.ts";

function foreignDocument(): Y.Doc {
  const doc = new Y.Doc();
  const lines = `What ${USER_MARK} wrote elsewhere\n${`${USER_MARK} goes on and on about it, for many words. `.repeat(20)}`;
  doc.getText("notes").applyDelta([{ insert: lines, attributes: { color: "red" } }, { insert: { image: "picture.png" } }]);
  const table = new Y.XmlElement("table");
  table.insert(0, [new Y.XmlText(`A table of ${USER_MARK}`)]);
  doc.getXmlFragment("prosemirror").insert(0, [table]);
  doc.getMap("settings").set("wide", true);
  return doc;
}

const LONG_COLUMN = `What ${USER_MARK} says of it`;

const TABLE = [
  `Aufgabe,Due date,Project,Tags,Status,${LONG_COLUMN}`,
  `Water the plants of ${USER_MARK} before the holidays begin and the neighbour takes over,3/4/2027 9:30,Home of ${USER_MARK},"garden, ${USER_MARK}",open,twice`,
  `Call ${USER_MARK},5/6/2027,Home of ${USER_MARK},,done,`,
  `Write to ${USER_MARK},,,,waiting,soon`,
  `,,,,,a row of ${USER_MARK} without a title`,
].join("\n");

const TODOIST = [
  "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE",
  `task,Paint the fence of ${USER_MARK} @outside,Two coats,1,1,,,2027-05-04 17:00,en,Europe/Berlin`,
  `task,First coat for ${USER_MARK},,4,2,,,,en,`,
  `section,Garden of ${USER_MARK},,,,,,,,`,
  `task,Mow for ${USER_MARK},,3,1,,,every monday,en,`,
  `goal,Something of ${USER_MARK},,,,,,,,`,
].join("\n");

export async function storyOfTaskImports({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const sheet = page.getByRole("dialog");
  const choose = (name: string, text: string): Promise<void> =>
    sheet.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await choose("backup.zip", "PK\u0003\u0004");
  await expect(sheet.getByRole("alert")).toBeVisible();
  await look(page, "import-tasks-start", { proof: sheet });
  await choose(`${USER_MARK}.csv`, TABLE);
  await expect(sheet.getByText("3 tasks found.")).toBeVisible();
  await look(page, "import-tasks-table", { proof: sheet });
  await sheet.getByRole("radio", { name: "The day" }).check();
  await sheet.getByText("Show the 1 line").click();
  await sheet.getByText("Show the 1 line").scrollIntoViewIfNeeded();
  await look(page, "import-tasks-left-out", { proof: sheet });
  await sheet.getByRole("button", { name: "Import something else" }).click();
  await choose(`${USER_MARK}.csv`, TODOIST);
  await expect(sheet.getByText("3 tasks found")).toBeVisible();
  await look(page, "import-tasks-preview", { proof: sheet });
  await sheet.getByRole("button", { name: "Import 3 tasks" }).click();
  await expect(sheet.getByText("3 tasks imported.")).toBeVisible();
  await look(page, "import-tasks-result", { proof: sheet });
  await sheet.getByRole("button", { name: "Undo" }).click();
  await sheet.getByRole("button", { name: "Import something else" }).click();
  await choose(`${USER_MARK}.csv`, TODOIST);
  await sheet.getByRole("checkbox", { name: "Bring these back from the trash" }).check();
  await look(page, "import-tasks-known", { proof: sheet });
}

export async function storyOfImports({ relay, newDevice, look }: Stage): Promise<void> {
  const page = await openApp(await newDevice(), relay.address);
  await page.keyboard.press("Control+,");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByRole("button", { name: "Import a Yjs document" }).click();
  const sheet = page.getByRole("dialog");
  const choose = (bytes: Uint8Array): Promise<void> =>
    sheet
      .locator('input[type="file"]')
      .setInputFiles({ name: `${USER_MARK}.yjs`, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await choose(Uint8Array.of(1));
  await expect(sheet.getByRole("alert")).toBeVisible();
  await sheet.getByRole("button", { name: "Read the room" }).click();
  await look(page, "import-source", { proof: sheet });
  await choose(Y.encodeStateAsUpdate(foreignDocument()));
  await sheet.getByRole("checkbox").first().check();
  await expect(sheet.getByText("can only be read here")).toBeVisible();
  await look(page, "import-preview", { proof: sheet });
}
