// Where a room of another Yjs app is.

export const rooms = {
  "room.kind": "Kind of room",
  "room.kind.websocket": "y-websocket",
  "room.kind.webrtc": "y-webrtc",
  "room.address.websocket": "Address of the server",
  "room.address.webrtc": "Address of the signalling server",
  "room.addressHint.websocket":
    "It begins with wss:// or ws://. A Daybook relay that serves rooms does so at its own address with /yjs behind it.",
  "room.addressHint.webrtc":
    "It begins with wss:// or ws://. A Daybook relay that serves rooms does so at its own address with /signal behind it.",
  "room.addressWrong": "This is no address of such a server: it begins with wss:// or ws:// and has no name, password or # in it.",
  "room.addressMixed":
    "This page came over https, and browsers let no such page connect to an address with ws://. Give one that begins with wss://.",
  "room.name": "Name of the room",
  "room.nameWrong": "A room’s name has at least one letter, at most 256 bytes, and nothing invisible in it.",
  "room.nameMarks": "Clients of y-websocket cannot ask for a room with a ? or # in its name.",
  "room.password": "Password of the room, if it has one",
  "room.passwordHint":
    "Its clients seal with it what they tell each other by way of that server. With another one they do not find each other.",
  "room.passwordWrong": "A password has at most 1,000 characters.",
  "room.token": "Token, if the server asks for one",
  "room.fault.unreachable":
    "Nothing has come from there within fifteen seconds. Check the address, and whether the server can be reached from here.",
  "room.fault.no-code": "What it takes to look into rooms could not be loaded. Check the connection and try again.",
  "room.fault.too-large": "The room is larger than 64 MB. A note cannot be that long.",
} as const;
