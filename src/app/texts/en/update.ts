// Versions: an update that is ready, tabs of different versions, and parts that do not fit together.

export const update = {
  "update.label": "Update",
  "update.ready": "A new version of Daybook is ready.",
  "update.now": "Update now",
  "update.later": "Later",
  "update.applying": "Saving everything, then updating.",
  "update.unsaved": "Not updated: something you wrote, here or in another tab, is not saved yet. Save it or take it back, then try again.",
  "update.pairing": "Not updated: a device is being added. Finish or cancel that, then try again.",
  "update.failed": "The new version did not start. You can go on as before, and try again later.",
  "update.check": "Check for updates",
  "update.checking": "Looking for a new version.",
  "update.fetching": "Fetching the new version.",
  "update.current": "This is the newest version.",
  "update.unreachable": "Could not check: the server cannot be reached.",
  "update.fingerprint": (hash: string) => `Fingerprint of its files: ${hash}`,
  "update.overtaken":
    "Daybook was updated in another tab, and something here is not saved yet. Save it, or copy what you want to keep, then reload.",
  "update.tabNewer": "Another tab runs a newer Daybook. Reload to have it here too.",
  "update.tabOlder": "Another tab still runs an older Daybook.",
  "update.tabOther": "Another tab runs another version of Daybook. Reload to have the newest one here.",
  "update.reloadOther": "Reload that tab",
  "update.waitsForTab":
    "Another tab has an older Daybook open and holds your tasks. Nothing is lost. Close that tab or look at it once, and this one goes on.",
  "update.mixed": "Parts of two versions of Daybook came together, so nothing is opened. Your tasks are safe. Fetch Daybook anew to go on.",
  "update.anew": "Fetch anew",
  "update.incomplete": "A part of Daybook could not be loaded. What was saved is safe. Reload to go on.",
} as const;
