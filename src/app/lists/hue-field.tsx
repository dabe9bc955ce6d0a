// Choosing the colour of a list or of a view. Loaded on first use, with the sheet it stands in.

import type { JSX } from "solid-js";
import { LIST_COLORS, type ListColor } from "../../model/list-schema.ts";
import { HueChoice } from "../../ui/field/hue-choice.tsx";
import { t } from "../texts/messages.ts";

const hues = () => LIST_COLORS.map((hue) => ({ hue, name: t(`colour.${hue}`) }));

export function HueField(props: { readonly chosen: ListColor | null; readonly onChoose: (color: ListColor) => void }): JSX.Element {
  return <HueChoice label={t("lists.colour")} hues={hues()} chosen={props.chosen} onChoose={(color) => props.onChoose(color)} />;
}
