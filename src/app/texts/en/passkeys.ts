// A passkey as the way back, beside the words on paper.

export const passkeys = {
  "passkey.make": "Set up with a passkey",
  "passkey.title": "A passkey as your way back",
  "passkey.what":
    "A passkey of this browser, your password manager or a security key can bring everything back with one touch, with what a relay still holds. The relay keeps what it opens, and cannot open it.",
  "passkey.care":
    "It works at this address only, and for as long as your passkey is kept: one that stays on this device alone is lost with it. Whoever can use it, or gets into the account that keeps it, can read and change everything. Words on paper need neither.",
  "passkey.elsewhere":
    "A passkey could do it too, but not here: it needs a browser that has passkeys, and an address that is a name (“localhost” on this device, or a domain over https). Under another address Daybook is another device: add it there first.",
  "passkey.create": "Make the passkey",
  "passkey.making": "Making the passkey your way back",
  "passkey.name": (day: string) => `Daybook recovery, ${day}`,
  "passkey.notMade": "No passkey was made. Nothing has changed.",
  "passkey.unsupported":
    "This passkey cannot keep a secret for Daybook (it has no PRF). Nothing has changed. You may delete it again where it is kept; try one of another place, or words on paper.",
  "passkey.stored": "Your passkey is made, and what it opens is stored on this device.",
  "passkey.list": (made: string) => `Passkey. ${made}`,
  "passkey.phrase": (made: string) => `Words on paper. ${made}`,
  "passkey.asking": "Asking the relay",
  "passkey.relay.there": "The relay hands out what it opens: it brings back what is there.",
  "passkey.relay.missing": "It waits: the relay does not have it yet. Until then the passkey brings nothing back.",
  "passkey.relay.outdated":
    "The relay gives no answer for passkeys: it may be of an older version. Until it is updated the passkey brings nothing back there.",
  "passkey.relay.unreachable": "The relay cannot be asked now, so nobody knows whether the passkey would bring anything back.",
  "passkey.relay.no-relay": "No relay is set: the passkey alone brings nothing back.",
  "passkey.askAgain": "Ask again",
  "passkey.endTitle": "Switch off a passkey",
  "passkey.endExplain":
    "Confirm with this passkey, or with an older way back. No device can do it alone: who has stolen one of yours could otherwise take your way back. Set up the new way back first.",
  "passkey.confirm": "Confirm with a passkey",
  "passkey.orWords": "Or type the words of an older phrase",
  "passkey.notUsed": "The passkey was not used. Nothing has changed.",
  "passkey.ended": "That passkey opens nothing any more from now on. You may delete it where it is kept.",

  "recovery.failed.other-passkey": "This is not that passkey, nor one of an older way back. Nothing was changed.",

  "restore.passkeyTitle": "With a passkey",
  "restore.passkeyWhat": (relay: string) =>
    `If you set up a passkey as the way back, it is all you need. The relay asked is ${relay}; type another one below if yours is elsewhere.`,
  "restore.passkeyUse": "Use a passkey",
  "restore.wordsTitle": "With the words of your sheet",
  "restore.failed.no-capsule":
    "The relay has nothing that this passkey opens. It may be the one for the app lock, one that was switched off, or your relay is another one. Nothing has changed.",
  "restore.failed.capsule-damaged":
    "What the relay has for this passkey is damaged and opens for nobody. Use another way back. Nothing has changed.",
  "restore.failed.capsule-newer":
    "A later version of Daybook set up this passkey. Load this page again to update it, then try once more. Nothing has changed.",
  "restore.failed.relay-outdated":
    "The relay is there but gives no answer for passkeys: it may be of an older version. Use the words of your sheet. Nothing has changed.",
} as const;
