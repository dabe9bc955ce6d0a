// Documents that other apps have made with Yjs.

import { plural } from "./plural.ts";

const notesCount = (count: number): string => plural(count, { one: "1 note", other: `${count.toLocaleString("en")} notes` });

export const imports = {
  "import.open": "Import a Yjs document",
  "import.title": "Import a Yjs document",
  "import.file": "From a file",
  "import.fileExplain": "A file with one Yjs update in it, of the first or the second format, as export functions write it.",
  "import.chooseFile": "Choose a file",
  "import.stored": "From this browser",
  "import.storedExplain": "Documents that other pages at this address have stored with y-indexeddb. They stay as they are.",
  "import.storedNone": "There are none.",
  "import.room": "From a room",
  "import.roomExplain.websocket":
    "A room of a y-websocket server, read once. Nothing is written there; the server sees that somebody reads it.",
  "import.roomExplain.webrtc": "A room of y-webrtc, read once from those who are in it: somebody must be. Nothing is written there.",
  "import.readRoom": "Read the room",
  "import.reading": "Reading",
  "import.fault.too-large": "This is larger than 64 MB. Nothing was taken in.",
  "import.fault.unreadable": "This is no Yjs update, or a damaged one. Nothing was taken in.",
  "import.fault.empty": "It is a Yjs document, and there is nothing in it.",
  "import.fault.incomplete":
    "This is only a part of a document: it builds upon something that is not in it. Export the whole document, and choose that.",
  "import.fault.token": "The server asks for a token, or does not take this one. Nothing was taken in.",
  "import.fault.name": "The server has no room of this name. Nothing was taken in.",
  "import.fault.room-full": "The server says that there is no space left in the room. Nothing was taken in.",
  "import.fault.refused": "The server does not let this device into the room. Nothing was taken in.",
  "import.fault.no-code": "What it takes to look into rooms could not be loaded. Check the connection and try again.",
  "import.fault.alone":
    "Nobody else is in this room now, or they have another password. What is in it is kept by those who are: ask somebody to open it, and try again.",
  "import.fault.mirrored": "A note of this device is mirrored with this room: what is in it is in that note.",
  "import.fault.unreachable":
    "Nothing has come from there within fifteen seconds. Check the address, and whether the server can be reached from here.",
  "import.fault.gone": "It is not in this browser any more.",
  "import.fault.failed": "It could not be read. Nothing was taken in.",
  "import.from": (source: string) => `In ${source}`,
  "import.format": "These bytes can be read in two ways. Which one is it?",
  "import.format.v1": "Update of the first format",
  "import.format.v2": "Update of the second format",
  "import.shape.fragment": "Rich text",
  "import.shape.text": "Text, a paragraph for each line",
  "import.shape.other": "A map, a list or a mixture: no note can be made of it",
  "import.root": (name: string) => (name === "" ? "The part without a name" : `The part “${name}”`),
  "import.characters": (count: number) => plural(count, { one: "1 character", other: `${count.toLocaleString("en")} characters` }),
  "import.noText": "Without text",
  "import.leftOut": (names: string) => `Left out, since a note has no place for it: ${names}`,
  "import.embed": "pictures and the like",
  "import.tooLong": "It is longer than a note can be, so no note can be made of it.",
  "import.take": "Make a note of it",
  "import.noteTitle": "Title of the note",
  "import.readOnly": "It holds parts that this version cannot edit. They stay in the note, and the note can only be read here.",
  "import.make": (count: number) => `Make ${notesCount(count)}`,
  "import.none": "Choose what a note is to be made of",
  "import.making": (done: number, count: number) => `Making ${done} of ${notesCount(count)}`,
  "import.made": (count: number) => `${notesCount(count)} made.`,
  "import.name": (count: number) => `making ${notesCount(count)}`,
  "import.failed": (title: string, reason: string) =>
    `“${title}” could not be taken in whole, so what there was of it is in the trash: ${reason}`,
  "import.show": "Show the notes",
  "import.other": "Import something else",
} as const;
