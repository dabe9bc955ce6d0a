// The notes of a task as they are read, drawn as the editor draws them, so that nothing moves when it takes their place: from the first moment on, and wherever
// they may not be written. What this version does not know is drawn as the text that is in it.

import { For, Match, Show, Switch, type JSX } from "solid-js";
import type { ElementNode, Run, Tree, TreeNode } from "../../../model/task-details.ts";
import { t } from "../../texts/messages.ts";

/** Elements inside each other: members' devices may write anything. */
const MAX_DEPTH = 40;

/** Plain notes as the editor has them. */
export const treeOfText = (text: string): Tree =>
  text.split("\n").map((line): ElementNode => ({
    kind: "element",
    name: "paragraph",
    attributes: {},
    children: line === "" ? [] : [{ kind: "text", attributes: {}, runs: [{ insert: line, attributes: {} }] }],
  }));

export function FormattedText(props: { readonly tree: Tree }): JSX.Element {
  return <Nodes nodes={props.tree} depth={0} />;
}

type NodesProps = { readonly nodes: readonly TreeNode[]; readonly depth: number };

function Nodes(props: NodesProps): JSX.Element {
  return (
    <Show when={props.depth < MAX_DEPTH}>
      <For each={props.nodes}>
        {(node) => (node.kind === "text" ? <Runs runs={node.runs} /> : <Element node={node} depth={props.depth + 1} />)}
      </For>
    </Show>
  );
}

type ElementProps = { readonly node: ElementNode; readonly depth: number };

const HEADINGS = ["h2", "h3", "h4"] as const;

function levelOf({ attributes }: ElementNode): number {
  return Math.min(Math.max(Number(attributes["level"]) || 1, 1), HEADINGS.length);
}

function startOf({ attributes }: ElementNode): number | undefined {
  const start = Number(attributes["start"]);
  return Number.isSafeInteger(start) && start !== 1 ? start : undefined;
}

function Element(props: ElementProps): JSX.Element {
  const children = (): JSX.Element => <Nodes nodes={props.node.children} depth={props.depth} />;
  const isNamed = (name: string): boolean => props.node.name === name;
  return (
    <Switch fallback={<p>{children()}</p>}>
      <Match when={isNamed("hardBreak")}>
        <br />
      </Match>
      <Match when={isNamed("horizontalRule")}>
        <hr />
      </Match>
      <Match when={isNamed("paragraph")}>
        <p>
          <Line node={props.node} depth={props.depth} />
        </p>
      </Match>
      <Match when={isNamed("heading")}>
        <Heading node={props.node} depth={props.depth} />
      </Match>
      <Match when={isNamed("bulletList")}>
        <ul>{children()}</ul>
      </Match>
      <Match when={isNamed("orderedList")}>
        <ol start={startOf(props.node)}>{children()}</ol>
      </Match>
      <Match when={isNamed("listItem")}>
        <li>{children()}</li>
      </Match>
      <Match when={isNamed("taskList")}>
        <ul data-type="taskList">{children()}</ul>
      </Match>
      <Match when={isNamed("taskItem")}>
        <CheckItem node={props.node}>{children()}</CheckItem>
      </Match>
      <Match when={isNamed("blockquote")}>
        <blockquote>{children()}</blockquote>
      </Match>
      <Match when={isNamed("codeBlock")}>
        <pre>
          <code>{children()}</code>
        </pre>
      </Match>
    </Switch>
  );
}

/** An empty line is as high as any. */
function Line(props: ElementProps): JSX.Element {
  return (
    <Show when={props.node.children.length > 0} fallback={<br />}>
      <Nodes nodes={props.node.children} depth={props.depth} />
    </Show>
  );
}

function Heading(props: ElementProps): JSX.Element {
  const line = (): JSX.Element => <Line node={props.node} depth={props.depth} />;
  return (
    <Switch fallback={<h2>{line()}</h2>}>
      <Match when={levelOf(props.node) === 2}>
        <h3>{line()}</h3>
      </Match>
      <Match when={levelOf(props.node) === 3}>
        <h4>{line()}</h4>
      </Match>
    </Switch>
  );
}

const textIn = (node: TreeNode): string =>
  node.kind === "text"
    ? node.runs.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("")
    : node.children.map(textIn).join("");

function CheckItem(props: { readonly node: ElementNode; readonly children: JSX.Element }): JSX.Element {
  const isChecked = (): boolean => props.node.attributes["checked"] === true;
  return (
    <li data-checked={String(isChecked())}>
      <label>
        <input type="checkbox" checked={isChecked()} disabled aria-label={t("notes.check", textIn(props.node))} />
        <span />
      </label>
      <div>{props.children}</div>
    </li>
  );
}

function Runs(props: { readonly runs: readonly Run[] }): JSX.Element {
  return <For each={props.runs}>{(run) => (typeof run.insert === "string" ? <Marked run={run} text={run.insert} /> : null)}</For>;
}

/** What is followed from here. */
const SAFE = /^(?:https?:|mailto:|tel:)/iu;

function hrefOf({ attributes }: Run): string | undefined {
  const link: unknown = attributes["link"];
  const href: unknown = typeof link === "object" && link !== null && "href" in link ? link.href : undefined;
  return typeof href === "string" && SAFE.test(href.trim()) ? href.trim() : undefined;
}

function Marked(props: { readonly run: Run; readonly text: string }): JSX.Element {
  const has = (mark: string): boolean => props.run.attributes[mark] !== undefined && props.run.attributes[mark] !== null;
  const code = (): JSX.Element => (has("code") ? <code>{props.text}</code> : props.text);
  const struck = (): JSX.Element => (has("strike") ? <s>{code()}</s> : code());
  const slanted = (): JSX.Element => (has("italic") ? <em>{struck()}</em> : struck());
  const strong = (): JSX.Element => (has("bold") ? <strong>{slanted()}</strong> : slanted());
  return (
    <Show when={has("link")} fallback={strong()}>
      <a href={hrefOf(props.run)} target="_blank" rel="noopener noreferrer nofollow">
        {strong()}
      </a>
    </Show>
  );
}
