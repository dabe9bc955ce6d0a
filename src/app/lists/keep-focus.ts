// What is moved among its neighbours by keys.

/** An element that is moved in the document loses the focus: it gets it back, once. */
export function keepFocus(link: HTMLElement): void {
  link.addEventListener(
    "blur",
    () =>
      requestAnimationFrame(() => {
        if (link.isConnected && document.activeElement === document.body) link.focus();
      }),
    { once: true },
  );
}
