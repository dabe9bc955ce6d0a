// Where a room of another app is.

import { Show, type JSX } from "solid-js";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { t } from "../texts/messages.ts";
import type { PlaceDraft, PlaceFaults } from "./place-draft.ts";

export type PlaceFieldsProps = {
  readonly draft: PlaceDraft;
  readonly faults: PlaceFaults;
  readonly onChange: (change: Partial<PlaceDraft>) => void;
};

const KINDS = ["websocket", "webrtc"] as const;
/** What browsers and phones would make of it. */
const AS_TYPED = { autocomplete: "off", autocapitalize: "none", spellcheck: false } as const;

export function PlaceFields(props: PlaceFieldsProps): JSX.Element {
  const faultText = (field: keyof PlaceFaults): string | null => {
    const key = props.faults[field];
    return key === undefined ? null : t(key);
  };
  return (
    <>
      <ChoiceField
        label={t("room.kind")}
        choices={KINDS.map((value) => ({ value, label: t(`room.kind.${value}`) }))}
        chosen={props.draft.kind}
        onChoose={(kind) => props.onChange({ kind })}
      />
      <TextField
        {...AS_TYPED}
        label={t(`room.address.${props.draft.kind}`)}
        hint={t(`room.addressHint.${props.draft.kind}`)}
        error={faultText("address")}
        type="url"
        value={props.draft.address}
        onInput={(event) => props.onChange({ address: event.currentTarget.value })}
      />
      <TextField
        {...AS_TYPED}
        label={t("room.name")}
        error={faultText("room")}
        value={props.draft.room}
        onInput={(event) => props.onChange({ room: event.currentTarget.value })}
      />
      <Show when={props.draft.kind === "webrtc"}>
        <TextField
          {...AS_TYPED}
          label={t("room.password")}
          hint={t("room.passwordHint")}
          error={faultText("password")}
          value={props.draft.password}
          onInput={(event) => props.onChange({ password: event.currentTarget.value })}
        />
      </Show>
      <TextField
        {...AS_TYPED}
        label={t("room.token")}
        value={props.draft.token}
        onInput={(event) => props.onChange({ token: event.currentTarget.value })}
      />
    </>
  );
}
