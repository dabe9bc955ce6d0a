// Whether keys pressed there belong to a text that is being written.

/** The field for new tasks has the focus where nothing else has: as long as it is empty, a key may mean something else. */
export const isWriting = (target: EventTarget | null): boolean =>
  isTextField(target) && !(target instanceof HTMLInputElement && target.value === "" && target.dataset["kept"] !== undefined);

/** A field without a text in it has nothing of its own to undo: keys for the app are heard there. */
export const holdsText = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement ? target.value !== "" : isTextField(target);

export const isTextField = (target: EventTarget | null): target is HTMLElement =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type)) ||
  (target instanceof HTMLElement && target.isContentEditable);
