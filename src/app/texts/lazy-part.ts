// A part of the window that is loaded when it is first shown, with the texts that only such parts say.

import { lazy, type Component } from "solid-js";
import { loadAllTexts } from "./messages.ts";

// Components take whatever props they take.
// oxlint-disable-next-line typescript/no-explicit-any -- as `lazy` of the framework has it
type AnyComponent = Component<any>;

type LazyPart<Part extends AnyComponent> = Part & { readonly preload: () => Promise<{ default: Part }> };

/** As `lazy`, of what `load` comes to. */
export const lazyPart = <Part extends AnyComponent>(load: () => Promise<Part>): LazyPart<Part> =>
  lazy(async () => {
    const [part] = await Promise.all([load(), loadAllTexts()]);
    return { default: part };
  });
