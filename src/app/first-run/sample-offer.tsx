// On an empty list: how it looks with something in it.

import { Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { focusMain } from "../shell/sheets.ts";
import { t } from "../texts/messages.ts";
import { addSamples } from "./sample-data.ts";

export function SampleOffer(): JSX.Element {
  const { actions, today, canWrite, spaces } = useApp();
  const add = async (): Promise<void> => {
    await addSamples(actions, today());
    // The offer has gone, and the focus with it.
    if (document.activeElement === document.body) focusMain();
  };
  return (
    <Show when={canWrite() && spaces.shared() === null}>
      <Button look="quiet" onClick={() => void add()}>
        {t("sample.offer")}
      </Button>
    </Show>
  );
}
