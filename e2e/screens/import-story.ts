// A document of another app: where it may be, that it could not be read, and what is in it.

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
