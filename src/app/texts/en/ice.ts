// Servers of one's own that help devices find each other.

export const ice = {
  "ice.title": "Ways to find each other",
  "ice.explain":
    "For a direct connection across the internet, devices ask a server how they can be reached. Your relay’s own servers are used when it has some; those you add here come first. On one network none is needed. No server can read your tasks.",
  "ice.none": "You have added none.",
  "ice.add": "Add a server",
  "ice.address": "Address of the server",
  "ice.addressHint": "For example stun:stun.example:3478 or turn:turn.example:3478",
  "ice.name": "Name, if it asks for one",
  "ice.secret": "Password, if it asks for one",
  "ice.withName": (name: string) => `With the name ${name}`,
  "ice.remove": (address: string) => `Remove ${address}`,
  "ice.removed": (address: string) => `${address} is removed.`,
  "ice.undo": "Undo",
  "ice.bad.empty": "Write the address of the server.",
  "ice.bad.scheme": "The address starts with stun:, stuns:, turn: or turns:.",
  "ice.bad.host": "After that comes the server, and its port if it has another one: turn.example:3478. Nothing else.",
  "ice.bad.port": "The port is a number from 1 to 65535.",
  "ice.bad.name": "A server that starts with turn: or turns: asks for a name.",
  "ice.bad.secret": "A name goes with a password.",
  "ice.bad.long": "This is longer than it may be: 512 bytes for the address, the name and the password each.",
  "ice.bad.known": "This server is in the list already.",
  "ice.bad.many": "There are 16 servers already. Remove one first.",
} as const;
