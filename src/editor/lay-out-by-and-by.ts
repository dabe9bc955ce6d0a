// A long note is there before all of it has been laid out: where nobody looks yet, blocks take an estimated height, and are laid out when somebody comes
// there or, some at a time, when the page has nothing else to do, and all of them before a key moves the caret. Then all is as if it had been so at once: the
// editor's own elements are not touched, and nothing is left that could be in the way of the caret, of finding, or of printing.

/** Laid out in some 5 ms on a desktop, each being a paragraph of half a dozen lines. */
const BLOCKS_AT_ONCE = 25;
/** Of a screen's worth: there is nothing to gain. */
const FEW_BLOCKS = 40;

/** Of a block that is not laid out Chromium takes the beginning for its end, so that a caret that goes there by a key would stand at the wrong end of it. */
const CARET_KEYS = /^(?:Arrow|Page|Home|End)/u;

export type WhenIdle = (task: () => void) => () => void;

/** `element` holds nothing but the editor's element, soon. Ends by itself; returns what ends it at once. */
export function layOutByAndBy(element: HTMLElement, whenIdle: WhenIdle): () => void {
  const sheet = new CSSStyleSheet();
  element.dataset["layout"] = "partly";
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  let laidOut = FEW_BLOCKS;
  let stop: (() => void) | null = null;
  const end = (): void => {
    stop?.();
    element.removeEventListener("keydown", onKey, true);
    delete element.dataset["layout"];
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
  const onKey = ({ key }: KeyboardEvent): void => void (CARET_KEYS.test(key) && end());
  element.addEventListener("keydown", onKey, true);
  const show = (): void => {
    const blocks = `[data-layout="partly"] > * > :nth-child(n + ${laidOut + 1})`;
    sheet.replaceSync(`@media screen { ${blocks} { content-visibility: auto; contain-intrinsic-block-size: auto 5lh; } }`);
    stop = whenIdle(next);
  };
  const next = (): void => {
    if (laidOut >= (element.firstElementChild?.childElementCount ?? 0)) return end();
    laidOut += BLOCKS_AT_ONCE;
    show();
  };
  show();
  return end;
}
