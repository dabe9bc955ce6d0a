// Asks before something is deleted for good, and says what that means. Loaded on first use.

import { For, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";

export type PurgeSheetProps = {
  /** The whole question. */
  readonly title: string;
  readonly titleIsUserText: boolean;
  /** What else is to be known of what goes. */
  readonly notes: readonly string[];
  readonly confirmLabel?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly returnFocus: (() => void) | undefined;
};

export function PurgeSheet(props: PurgeSheetProps): JSX.Element {
  const { client, canWrite } = useApp();
  const isAlone = (): boolean => client.status()?.devices.every(({ self, isReplaced }) => self || isReplaced) ?? true;
  const texts = (): readonly string[] => [
    ...props.notes,
    t("purge.noWayBack"),
    ...(isAlone() ? [t("purge.alone")] : [t("purge.others"), t("purge.late")]),
  ];
  const confirm = (): void => {
    props.onConfirm();
    props.onClose();
  };
  return (
    <Sheet
      title={props.title}
      titleIsUserText={props.titleIsUserText}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={props.returnFocus}
    >
      <div class={page["page"]}>
        <For each={texts()}>{(text) => <p>{text}</p>}</For>
        <div class={page["buttons"]}>
          <Button look="danger" disabled={!canWrite()} onClick={confirm}>
            {props.confirmLabel ?? t("purge.confirm")}
          </Button>
          <Button look="plain" onClick={() => props.onClose()}>
            {t("purge.keep")}
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
