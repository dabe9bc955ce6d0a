// Which space a row is of, where rows of several are shown together: nothing where it is the user's own.

import Users from "lucide-solid/icons/users";
import { Show, type JSX } from "solid-js";
import type { SpaceId } from "../../base/ids.ts";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { spaceName } from "./spaces.ts";
import styles from "./spaces.module.css";

export function SpaceMark(props: { readonly space: SpaceId | undefined }): JSX.Element {
  const { spaces } = useApp();
  return (
    <Show when={spaces.find(props.space)}>
      {(space) => (
        <span class={styles["mark"]} title={spaces.mayWriteIn(space().id) ? undefined : t("spaces.readOnly", spaceName(space()))}>
          <Users size="0.875rem" strokeWidth={1.75} aria-hidden="true" />
          <span class={styles["markName"]} translate="no" dir="auto">
            {spaces.mayWriteIn(space().id) ? spaceName(space()) : t("spaces.marked", spaceName(space()))}
          </span>
        </span>
      )}
    </Show>
  );
}

/** Over the lists of a shared space, where those of several are shown together. */
export function SpaceHeading(props: { readonly space: SpaceId | undefined }): JSX.Element {
  return (
    <Show when={props.space}>
      <h3 class={styles["over"]}>
        <SpaceMark space={props.space} />
      </h3>
    </Show>
  );
}
