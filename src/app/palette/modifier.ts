// How the key is written that goes with letters for commands: both work everywhere, this is the one on the keyboard at hand.

const APPLE = /\b(?:Macintosh|Mac OS X|iPhone|iPad)\b/u;

export const modifier = (): string => (typeof navigator !== "undefined" && APPLE.test(navigator.userAgent) ? "⌘" : "Ctrl");
