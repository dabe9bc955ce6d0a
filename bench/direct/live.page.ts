// Run in pages, not here: they are sent there as text, so that they may use nothing from outside themselves.

/** When a text field had so many characters, or the key for it was pressed (ms since 1970, of this page's own monotonic clock). */
type Moment = { readonly length: number; readonly atMs: number };

declare global {
  var keysPressed: Moment[] | undefined;
  var textsShown: Moment[] | undefined;
}

/** By how much this page's monotonic clock is ahead of the machine's clock, which all pages share: read where that one goes on by a millisecond. */
export function clockAheadMs(): number {
  const READINGS = 15;
  const readings: number[] = [];
  for (let reading = 0; reading < READINGS; reading++) {
    const beganMs = Date.now();
    while (Date.now() === beganMs);
    readings.push(performance.timeOrigin + performance.now() - Date.now());
  }
  return readings.toSorted((a, b) => a - b)[Math.floor(READINGS / 2)] ?? 0;
}

/** Of a field, or an editor with one line, in which every key adds one character. */
export function noteKeys(field: HTMLElement | SVGElement): void {
  const pressed: Moment[] = [];
  globalThis.keysPressed = pressed;
  const textOf = (): string => (field instanceof HTMLTextAreaElement ? field.value : (field.querySelector("p")?.textContent ?? ""));
  field.addEventListener(
    "keydown",
    (event) => {
      if (event instanceof KeyboardEvent) pressed.push({ length: textOf().length + 1, atMs: performance.timeOrigin + event.timeStamp });
    },
    true,
  );
}

/** What a script sets in a field tells nobody: the field's own `value` is put in its place. What others write into an editor is seen without their caret. */
export function noteTexts(field: HTMLElement | SVGElement): void {
  const shown: Moment[] = [];
  globalThis.textsShown = shown;
  if (!(field instanceof HTMLTextAreaElement)) {
    const look = (): void => {
      const line = field.querySelector("p")?.cloneNode(true);
      if (!(line instanceof Element)) return;
      for (const caret of line.querySelectorAll(".remote-caret")) caret.remove();
      shown.push({ length: (line.textContent ?? "").length, atMs: performance.timeOrigin + performance.now() });
    };
    new MutationObserver(look).observe(field, { childList: true, characterData: true, subtree: true });
    return;
  }
  const native = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
  Object.defineProperty(field, "value", {
    configurable: true,
    get: () => native?.get?.call(field) as unknown,
    set(text: string) {
      native?.set?.call(field, text);
      shown.push({ length: text.length, atMs: performance.timeOrigin + performance.now() });
    },
  });
}

export const keysPressedInPage = (): readonly Moment[] => globalThis.keysPressed ?? [];

export const textsShownInPage = (): readonly Moment[] => globalThis.textsShown ?? [];
