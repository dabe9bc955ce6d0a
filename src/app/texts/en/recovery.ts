// Recovery phrases, and bringing a space back with one.

import { plural } from "./plural.ts";

export const recovery = {
  "recovery.title": "Recovery phrase",
  "recovery.what":
    "Twenty-four words on paper that bring everything back on a new device, with what a relay still holds, even when all your devices are gone.",
  "recovery.without":
    "Without a phrase: if you lose every device, what the relay holds stays shut for ever. Nobody can open it, and nobody can reset anything for you.",
  "recovery.noRelay":
    "No relay is set. The words alone bring nothing back: somewhere there must be something for them to open. Set a relay first.",
  "recovery.make": "Make a recovery phrase",
  "recovery.makeAnother": "Make another one",
  "recovery.open": "Recovery phrase",
  "recovery.list": "Phrases of this space",
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
  "recovery.replace": "To replace a phrase, make a new one, then switch the old one off.",
  "recovery.count": (count: number) => plural(count, { one: "There is # recovery phrase.", other: "There are # recovery phrases." }),
  "recovery.none": "There is no recovery phrase yet.",

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
    "Open Daybook in a browser, choose “Restore”, and type the words, the relay and the space, or scan the code for the last two. The code holds none of the words.",
  "recovery.paperWhat":
    "It brings back what the relay still holds when you use it: tasks, lists and notes of this space. It does not bring back what never reached the relay, what was deleted for good, or settings of a browser.",
  "recovery.paperKeep":
    "Whoever has these words can read and change everything. Keep them apart from your devices, and show them to nobody.",
  "recovery.paperCode": "Opens Daybook at this relay and space",

  "recovery.failed.not-owner": "Only an owner of this space can make a recovery phrase. This device is not one.",
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

  "recovery.suggest": "If you lose every device, nobody can bring your tasks back. A recovery phrase on paper can.",
  "recovery.suggestOpen": "See how",
} as const;
