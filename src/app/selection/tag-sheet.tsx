// The tags of tasks: those of one task can be taken away too, to several tags are added. Loaded on first use.

import { createSignal, type JSX } from "solid-js";
import { MAX_TAG_LENGTH, tagKey } from "../../model/tag.ts";
import { normaliseTag } from "../../model/typed-tag.ts";
import { TagField } from "../../ui/field/tag-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";

export type TagSheetProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** Those of one task; null for several tasks. */
  readonly tags: readonly string[] | null;
  readonly onAdd: (tag: string) => void;
  readonly onRemove: (tag: string) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function TagSheet(props: TagSheetProps): JSX.Element {
  const { client } = useApp();
  const [added, setAdded] = createSignal<readonly string[]>([]);
  const add = (typed: string): void => {
    const tag = normaliseTag(typed);
    if (tag === "") return;
    setAdded((present) => [...present.filter((one) => tagKey(one) !== tagKey(tag)), tag]);
    props.onAdd(tag);
  };
  const remove = (tag: string): void => {
    setAdded((present) => present.filter((one) => one !== tag));
    props.onRemove(tag);
  };
  return (
    <Sheet
      title={props.title}
      titleIsUserText={props.titleIsUserText}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <TagField
        label={t("details.tags")}
        tags={props.tags ?? added()}
        known={client.tags().map(({ tag }) => tag)}
        placeholder={t("details.addTag")}
        removeLabel={(tag) => t("details.removeTag", tag)}
        maxLength={MAX_TAG_LENGTH}
        onAdd={add}
        onRemove={remove}
        // After the sheet, which takes the focus first.
        fieldRef={(field) => setTimeout(() => field.focus())}
      />
    </Sheet>
  );
}
