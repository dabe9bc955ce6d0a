// Where there is nothing at all, and nothing is on its way here: what another app has, or how it looks with something in it.

import { Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { createTaskCount } from "../client/task-count.ts";
import { useApp } from "../shell/app-context.ts";
import { focusMain } from "../shell/sheets.ts";
import { isReceiving } from "../sync/receiving.ts";
import { t } from "../texts/messages.ts";
import { addSamples } from "./sample-data.ts";

export function SampleOffer(): JSX.Element {
  const { client, actions, lists, today, canWrite, spaces, openSheet } = useApp();
  const open = createTaskCount(client, () => ({ view: "open" }));
  const done = createTaskCount(client, () => ({ view: "done" }));
  const isAnyList = (): boolean => lists.shown().length + lists.archived().length > 0;
  const isNothing = (): boolean => open() === 0 && done() === 0 && !isAnyList() && !isReceiving(client);
  const add = async (): Promise<void> => {
    await addSamples(actions, today());
    // The offer has gone, and the focus with it.
    if (document.activeElement === document.body) focusMain();
  };
  return (
    <Show when={isNothing() && canWrite() && spaces.shared() === null}>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => openSheet("import")}>
        {t("first.import")}
      </Button>
      <Button look="quiet" onClick={() => void add()}>
        {t("sample.offer")}
      </Button>
    </Show>
  );
}
