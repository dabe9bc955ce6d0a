// A pasted list before it is added: one task for each line.

import { createMemo, createSignal, untrack, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { createRetry } from "../trouble/create-retry.ts";
import { keepDraftOverLoad } from "../update/unsaved.ts";
import { ProblemLine } from "./problem-line.tsx";
import { linesToTitles } from "../../model/typed-titles.ts";
import styles from "./quick-add.module.css";

type LinesFieldProps = {
  readonly text: string;
  readonly draftName: string;
  readonly error: string | null;
  readonly onAdd: (titles: readonly string[]) => Promise<boolean>;
  readonly onClose: () => void;
};

export function LinesField(props: LinesFieldProps): JSX.Element {
  const draft = keepDraftOverLoad(
    untrack(() => props.draftName),
    () => text(),
  );
  const [text, setText] = createSignal(draft === "" ? untrack(() => props.text) : draft);
  const titles = createMemo(() => linesToTitles(text()));
  let isAdding = false;
  const addAll = async (): Promise<void> => {
    if (isAdding || titles().length === 0) return;
    isAdding = true;
    if (await props.onAdd(titles())) props.onClose();
    isAdding = false;
  };
  const { client } = useApp();
  createRetry(client, () => {
    if (props.error !== null) void addAll();
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") props.onClose();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void addAll();
  };
  return (
    <div class={styles["lines"]} onKeyDown={onKeyDown}>
      <textarea
        data-kept
        class={styles["area"]}
        aria-label={t("add.manyLabel")}
        rows={Math.min(8, text().split("\n").length)}
        value={text()}
        translate="no"
        dir="auto"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class={styles["buttons"]}>
        <Button
          look="primary"
          disabled={titles().length === 0}
          ref={(button) => queueMicrotask(() => button.focus())}
          onClick={() => void addAll()}
        >
          {t("add.many", titles().length)}
        </Button>
        <Button look="plain" onClick={() => props.onClose()}>
          {t("sync.cancel")}
        </Button>
        <span class={styles["hint"]}>{t("add.manyHint")}</span>
      </div>
      <ProblemLine text={props.error} />
    </div>
  );
}
