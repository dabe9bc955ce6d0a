// Notes that are mirrored with a room of another app.

import { plural } from "./plural.ts";

const charactersCount = (count: number): string => plural(count, { one: "1 character", other: `${count.toLocaleString("en")} characters` });
const othersCount = (count: number): string => plural(count, { one: "1 other", other: "# others" });

export const mirrors = {
  "mirror.open": "Mirror with a room",
  "mirror.title": "Mirror with a room",
  "mirror.explain":
    "The text of this note and that of a room of another app become one: what is written in either is in both, for as long as a device of yours has Daybook open.",
  "mirror.warning":
    "Whoever serves the room, or knows its name, can read this note’s text and change it. The text leaves the sealed world; the title stays in it.",
  "mirror.kind": "Kind of room",
  "mirror.kind.websocket": "y-websocket",
  "mirror.kind.webrtc": "y-webrtc",
  "mirror.address.websocket": "Address of the server",
  "mirror.address.webrtc": "Address of the signalling server",
  "mirror.addressHint.websocket":
    "It begins with wss:// or ws://. A Daybook relay that serves rooms does so at its own address with /yjs behind it.",
  "mirror.addressHint.webrtc":
    "It begins with wss:// or ws://. A Daybook relay that serves rooms does so at its own address with /signal behind it.",
  "mirror.addressWrong": "This is no address of such a server: it begins with wss:// or ws:// and has no name, password or # in it.",
  "mirror.addressMixed":
    "This page came over https, and browsers let no such page connect to an address with ws://. Give one that begins with wss://.",
  "mirror.room": "Name of the room",
  "mirror.roomWrong": "A room’s name has at least one letter, at most 256 bytes, and nothing invisible in it.",
  "mirror.roomMarks": "Clients of y-websocket cannot ask for a room with a ? or # in its name.",
  "mirror.token": "Token, if the server asks for one",
  "mirror.root": "Part of the room",
  "mirror.rootHint": "Where the other app keeps the text: “default” is TipTap’s, “prosemirror” that of y-prosemirror’s examples.",
  "mirror.rootOther": "Another one",
  "mirror.rootName": "Name of the part",
  "mirror.rootWrong": "A part’s name has at least one letter, at most 256 bytes, and nothing invisible in it.",
  "mirror.rootType": "What it holds",
  "mirror.rootType.fragment": "Rich text (XmlFragment), as ProseMirror and TipTap write it",
  "mirror.rootType.text": "Text (Y.Text), as editors of Markdown write it",
  "mirror.try": "Look into the room",
  "mirror.trying": "Looking into the room",
  "mirror.back": "Back",
  "mirror.tooMany": (count: number) => `This device mirrors ${count} notes already, which is as many as it may. Stop one of them first.`,
  "mirror.taken": "Another note of yours is mirrored with this room by this device. Stop that first, or take another room.",
  "mirror.fault.unreachable":
    "Nothing has come from there within fifteen seconds. Check the address, and whether the server can be reached from here.",
  "mirror.fault.no-code": "What it takes to look into rooms could not be loaded. Check the connection and try again.",
  "mirror.fault.too-large": "The room is larger than 64 MB. A note cannot be that long.",
  "mirror.found.place": (room: string, host: string) => `The room “${room}” at ${host}`,
  "mirror.found.alone":
    "Nobody else is in this room now. What is in it is kept by those who are: if others come later with a text of their own, both are joined then.",
  "mirror.found.empty": (root: string) => `Nothing is in its part “${root}” yet. The text of this note goes there.`,
  "mirror.found.bothEmpty": (root: string) => `Nothing is in its part “${root}” yet, and nothing in this note.`,
  "mirror.found.text": (root: string, count: number) => `Its part “${root}” holds ${charactersCount(count)}. They come into this note.`,
  "mirror.found.both": (root: string, count: number) =>
    `Its part “${root}” holds ${charactersCount(count)}, and this note has a text too. They are joined word by word: what both hold is there once, what only one of them holds is added where it stands. That cannot be taken back in one go; nothing is left out.`,
  "mirror.found.otherParts": (names: string) => `It holds text in other parts: ${names}. Go back to take one of them.`,
  "mirror.found.otherKind": (root: string) =>
    `Its part “${root}” holds something of another kind than what you have chosen. To write there would break it for the other app.`,
  "mirror.found.tooLong": "It is longer than a note can be, so it cannot be mirrored.",
  "mirror.start": "Start mirroring",
  "mirror.started": (room: string) => `This note is mirrored with the room “${room}” now.`,
  "mirror.name": "mirroring a note",
  "mirror.nameTaken": "mirroring a note from this device",
  "mirror.nameStopped": "no longer mirroring a note",
  "mirror.stopped": (room: string) => `No longer mirrored with the room “${room}”.`,
  "mirror.takenOver": (room: string) => `This device mirrors the note with the room “${room}” now.`,
  "mirror.label": "Mirrored with a room",
  "mirror.mark": (room: string) => `Mirrored with “${room}”`,
  "mirror.here": (room: string, host: string) => `Not sealed: mirrored with the room “${room}” at ${host} by this device`,
  "mirror.elsewhere": (room: string, host: string, device: string) =>
    `Not sealed: mirrored with the room “${room}” at ${host} by ${device}`,
  "mirror.unnamed": "another device",
  "mirror.off": "Stop mirroring",
  "mirror.takeOver": "Mirror from this device instead",
  "mirror.retry": "Try again",
  "mirror.startNow": "Start with this note’s text",
  "mirror.state.opening": "Opening",
  "mirror.state.connecting": "Connecting",
  "mirror.state.connected": "Connected",
  "mirror.state.alone": "Nobody else is in the room",
  "mirror.state.offline": "Offline: what is written meanwhile goes there later",
  "mirror.state.waitingConnected": "Waiting for what is in the room",
  "mirror.state.waitingAlone": "Waiting for somebody who has the room’s text",
  "mirror.state.waitingOffline": "Waiting for the room, which cannot be reached now",
  "mirror.state.unsaved": "What comes from the room cannot be saved now; it is tried again",
  "mirror.state.others": (count: number, names: string) =>
    names === "" ? `${othersCount(count)} in the room` : `${othersCount(count)} in the room: ${names}`,
  "mirror.state.elsewhere": "It goes on while that device has Daybook open",
  "mirror.state.stopped": (reason: string) => `Stopped. ${reason}`,
  "mirror.stop.uncarried-note": "This note holds something that the room cannot hold. The note keeps all it has.",
  "mirror.stop.uncarried-room": "The room holds something that a note cannot hold. The note keeps what it has.",
  "mirror.stop.too-large": "The room’s text is longer than a note can be, or its past too large. The note keeps what it has.",
  "mirror.stop.not-kept": "This device has no room left to keep where both stand. The note keeps what it has.",
  "mirror.stop.not-saved": "What came from the room cannot be saved into this note. The note keeps what it had before.",
  "mirror.stop.token": "The server asks for a token, or does not take this one.",
  "mirror.stop.name": "The server has no room of this name, and makes none.",
  "mirror.stop.room-full": "The server says that there is no space left in the room.",
  "mirror.stop.refused": "The server does not let this device into the room.",
  "mirror.stop.room-taken": "Another note is mirrored with this room by this device.",
  "mirror.stop.too-many": "This device mirrors as many notes as it may.",
  "mirror.stop.unreadable": "Part of this device’s storage is damaged, and this note is in it.",
  "mirror.stop.no-code": "What it takes to mirror notes could not be loaded. Check the connection and try again.",
  "mirror.stop.failed": "Something went wrong. The note keeps what it has.",
} as const;
