// The first screen, and what else is said to who is new.

export const firstRun = {
  "first.lead": "Tasks that live on your own devices. No account, nothing to set up.",
  "first.start": "Start new",
  "first.startText": "Begin with an empty list.",
  "first.elsewhere": "I have Daybook elsewhere",
  "first.elsewhereText": "Bring your tasks here from another device.",
  "first.restore": "Restore",
  "first.restoreText": "Get back what was here before.",
  "first.import": "Bring tasks from another app",
  "first.typing": "Or just start typing: that is your first task.",
  "first.back": "Back",
  "first.restoreHow":
    "Each of your devices holds everything. If Daybook is still on one of them, join this device to it and all of it comes back here.",
  "first.restoreNot":
    "If no device has it any more, a recovery sheet brings back what your relay still holds. Without either it cannot be brought back.",
  "first.restoreJoin": "Join a device that has it",
  "first.where":
    "On the other device, open Sync (the dot at the bottom left, on a phone at the bottom right) and press “Add a device”, or “Connect nearby” if there is no relay. Then open the link in this browser, or scan or paste what is shown there.",

  "home.title": "Add Daybook to the home screen first, your data lives there",
  "home.why": "In a browser tab, this device clears what you write after seven days without use. On the home screen it stays.",
  "home.share": "Press Share, the square with the arrow.",
  "home.add": "Choose “Add to Home Screen”, and open Daybook from there.",
  "home.join": "There choose “I have Daybook elsewhere” and paste your link.",
  "home.continue": "Continue in this tab anyway",
  "home.mark": "In a Safari tab: data may be cleared after 7 days without use.",
  "home.how": "To keep it, add Daybook to the home screen: press Share, then “Add to Home Screen”.",
  "keep.kept": "This browser will keep your data.",
  "keep.may-be-cleared": "This browser may clear Daybook’s data when space runs low. Pair another device to be safe.",
  "keep.unknown": "This browser does not say whether it keeps your data. Pair another device to be safe.",
  "keep.ask": "Ask it to keep the data",
} as const;
