// Choosing the priority of tasks. Loaded on first use.

import type { JSX } from "solid-js";
import type { Priority } from "../../model/task-schema.ts";
import { PriorityMark } from "../../ui/mark/priority-mark.tsx";
import { PickSheet, type Choice } from "../../ui/overlay/pick-sheet.tsx";
import { t } from "../texts/messages.ts";

export type PrioritySheetProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** `undefined` when that is not one. */
  readonly present: Priority | null | undefined;
  readonly onPick: (priority: Priority | null) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

const LEVELS = [1, 2, 3] as const;

/** In the present language. */
const choices = (): readonly Choice<Priority | null>[] => [
  ...LEVELS.map((level) => ({
    value: level,
    name: t(`priority.${level}`),
    mark: <PriorityMark level={level} label={t(`mark.priority${level}`)} />,
  })),
  { value: null, name: t("priority.none") },
];

export function PrioritySheet(props: PrioritySheetProps): JSX.Element {
  return <PickSheet {...props} closeLabel={t("app.close")} label={t("details.priority")} choices={choices()} />;
}
