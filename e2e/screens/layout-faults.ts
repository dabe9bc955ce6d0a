// What is wrong with how a page is laid out, found without knowing the page. The rules:
//
// 1. No element is wider than the viewport, and nothing scrolls sideways but fields of text.
// 2. No text is cut off: where a box hides what leaves it, or ends at the edge of the screen without a way to scroll there, text stays inside.
//    A text that ends in an ellipsis counts as cut, unless it is the user's own (translate="no") or its control carries it in full as its name.
// 3. No text is wider than the block it stands in.
// 4. A field shows its placeholder, and a closed list its choice, in full.
// 5. What the user wrote is not offered to translators: it lies in something with translate="no".
// 6. Nothing lies over the ways to other places, unless a dialog or a menu is open.
// 7. On a narrow screen what can be pressed is 44 px high and wide, itself or the label around it; links within a text are left out, and
//    what has the focus already.
//
// One pixel is forgiven, for rounding and for letters that lean out. What is hidden from everybody, or from everybody but listeners, is left out.
// The functions of this file run in the page, sent there by their source: they use nothing but each other.

import type { Page } from "@playwright/test";

/** Stands in everything that tests write in a user's name. */
export const USER_MARK = "Quandt";

type Axis = "x" | "y";
type Span = { readonly from: number; readonly to: number };

function nameOf(element: Element): string {
  return `${element.tagName.toLowerCase()} “${(element.textContent ?? "").trim().slice(0, 40)}”`;
}

function ancestorsOf(element: Element): readonly Element[] {
  const ancestors: Element[] = [];
  for (let box: Element | null = element; box !== null && box !== document.documentElement; box = box.parentElement) ancestors.push(box);
  return ancestors;
}

function isForListeners(element: Element): boolean {
  return ancestorsOf(element).some((box) => getComputedStyle(box).clipPath.startsWith("inset"));
}

function isSeen(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isForListeners(element);
}

function textNodes(): readonly Text[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    if (node instanceof Text && node.data.trim() !== "" && node.parentElement !== null) nodes.push(node);
  }
  return nodes;
}

function wideElements(): readonly string[] {
  const faults: string[] = [];
  for (const element of document.querySelectorAll("html, body, body *")) {
    if (!isSeen(element)) continue;
    const { width } = element.getBoundingClientRect();
    if (width > innerWidth + 1) faults.push(`${nameOf(element)} is ${Math.round(width)} px wide`);
    const scrolls = element === document.documentElement || /auto|scroll/u.test(getComputedStyle(element).overflowX);
    const sidewaysPx = element.scrollWidth - element.clientWidth;
    if (scrolls && !element.matches("input, textarea, select") && sidewaysPx > 1) {
      faults.push(`${nameOf(element)} scrolls ${sidewaysPx} px sideways`);
    }
  }
  return faults;
}

function spanOf(box: DOMRect, axis: Axis): Span {
  return axis === "x" ? { from: box.left, to: box.right } : { from: box.top, to: box.bottom };
}

function leaves(text: Span, box: Span, forgivenPx: number): boolean {
  return text.from < box.from - forgivenPx || text.to > box.to + forgivenPx;
}

/** Where spaces are kept, one may hang over the end of a line. */
function forgivenIn(element: Element): number {
  const { whiteSpaceCollapse, fontSize } = getComputedStyle(element);
  return whiteSpaceCollapse === "collapse" ? 1 : Number.parseFloat(fontSize) / 3;
}

/** An ellipsis, or a last line, that is meant: the whole is one step away, in the same control. */
function mayEnd(box: Element, element: Element): boolean {
  const { textOverflow, webkitLineClamp } = getComputedStyle(box);
  const isMeant = textOverflow === "ellipsis" || webkitLineClamp !== "none";
  const control = element.closest("a, button, [role=button], [role=menuitem], [role=row]") ?? element;
  return isMeant && (control.matches("[aria-label], [title]") || element.closest("[translate=no]") !== null);
}

function overflowOf(box: Element, axis: Axis): string {
  const { overflowX, overflowY } = getComputedStyle(box);
  return axis === "x" ? overflowX : overflowY;
}

/** What can be seen of the page, by scrolling it down where it scrolls. */
function reachableOf(axis: Axis): Span {
  const { scrollHeight } = document.documentElement;
  return axis === "x" ? { from: 0, to: innerWidth } : { from: -scrollY, to: Math.max(innerHeight, scrollHeight - scrollY) };
}

/** Where the text is cut on its way up to the page; null when it is whole or can be scrolled to. */
function whereCut(text: Span, element: Element, axis: Axis): string | null {
  const forgivenPx = forgivenIn(element);
  const blocks = ancestorsOf(element).filter((box) => !/inline$|contents/u.test(getComputedStyle(box).display));
  for (const box of blocks) {
    const overflow = overflowOf(box, axis);
    if (/auto|scroll/u.test(overflow)) return null;
    if (!leaves(text, spanOf(box.getBoundingClientRect(), axis), forgivenPx)) continue;
    if (overflow !== "visible") return mayEnd(box, element) ? null : `is cut off by ${box.tagName.toLowerCase()}.${box.className}`;
    if (box === blocks[0] && axis === "x") return "is wider than its block";
  }
  return leaves(text, reachableOf(axis), forgivenPx) ? "leaves the screen" : null;
}

function cutTexts(): readonly string[] {
  const range = document.createRange();
  const faults: string[] = [];
  for (const node of textNodes()) {
    const element = node.parentElement;
    if (element === null || !isSeen(element)) continue;
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    const where = whereCut(spanOf(box, "x"), element, "x") ?? whereCut(spanOf(box, "y"), element, "y");
    if (where !== null) faults.push(`“${node.data.trim().slice(0, 60)}” ${where}`);
  }
  return faults;
}

function shownIn(field: Element): string {
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text ?? "";
  return field instanceof HTMLInputElement && field.value === "" ? field.placeholder : "";
}

function cutFields(): readonly string[] {
  const pen = document.createElement("canvas").getContext("2d");
  const faults: string[] = [];
  for (const field of document.querySelectorAll("input, select")) {
    const text = shownIn(field);
    if (text === "" || pen === null || !isSeen(field)) continue;
    const style = getComputedStyle(field);
    pen.font = style.font;
    const room = field.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    if (pen.measureText(text).width > room + 1) faults.push(`“${text}” does not fit its field`);
  }
  return faults;
}

function translatableTexts(mark: string): readonly string[] {
  return textNodes()
    .filter((node) => node.data.includes(mark))
    .filter((node) => node.parentElement?.closest("[translate]")?.getAttribute("translate") !== "no")
    .map((node) => `“${node.data.slice(0, 60)}” is offered to translators`);
}

function coveredPlaces(): readonly string[] {
  if (document.querySelector("[role=dialog], [role=menu]") !== null) return [];
  return [...document.querySelectorAll("nav a, nav button")]
    .filter((place) => {
      const { left, top, width, height } = place.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const isOnScreen = width > 0 && x > 0 && y > 0 && x < innerWidth && y < innerHeight;
      return isOnScreen && isSeen(place) && !place.contains(document.elementFromPoint(x, y));
    })
    .map((place) => `${nameOf(place)} is covered`);
}

function isWithinText(element: Element): boolean {
  const around = element.parentElement;
  return getComputedStyle(element).display === "inline" && around !== null && around.textContent !== element.textContent;
}

/** Width and height of what answers to a finger: the label around it, and what it reaches out with beyond its own box. */
function reachedBy(element: Element): readonly [width: number, height: number] {
  const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
  const { content, position, inset } = getComputedStyle(element, "::after");
  const beyond = content !== "none" && position === "absolute" ? inset.split(" ").map(Number.parseFloat) : [0];
  const [top = 0, right = top, bottom = top, left = right] = beyond;
  return [width - left - right, height - top - bottom];
}

function smallTargets(): readonly string[] {
  if (!matchMedia("(max-width: 40rem)").matches) return [];
  const leastPx = 43;
  return [...document.querySelectorAll("button, a[href], input, select, textarea, [role=menuitem], [role=option]")]
    .filter((element) => isSeen(element) && !isWithinText(element) && element !== document.activeElement)
    .map((element) => ({ element, reached: reachedBy(element) }))
    .filter(({ reached: [width, height] }) => width > 0 && Math.min(width, height) <= leastPx)
    .map(({ element, reached }) => {
      const name = element.getAttribute("aria-label") ?? nameOf(element.closest("label") ?? element);
      return `${name} is ${reached.map(Math.round).join(" by ")} px, small for a finger`;
    });
}

const IN_PAGE: readonly ((...args: never[]) => unknown)[] = [
  [nameOf, ancestorsOf, isForListeners, isSeen, textNodes, spanOf, leaves, forgivenIn, mayEnd, overflowOf, reachableOf, whereCut, shownIn],
  [wideElements, cutTexts, cutFields, translatableTexts, coveredPlaces, smallTargets, reachedBy, isWithinText],
].flat();

/** Each a sentence that names the element or the text. */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  const run = `[...wideElements(), ...cutTexts(), ...cutFields(), ...coveredPlaces(), ...smallTargets(), ...translatableTexts(${JSON.stringify(USER_MARK)})]`;
  const faults: unknown = await page.evaluate(`(() => { ${IN_PAGE.map(String).join("\n")}\nreturn ${run}; })()`);
  if (!Array.isArray(faults)) throw new Error("the page answers otherwise");
  return [...new Set(faults.map(String))];
}
