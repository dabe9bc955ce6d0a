// What a foreign document holds, part by part, and what becomes of each. Nothing is chosen that the user has not seen.

import { createMemo, createResource, createSignal, For, Show, type JSX } from "solid-js";
import { bodyUpdates } from "../../imports/body-updates.ts";
import type { UpdateFormat } from "../../imports/read-update.ts";
import { EMBED } from "../../imports/foreign-node.ts";
import type { ForeignRoot } from "../../imports/roots.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import type { NewNote } from "./make-notes.ts";
import type { Found } from "./read-source.ts";
import { MAX_SUGGESTED, suggestTitle } from "./suggest-title.ts";
import styles from "./imports.module.css";

const EXCERPT_CHARACTERS = 400;

export type PreviewProps = {
  readonly found: Found;
  readonly onMake: (notes: readonly NewNote[]) => void;
  readonly onBack: () => void;
};

/** Whether the editor can be bound to it; where its code cannot be had nobody knows, and nothing is said. */
async function isEditable(root: ForeignRoot): Promise<boolean> {
  const { canEdit } = await import("../../editor/can-edit.ts");
  return canEdit(bodyUpdates(root.nodes, 1));
}

export function Preview(props: PreviewProps): JSX.Element {
  const formats = (): readonly UpdateFormat[] => [...props.found.formats.keys()];
  const [chosenFormat, setFormat] = createSignal<UpdateFormat | null>(null);
  const format = (): UpdateFormat | null => chosenFormat() ?? (formats().length === 1 ? (formats()[0] ?? null) : null);
  const roots = createMemo((): readonly ForeignRoot[] => {
    const known = format();
    return known === null ? [] : (props.found.formats.get(known) ?? []);
  });
  const [titles, setTitles] = createSignal<ReadonlyMap<string, string>>(new Map());
  const titleFor = ({ name }: ForeignRoot): string => suggestTitle(roots().length === 1 || name === "" ? props.found.name : name);
  const change = (root: ForeignRoot, title: string | null): void => {
    const next = new Map(titles());
    if (title === null) next.delete(root.name);
    else next.set(root.name, title);
    setTitles(next);
  };
  const chosen = (): readonly NewNote[] =>
    roots().flatMap(({ name, nodes }) => {
      const title = titles().get(name);
      return title === undefined ? [] : [{ title: title.trim(), nodes }];
    });
  return (
    <div class={page["page"]}>
      <p class={page["quiet"]} translate="no" dir="auto">
        {t("import.from", props.found.name)}
      </p>
      <Show when={formats().length > 1}>
        <ChoiceField
          label={t("import.format")}
          choices={formats().map((value) => ({ value, label: t(`import.format.${value}`) }))}
          chosen={format()}
          onChoose={setFormat}
        />
      </Show>
      <For each={roots()}>
        {(root) => (
          <RootPart
            root={root}
            title={titles().get(root.name) ?? null}
            suggested={titleFor(root)}
            onTitle={(title) => change(root, title)}
          />
        )}
      </For>
      <div class={page["buttons"]}>
        <Button disabled={chosen().length === 0} onClick={() => props.onMake(chosen())}>
          {chosen().length === 0 ? t("import.none") : t("import.make", chosen().length)}
        </Button>
        <Button look="plain" onClick={() => props.onBack()}>
          {t("import.other")}
        </Button>
      </div>
    </div>
  );
}

type RootPartProps = {
  readonly root: ForeignRoot;
  /** Null: no note is made of it. */
  readonly title: string | null;
  readonly suggested: string;
  readonly onTitle: (title: string | null) => void;
};

function RootPart(props: RootPartProps): JSX.Element {
  const [canEdit] = createResource(async () => props.root.isTooLong || isEditable(props.root).catch(() => true));
  const facts = (): string => {
    const count = props.root.text.length;
    const shape = t(`import.shape.${props.root.shape}`);
    if (props.root.shape === "other") return shape;
    return `${shape} · ${count === 0 ? t("import.noText") : t("import.characters", count)}`;
  };
  const leftOut = (): string =>
    [...props.root.leftOut].map(([name, count]) => `${name === EMBED ? t("import.embed") : name} (${count})`).join(", ");
  return (
    <section class={styles["root"]}>
      <h3 class={page["heading"]} dir="auto">
        {t("import.root", props.root.name)}
      </h3>
      <p class={page["quiet"]}>{facts()}</p>
      <Show when={props.root.text !== ""}>
        <p class={styles["excerpt"]} translate="no" dir="auto">
          {props.root.text.slice(0, EXCERPT_CHARACTERS)}
          {props.root.text.length > EXCERPT_CHARACTERS ? "…" : ""}
        </p>
      </Show>
      <Show when={leftOut() !== ""}>
        <p class={page["quiet"]}>{t("import.leftOut", leftOut())}</p>
      </Show>
      <Show when={props.root.isTooLong}>
        <p class={page["quiet"]}>{t("import.tooLong")}</p>
      </Show>
      <Show when={props.root.shape !== "other" && !props.root.isTooLong}>
        <Show when={canEdit.latest === false}>
          <p class={page["quiet"]}>{t("import.readOnly")}</p>
        </Show>
        <label class={styles["take"]}>
          <input
            type="checkbox"
            checked={props.title !== null}
            onChange={(event) => props.onTitle(event.currentTarget.checked ? props.suggested : null)}
          />
          <span>{t("import.take")}</span>
        </label>
        <Show when={props.title !== null}>
          <TextField
            label={t("import.noteTitle")}
            autocomplete="off"
            maxLength={MAX_SUGGESTED}
            value={props.title ?? ""}
            onInput={(event) => props.onTitle(event.currentTarget.value)}
          />
        </Show>
      </Show>
    </section>
  );
}
