// Which room a note is to be mirrored with.

import { createSignal, Show, type JSX } from "solid-js";
import { MIRROR_ROOT_TYPES, type MirrorRoom, type MirrorRootType } from "../../model/mirror-field.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { PlaceFields } from "../rooms/place-fields.tsx";
import page from "../shell/page.module.css";
import { t, type PlainMessageKey } from "../texts/messages.ts";
import { parseDraft, usualRoots, type DraftFaults, type RoomDraft } from "./room-draft.ts";
import styles from "./mirrors.module.css";

export type MirrorFormProps = {
  readonly draft: RoomDraft;
  readonly problem: string | null;
  readonly onChange: (change: Partial<RoomDraft>) => void;
  readonly onRoom: (room: MirrorRoom) => void;
};

/** What browsers and phones would make of it. */
const AS_TYPED = { autocomplete: "off", autocapitalize: "none", spellcheck: false } as const;

const textOf = (key: PlainMessageKey | undefined): string | null => (key === undefined ? null : t(key));

export function MirrorForm(props: MirrorFormProps): JSX.Element {
  const [faults, setFaults] = createSignal<DraftFaults>({});
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const room = parseDraft(props.draft, location.protocol);
    setFaults(room.ok ? {} : room.error);
    if (room.ok) props.onRoom(room.value);
    else event.currentTarget.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  };
  return (
    <form class={page["form"]} noValidate onSubmit={submit}>
      <p>{t("mirror.explain")}</p>
      <p class={styles["warning"]}>{t("mirror.warning")}</p>
      <Show when={props.problem}>
        {(problem) => (
          <p class={styles["problem"]} role="alert">
            {problem()}
          </p>
        )}
      </Show>
      <PlaceFields draft={props.draft} faults={faults()} onChange={(change) => props.onChange(change)} />
      <RootFields draft={props.draft} nameError={textOf(faults().rootName)} onChange={(change) => props.onChange(change)} />
      <div class={page["buttons"]}>
        <Button look="primary" type="submit">
          {t("mirror.try")}
        </Button>
      </div>
    </form>
  );
}

type RootFieldsProps = Pick<MirrorFormProps, "draft" | "onChange"> & { readonly nameError: string | null };

function RootFields(props: RootFieldsProps): JSX.Element {
  const roots = (): readonly string[] => usualRoots(props.draft.rootType);
  const choose = (rootName: string | null): void =>
    props.onChange(rootName === null ? { isOtherRoot: true, rootName: "" } : { isOtherRoot: false, rootName });
  const chooseType = (rootType: MirrorRootType): void => {
    const [usual = ""] = usualRoots(rootType);
    props.onChange(props.draft.isOtherRoot ? { rootType } : { rootType, rootName: usual });
  };
  return (
    <>
      <Show when={MIRROR_ROOT_TYPES.length > 1}>
        <ChoiceField
          label={t("mirror.rootType")}
          choices={MIRROR_ROOT_TYPES.map((value) => ({ value, label: t(`mirror.rootType.${value}`) }))}
          chosen={props.draft.rootType}
          onChoose={chooseType}
        />
      </Show>
      <ChoiceField
        label={t("mirror.root")}
        choices={[...roots().map((value) => ({ value, label: value })), { value: null, label: t("mirror.rootOther") }]}
        chosen={props.draft.isOtherRoot ? null : props.draft.rootName}
        onChoose={choose}
      />
      <p class={page["quiet"]}>{t(`mirror.rootHint.${props.draft.rootType}`)}</p>
      <Show when={props.draft.isOtherRoot}>
        <TextField
          {...AS_TYPED}
          label={t("mirror.rootName")}
          error={props.nameError}
          value={props.draft.rootName}
          onInput={(event) => props.onChange({ rootName: event.currentTarget.value })}
        />
      </Show>
    </>
  );
}
