// Two texts in two documents that are equal, node by node, and stay so: each node has its twin, and what a transaction does to one is done to the other, in the same
// steps. What was done is taken from Yjs's own events, so that of two equal paragraphs the one goes that went. Where a twin is not what it should be afterwards,
// it is made so by a diff (tree-diff.ts). Nothing is changed where something cannot be carried.

import * as Y from "yjs";
import { assert } from "../base/result.ts";
import { deltaOfSteps, type TextStep } from "../items/tree/text-diff.ts";
import { makeNodeSame, makeSame } from "../items/tree/tree-diff.ts";
import {
  attributesOf,
  isCarried,
  isYNode,
  makeNode,
  readNode,
  readTree,
  runsOf,
  setAttribute,
  valuesEqual,
  type TreeNode,
  type YNode,
} from "../items/tree/tree.ts";

export type TextEvents = readonly Y.YEvent<Y.AbstractType<unknown>>[];

/** `uncarried`: the change holds what no tree can (tree.ts). */
export type Followed = "done" | "uncarried";

export interface Tie {
  /** Must run in a transaction of the other document, before any later change of either. */
  follow(events: TextEvents): Followed;
  twinOf(node: object): Y.XmlFragment | YNode | null;
}

type Step = () => void;

/** `a` and `b` hold equal trees. */
export function tieTexts(a: Y.XmlFragment, b: Y.XmlFragment): Tie {
  const twins = new WeakMap<object, Y.XmlFragment | YNode>([
    [a, b],
    [b, a],
  ]);
  const pairUp = (one: Y.XmlFragment, other: Y.XmlFragment): void => {
    const others = other.toArray();
    for (const [i, node] of one.toArray().entries()) {
      const twin = others[i];
      if (isYNode(node) && isYNode(twin)) pairNodes(node, twin);
    }
  };
  const pairNodes = (node: YNode, twin: YNode): void => {
    twins.set(node, twin);
    twins.set(twin, node);
    if (node instanceof Y.XmlElement && twin instanceof Y.XmlElement) pairUp(node, twin);
  };
  const holdsTwins = (source: Y.XmlFragment, target: Y.XmlFragment): boolean => {
    const [nodes, others] = [source.toArray(), target.toArray()];
    return nodes.length === others.length && nodes.every((node, i) => twins.get(node) === others[i]);
  };
  const mend = (source: Y.XmlFragment | YNode, target: Y.XmlFragment | YNode): void => {
    if (source instanceof Y.XmlText || source instanceof Y.XmlElement) {
      const node = readNode(source);
      if (node !== null && isYNode(target)) makeNodeSame(target, node);
    } else if (target instanceof Y.XmlFragment) makeSame(target, readTree(source) ?? []);
    if (source instanceof Y.XmlFragment && target instanceof Y.XmlFragment) pairUp(source, target);
  };
  const isSame = (source: Y.XmlFragment | YNode, target: Y.XmlFragment | YNode): boolean => {
    if (isYNode(source) && isYNode(target) && !valuesEqual(attributesOf(source), attributesOf(target))) return false;
    if (source instanceof Y.XmlText) return target instanceof Y.XmlText && valuesEqual(runsOf(source), runsOf(target));
    return source instanceof Y.XmlFragment && target instanceof Y.XmlFragment && holdsTwins(source, target);
  };
  pairUp(a, b);

  return {
    follow(events) {
      const changed = events.flatMap((event) => {
        const twin = twins.get(event.target);
        return twin === undefined ? [] : [{ event, source: event.target, twin }];
      });
      assert(changed.length === events.length, "each node has its twin");
      const steps: Step[] = [];
      for (const { event, twin } of changed) {
        const planned = planEvent(event, twin, pairNodes);
        if (planned === null) return "uncarried";
        steps.push(...planned);
      }
      for (const step of steps) step();
      for (const { source, twin } of changed) {
        if (isTied(source) && !isSame(source, twin)) mend(source, twin);
      }
      return "done";
    },
    twinOf: (node) => twins.get(node) ?? null,
  };
}

const isTied = (source: unknown): source is Y.XmlFragment | YNode => source instanceof Y.XmlFragment || source instanceof Y.XmlText;

/** Null where it brings what cannot be carried. */
function planEvent(
  event: Y.YEvent<Y.AbstractType<unknown>>,
  twin: Y.XmlFragment | YNode,
  paired: (node: YNode, twin: YNode) => void,
): Step[] | null {
  const attributes = isYNode(twin) ? planAttributes(event, twin) : [];
  const content = twin instanceof Y.XmlText ? planText(event, twin) : planChildren(event, twin, paired);
  return attributes === null || content === null ? null : [...attributes, ...content];
}

function planAttributes({ target, keys }: Y.YEvent<Y.AbstractType<unknown>>, twin: YNode): Step[] | null {
  const present = isYNode(target) ? attributesOf(target) : {};
  const changed = [...keys.keys()].map((name) => [name, Object.hasOwn(present, name) ? present[name] : undefined] as const);
  if (!changed.every(([, value]) => isCarried(value))) return null;
  return changed.map(
    ([name, value]) =>
      () =>
        setAttribute(twin, name, value),
  );
}

function planText(event: Y.YEvent<Y.AbstractType<unknown>>, twin: Y.XmlText): Step[] | null {
  const { target } = event;
  const runs = target instanceof Y.XmlText ? runsOf(target) : [];
  if (!isCarried(runs)) return null;
  const delta = deltaOfSteps(stepsOf(event), runsOf(twin), runs);
  return delta.length === 0 ? [] : [() => twin.applyDelta(delta)];
}

/** What a text's event says of its characters. Yjs's own `delta` (and `changes`) of it must not be read: it deletes formats that it finds needless. */
function stepsOf(event: Y.YEvent<Y.AbstractType<unknown>>): TextStep[] {
  const steps: TextStep[] = [];
  for (let item = event.target._start; item !== null; item = item.right) {
    if (!item.countable) continue;
    const isGone = event.deletes(item);
    if (event.adds(item)) {
      if (!isGone) steps.push({ kind: "insert", length: item.length });
    } else if (isGone) steps.push({ kind: "delete", length: item.length });
    else if (!item.deleted) steps.push({ kind: "retain", length: item.length });
  }
  return steps;
}

function planChildren(
  event: Y.YEvent<Y.AbstractType<unknown>>,
  twin: Y.XmlFragment,
  paired: (node: YNode, twin: YNode) => void,
): Step[] | null {
  const steps: Step[] = [];
  let at = 0;
  for (const op of event.changes.delta) {
    const from = at;
    if (op.retain !== undefined) at += op.retain;
    else if (op.delete !== undefined) {
      const length = op.delete;
      steps.push(() => twin.delete(from, length));
    } else {
      const inserted: readonly unknown[] = Array.isArray(op.insert) ? op.insert : [];
      const nodes = inserted.filter(isYNode);
      const trees = nodes.map((node) => readNode(node)).filter((tree): tree is TreeNode => tree !== null);
      if (trees.length < inserted.length) return null;
      at += nodes.length;
      steps.push(() => insertTwins(twin, from, nodes, trees, paired));
    }
  }
  return steps;
}

function insertTwins(
  twin: Y.XmlFragment,
  at: number,
  nodes: readonly YNode[],
  trees: readonly TreeNode[],
  paired: (node: YNode, twin: YNode) => void,
): void {
  const made = trees.map(makeNode);
  twin.insert(at, made);
  for (const [i, node] of nodes.entries()) {
    const copy = made[i];
    if (copy !== undefined) paired(node, copy);
  }
}
