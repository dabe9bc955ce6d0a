// What went wrong: storage, refused acts, the relay.

export const errors = {
  "store.unavailable":
    "Daybook cannot keep anything here: this browser does not let it store data, perhaps because of a private window. Open it in a normal window to write.",
  "store.newer-database": "A newer Daybook has used this browser. Your tasks are safe. Reload to get the newer version.",
  "store.full": "Not saved: this device’s storage is full. What was saved before is safe. Free some space, then try again.",
  "store.head-moved": "Not saved: another tab was writing at the same moment. Try again.",
  "store.fenced": "Not saved: another tab has taken over. Try again.",
  "store.closed": "Not saved: storage has closed. What was saved before is safe. Reload, then try again.",
  "store.failedOpen":
    "Daybook could not open its storage here, so nothing can be written now. What was saved is safe. Reload to try again.",
  "act.no-such-item": "Not saved: this task is not here any more.",
  "act.newer-item": "Not saved: a newer Daybook made this task. Update this one to change it.",
  "act.unreadable-item":
    "Not saved: part of this device’s storage is damaged, and this task is in it. It is fetched again from your other devices or the relay. Try again then.",
  "act.invalid": "Not saved: this change does not fit the task any more. Look at it again.",
  "act.too-large": "Not saved: that is too much at once. Add it in smaller parts.",
  "act.too-many": "Not saved: there are as many of these as there can be. Remove some first.",
  "act.read-only": "Not saved: this device may read but not write.",

  "wire.unreachable": "The relay cannot be reached.",
  "wire.bad-signature": "The relay did not accept this device’s signature.",
  "wire.wrong-origin": "The relay is known under another address than this one.",
  "wire.not-a-member": "The relay does not know this device as a member.",
  "wire.no-such-space": "The relay does not have this space.",
  "wire.malformed": "The relay and this device do not understand each other.",
  "wire.oversized": "The relay found a message too large.",
  "wire.unexpected": "The relay and this device lost the thread.",
  "wire.unsupported-version": "The relay runs another version. Update it or Daybook.",
  "wire.unverified": "Something sent could not be verified.",
  "wire.rate": "The relay asks to slow down.",
  "wire.too-many-links": "The relay has too many connections.",
  "wire.quota": "The relay has no room left for your space.",
  "wire.no-meeting": "The relay knows no such invitation.",
  "wire.meeting-taken": "The invitation is in use.",
  "wire.window": "The relay was sent too much at once.",
  "wire.idle": "The connection was quiet too long.",
  "wire.storage": "The relay cannot store at the moment.",
  "wire.shutting-down": "The relay is restarting.",
  "wire.internal": "The relay has a problem of its own.",
} as const;
