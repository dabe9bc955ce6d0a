// What a note may consist of, as the editor knows it: TipTap's nodes and marks with nothing that depends on the screen. What is not here belongs to a later
// version or to another program, and keeps a note from being written (bindable.ts). Their names and attributes are part of the format.

import { CodeBlock } from "@tiptap/extension-code-block";
import { Heading } from "@tiptap/extension-heading";
import { isAllowedUri, Link } from "@tiptap/extension-link";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import { mergeAttributes, type Extensions } from "@tiptap/core";
import { StarterKit } from "@tiptap/starter-kit";

export const HEADING_LEVELS = [1, 2, 3] as const;

/** The note's title is the heading of the first rank on its page. */
const NoteHeading = Heading.extend({
  renderHTML({ node, HTMLAttributes }) {
    // Of a lower rank than the editor knows, as Markdown has them: the lowest.
    const level = HEADING_LEVELS.findLast((known) => known <= Number(node.attrs["level"])) ?? 1;
    return [`h${level + 1}`, mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), 0];
  },
  parseHTML() {
    return [
      { tag: "h1", attrs: { level: 1 } },
      { tag: "h2", attrs: { level: 1 } },
      { tag: "h3", attrs: { level: 2 } },
      ...["h4", "h5", "h6"].map((tag) => ({ tag, attrs: { level: 3 } })),
    ];
  },
}).configure({ levels: [...HEADING_LEVELS] });

/** Beside those of the web. */
const LINK_PROTOCOLS = ["mailto", "tel"];

/** Whatever another device, an import or a room has written into the mark: how a link opens and what it looks like is not its author's to say. */
const NoteLink = Link.extend({
  renderHTML({ mark }) {
    const { href, title }: { readonly [name: string]: unknown } = mark.attrs;
    const leads = typeof href === "string" && Boolean(isAllowedUri(href, LINK_PROTOCOLS));
    return ["a", { ...this.options.HTMLAttributes, href: leads ? href : null, title: typeof title === "string" ? title : null }, 0];
  },
}).configure({ openOnClick: false, autolink: true, defaultProtocol: "https", protocols: LINK_PROTOCOLS });

/** As one word: with a blank in it, it could name the app's own classes. */
const LANGUAGE = /^[\w+#.-]{1,40}$/u;

const NoteCodeBlock = CodeBlock.extend({
  renderHTML({ node, HTMLAttributes }) {
    const language: unknown = node.attrs["language"];
    const isNamed = typeof language === "string" && LANGUAGE.test(language);
    const code = isNamed ? { class: `${this.options.languageClassPrefix ?? ""}${language}` } : {};
    return ["pre", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), ["code", code, 0]];
  },
});

/** `checkboxLabel`: of a check box, by the text beside it. */
export const noteExtensions = (checkboxLabel: (text: string) => string): Extensions => [
  StarterKit.configure({
    // Undo is Yjs's, which takes back the user's own changes alone; a node at the end that nobody has typed would be a change.
    undoRedo: false,
    trailingNode: false,
    heading: false,
    underline: false,
    link: false,
    codeBlock: false,
  }),
  NoteLink,
  NoteCodeBlock,
  NoteHeading,
  TaskList,
  TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => checkboxLabel(node.textContent) } }),
];
