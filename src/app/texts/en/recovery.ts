// Recovery phrases, and bringing a space back with one.

import { plural } from "./plural.ts";

export const recovery = {
  "recovery.title": "Recovery",
  "recovery.what":
    "Twenty-four words on paper, or a passkey, bring everything back on a new device, with what a relay still holds, even when all your devices are gone.",
  "recovery.without":
    "Without either: if you lose every device, what the relay holds stays shut for ever. Nobody can open it, and nobody can reset anything for you.",
  "recovery.noRelay":
    "No relay is set. Words or a passkey alone bring nothing back: somewhere there must be something for them to open. Set a relay first.",
  "recovery.make": "Make a recovery phrase",
  "recovery.makeAnother": "Make another recovery phrase",
  "recovery.open": "Ways back",
  "recovery.list": "Your ways back",
  "recovery.madeOn": (day: string) => `Made on ${day}`,
  "recovery.madeSome": "Made on an unknown day",
  "recovery.madeHere": "On this device",
  "recovery.madeBy": (name: string) => `On ${name}`,
  "recovery.madeElsewhere": "On another device",
  "recovery.end": "Switch off",
  "recovery.endLabel": (made: string) => `Switch off: ${made}`,
  "recovery.endTitle": "Switch off a phrase",
  "recovery.endExplain":
    "Type the words of this phrase, or those of an older one. No device can do it without words: who has stolen one of your devices could otherwise take your way back. Make the new phrase first.",
  "recovery.ended": "That phrase opens nothing any more from now on. Destroy its sheet.",
  "recovery.replace": "To replace one, set up the new one first, then switch the old one off.",
  "recovery.count": (count: number) => plural(count, { one: "There is # way back.", other: "There are # ways back." }),
  "recovery.none": "There is no way back yet.",

  "recovery.wordsTitle": "Your 24 words",
  "recovery.wordsExplain":
    "Write them down in this order, or print the sheet. They are shown this once and kept nowhere. Whoever has them can read and change everything, so keep the sheet as you would keep a key.",
  "recovery.wordsLabel": "The words in their order",
  "recovery.print": "Print the sheet",
  "recovery.written": "I have written them down",
  "recovery.checkTitle": "Three of your words",
  "recovery.checkExplain": "From your sheet, so that you know that it can be read.",
  "recovery.word": (place: number) => `Word ${place}`,
  "recovery.wrongWord": (place: number) => `This is not word ${place} of your phrase. Look at your sheet once more.`,
  "recovery.confirm": "Make it the way back",
  "recovery.showAgain": "Show the words again",
  "recovery.making": "Making the phrase your way back",
  "recovery.stored": "Your recovery phrase is made and stored on this device.",
  "recovery.waits":
    "It waits: neither the relay nor another device has it yet. Until one of them does, the words open nothing there. Keep this device until then.",
  "recovery.there": "The relay or another device has it too: from now on the words bring back what is there.",
  "recovery.done": "Done",

  "recovery.paperTitle": "Daybook recovery sheet",
  "recovery.paperMade": (day: string) => `Made on ${day}`,
  "recovery.paperRelay": "Relay",
  "recovery.paperNoRelay": "none was set",
  "recovery.paperSpace": "Space",
  "recovery.paperHow":
    "Open Daybook in a browser, choose “Restore”, and type the words and what stands above, or scan the code for all but the words. The code holds none of them.",
  "recovery.paperHome": "Home device",
  "recovery.paperWhat":
    "It brings back what the relay, or the device that you restore from, still holds when you use it: tasks, lists and notes of this space. It does not bring back what never reached it, what was deleted for good, or settings of a browser.",
  "recovery.paperKeep":
    "Whoever has these words can read and change everything. Keep them apart from your devices, and show them to nobody.",
  "recovery.paperCode": "Opens Daybook at this relay and space",

  "recovery.failed.not-owner": "Only an owner of this space can set up a way back. This device is not one.",
  "recovery.failed.other-phrase": "These are not the words of that phrase, nor of an older one. Nothing was changed.",
  "recovery.failed.bad-entropy": "These words are no recovery phrase.",

  "recovery.paste": "Type the words from your sheet, or paste all of them into the first field.",
  "recovery.missing": (place: number) => `Word ${place} is missing.`,
  "recovery.unknown": "No word of the list.",
  "recovery.meant": (word: string) => `No word of the list. Perhaps “${word}”?`,
  "recovery.checksum":
    "All of these are words of the list, but together they are no phrase: one of them is another word, or two are in the wrong order. Compare each with your sheet.",
  "recovery.tooMany": (count: number) => `That text has ${count} words, and a phrase has 24. Nothing was put in.`,
  "recovery.tooLong": "That text is far too long to be a phrase. Nothing was put in.",

  "restore.words": "Restore from a recovery sheet or with a passkey",
  "restore.what":
    "This brings back what a relay or another device still holds. What never reached it is not there. Nothing on the sheet is kept by this browser.",
  "restore.from": "Restore from",
  "restore.from.relay": "A relay",
  "restore.from.home": "A home device",
  "restore.from.nearby": "A device beside me",
  "restore.home": "Home device",
  "restore.homeHint":
    "Its code on the sheet, or the one that “npm run peer -- --invite” shows. It has to run, in the same network as this browser.",
  "restore.noHome": "Put in the code of the home device.",
  "restore.nearbyHow":
    "On the other device open “Sync”, press “Connect nearby”, and let it show its code. Then press “Restore” here, and scan or paste that code.",
  "restore.meet": "Connect the two devices",
  "restore.meetHow": "Scan the code that the other device shows, or paste it.",
  "restore.meetField": "Code of the other device",
  "restore.meetGo": "Connect",
  "restore.relay": "Relay",
  "restore.relayHint": "As it stands on the sheet, like wss://relay.example",
  "restore.space": "Space",
  "restore.spaceHint": "The 16 groups of four signs on the sheet, or the link of its code",
  "restore.scan": "Scan the sheet’s code",
  "restore.badSpace": "A space has 64 signs, each from 0 to 9 or a to f. Compare it with your sheet.",
  "restore.noRelay": "Type the address of the relay.",
  "restore.start": "Restore",
  "restore.reaching.relay": "Reaching the relay",
  "restore.reaching.home": "Calling the home device",
  "restore.reaching.nearby": "Asking the other device",
  "restore.fetching.relay": "Fetching what the relay holds",
  "restore.fetching.home": "Fetching what the home device holds",
  "restore.fetching.nearby": "Fetching what the other device holds. Keep Daybook open on both.",
  "restore.finishing": "Putting everything in its place",
  "restore.found": (records: number) => plural(records, { one: "# change came back.", other: "# changes came back." }),
  "restore.foundNothing":
    "The space is yours again, but nothing of it was there: no task, list or note. If one of your devices turns up, it brings what it has.",
  "restore.missing": (records: number) =>
    plural(records, {
      one: "At least # change that one of your devices had was not there. It comes back if a device that has it turns up.",
      other: "At least # changes that one of your devices had were not there. They come back if a device that has them turns up.",
    }),
  "restore.devicesTitle": "Your devices",
  "restore.devices":
    "Which of these are still yours? One that is lost or stolen is taken out: it gets nothing new and can write nothing more. What it has already it can still read.",
  "restore.noDevices": "There is no other device in this space.",
  "restore.lost": (name: string) => `${name}: lost, take it out`,
  "restore.unnamed": "A device without a name",
  "restore.confirm": "Go on with these devices",
  "restore.done.relay": "Everything that the relay had is here.",
  "restore.done.home": "Everything that the home device had is here.",
  "restore.done.nearby": "Everything that the other device had is here.",
  "restore.kept": (count: number) =>
    plural(count, { one: "# item made here before came along.", other: "# items made here before came along." }),
  "restore.next": "If somebody may have seen your words, make a new phrase and switch this one off. Otherwise your sheet goes on working.",
  "restore.open": "Open Daybook",
  "restore.again": "Try again",

  "restore.failed.bad-relay": "This is no address of a relay. It looks like wss://relay.example.",
  "restore.failed.bad-home": "This is no code of a home device, or a sign of it is missing or wrong. Compare it with your sheet.",
  "restore.failed.home-unreachable":
    "Nobody answers there. The home device has to run, in the same network as this browser, and its firewall has to let its UDP port through. Where its address is another one by now, “npm run peer -- --invite” shows a code with the new one. Nothing has changed.",
  "restore.failed.no-direct": "This browser cannot connect to other devices directly. Restore from a relay, or use another browser.",
  "restore.failed.no-space-there":
    "What answers there does not have this space, or is another device. Compare space and code with your sheet. Nothing has changed.",
  "restore.failed.not-known-there":
    "The other device does not know these words: they are of another space’s sheet, were switched off, or it has not heard of them because it was away since they were made. Nothing has changed.",
  "restore.failed.lost":
    "The connection to the other device is gone. What had come stays here: start again, with a new code, and it goes on. Nothing else has changed.",
  "restore.failed.relay-unreachable":
    "The relay did not answer. Check the address and whether this device is online, then try again. Nothing has changed.",
  "restore.failed.relay-refused": "The relay is there but lets nobody in now. Try again later. Nothing has changed.",
  "restore.failed.no-such-space":
    "The relay does not have this space. Compare space and relay with your sheet. If both are right, the relay has lost it: as soon as one of your devices reaches the relay again, it is there again. Nothing has changed.",
  "restore.failed.other-phrase":
    "The relay has this space, but these words do not open it: they are of another space’s sheet, were switched off, or the relay has never heard of them. Nothing has changed.",
  "restore.failed.no-key":
    "These words are known there, but there is no key for them: the device that made them has not told everything. Try again when one of your devices has been online.",
  "restore.failed.removed-device":
    "This browser was taken out of this space once, and cannot come back into it. Use another browser, or another profile of this one.",
  "restore.failed.already-here": "This browser is in this space already.",
  "restore.failed.nothing-came": "The other side is there, but what it should have did not come. Try again later. Nothing has changed.",
  "restore.failed.cancelled": "Stopped. Nothing has changed.",
  "restore.failed.storage": "This browser could not store what came. Free some space and try again. Nothing has changed.",
} as const;
