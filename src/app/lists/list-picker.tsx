// Choosing the list that tasks go to, or another space. Loaded on first use.

import Inbox from "lucide-solid/icons/inbox";
import Users from "lucide-solid/icons/users";
import type { JSX } from "solid-js";
import type { ItemId, SpaceId } from "../../base/ids.ts";
import type { SpaceInfo } from "../../replica/face/spaces.ts";
import { HueDot } from "../../ui/mark/hue-dot.tsx";
import { PickSheet, type Choice } from "../../ui/overlay/pick-sheet.tsx";
import { listName } from "../client/lists.ts";
import { useApp } from "../shell/app-context.ts";
import { spaceName } from "../spaces/spaces.ts";
import { t } from "../texts/messages.ts";

/** A list, or (null) the inbox, of the space that the tasks are in or that is on screen; or the inbox of another space. */
export type PickedPlace = ItemId | null | SpaceInbox;

export type SpaceInbox = { readonly space: SpaceId; readonly name: string };

export type ListPickerProps = {
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** Where they are now; `undefined` when that is more than one place. */
  readonly present: ItemId | null | undefined;
  readonly onPick: (place: PickedPlace) => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function ListPicker(props: ListPickerProps): JSX.Element {
  const { lists, spaces, canWriteIn } = useApp();
  /** Of several spaces a list says which it is of. */
  const nameOf = (list: ReturnType<typeof lists.shown>[number]): string => {
    const space = spaces.find(list.space);
    return space === null ? listName(list) : `${spaceName(space)}: ${listName(list)}`;
  };
  const isElsewhere = (space: SpaceInfo): boolean => spaces.mayWriteIn(space.id) && (spaces.together() || space.id !== shownId());
  const shownId = (): SpaceId | undefined => spaces.shared()?.id ?? spaces.all().find(({ isOwn }) => isOwn)?.id;
  const others = (): readonly Choice<PickedPlace>[] =>
    spaces
      .all()
      .filter((space) => isElsewhere(space))
      .map((space) => ({
        value: { space: space.id, name: spaceName(space) },
        name: t("spaces.inboxOf", spaceName(space)),
        mark: <Users size="1rem" strokeWidth={1.75} />,
      }));
  const choices = (): readonly Choice<PickedPlace>[] => [
    ...(spaces.together() ? [] : [{ value: null, name: t("view.inbox"), mark: <Inbox size="1rem" strokeWidth={1.75} /> }]),
    ...lists
      .shown()
      .filter((list) => canWriteIn(list))
      .map((list) => ({ value: list.id, name: nameOf(list), isUserText: true, mark: <HueDot hue={list.color} /> })),
    ...others(),
  ];
  return <PickSheet<PickedPlace> {...props} closeLabel={t("app.close")} label={t("menu.list")} choices={choices()} />;
}
