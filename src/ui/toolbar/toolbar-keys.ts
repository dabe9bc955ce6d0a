// One button of a bar is in the tab order; the arrow keys, Home and End go along them.

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

const buttonsOf = (bar: HTMLElement): readonly HTMLButtonElement[] => [...bar.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];

/** Only `chosen` is reached by the Tab key. */
export function setTabStop(bar: HTMLElement, chosen: Element | undefined): void {
  for (const button of bar.querySelectorAll("button")) button.tabIndex = button === chosen ? 0 : -1;
}

export const beginWithFirst = (bar: HTMLElement): void => setTabStop(bar, buttonsOf(bar)[0] ?? bar.querySelector("button") ?? undefined);

export function goAlong(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const buttons = buttonsOf(event.currentTarget);
  const index = buttons.findIndex((button) => button === document.activeElement);
  const step = (STEPS[event.key] ?? 0) * (getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1);
  const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : index + step;
  if (next === index) return;
  event.preventDefault();
  buttons[(next + buttons.length) % buttons.length]?.focus();
}
