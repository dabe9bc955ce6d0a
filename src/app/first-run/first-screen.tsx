// What a new profile sees first: three ways to begin, nothing to fill in. On an iPhone or iPad in a tab it says first where the data should live. Typing
// begins at once. Loaded by profiles that are new only.

import { createSignal, Match, onCleanup, onMount, Show, Suspense, Switch, untrack, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import type { RestorePlace } from "../recovery/restore-link.ts";
import { t } from "../texts/messages.ts";
import { Choice } from "./choice.tsx";
import styles from "./first-run.module.css";
import { lazyPart } from "../texts/lazy-part.ts";

const RestoreBySheet = lazyPart(async () => (await import("../recovery/restore.tsx")).Restore);

export type FirstScreenProps = {
  /** In a tab where the home screen would be better, and nobody has said to go on all the same. */
  readonly isHomeScreenBetter: boolean;
  readonly onGoOn: () => void;
  /** The page was opened with a link to join another device. */
  readonly hasJoinLink: boolean;
  /** What must be known before choosing. */
  readonly notice?: JSX.Element;
  /** There was data here once: getting it back comes before beginning anew. */
  readonly isReturning: boolean;
  /** The page was opened with the link of a recovery sheet. */
  readonly restorePlace: RestorePlace | null;
  readonly onBegin: () => void;
  readonly onJoin: () => void;
  /** Begins, with what another program has. */
  readonly onImport: () => void;
  /** A space is being brought back, or was: this screen stays until its end has been read. */
  readonly onRestoring: (isRestoring: boolean) => void;
};

type Step = "home-screen" | "choices" | "restore" | "sheet";

function firstStep({ isHomeScreenBetter, restorePlace }: FirstScreenProps): Step {
  if (isHomeScreenBetter) return "home-screen";
  return restorePlace === null ? "choices" : "sheet";
}

export function FirstScreen(props: FirstScreenProps): JSX.Element {
  const [step, setStep] = createSignal<Step>(untrack(() => firstStep(props)));
  const goOn = (): void => {
    setStep(props.restorePlace === null ? "choices" : "sheet");
    props.onGoOn();
    if (props.hasJoinLink) props.onJoin();
  };
  // The app is there, its field in focus, before the letter is put anywhere: it becomes the first of a task.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (step() === "choices" && isTyping(event)) props.onBegin();
  };
  window.addEventListener("keydown", onKeyDown);
  onCleanup(() => window.removeEventListener("keydown", onKeyDown));
  return (
    <main class={styles["screen"]} id="main">
      <div class={styles["column"]}>
        {props.notice}
        <Switch>
          <Match when={step() === "home-screen"}>
            <HomeScreenFirst hasJoinLink={props.hasJoinLink} onGoOn={goOn} />
          </Match>
          <Match when={step() === "restore"}>
            <Restore onJoin={() => props.onJoin()} onSheet={() => setStep("sheet")} onBack={() => setStep("choices")} />
          </Match>
          <Match when={step() === "sheet"}>
            <StepTitle>{t("restore.words")}</StepTitle>
            <Suspense>
              <RestoreBySheet
                place={props.restorePlace}
                onBegun={() => props.onRestoring(true)}
                onBack={() => {
                  props.onRestoring(false);
                  setStep("choices");
                }}
                onDone={() => props.onRestoring(false)}
              />
            </Suspense>
          </Match>
          <Match when={step() === "choices"}>
            <Choices
              isReturning={props.isReturning}
              onBegin={() => props.onBegin()}
              onJoin={() => props.onJoin()}
              onRestore={() => setStep("restore")}
              onImport={() => props.onImport()}
            />
          </Match>
        </Switch>
      </div>
    </main>
  );
}

/** A letter or digit, and not into a field of a sheet above this screen. */
function isTyping(event: KeyboardEvent): boolean {
  const isLetter = /^[\p{L}\p{N}]$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
  return isLetter && !(event.target instanceof Element && event.target.closest('[role="dialog"], input, textarea') !== null);
}

type ChoicesProps = {
  readonly isReturning: boolean;
  readonly onBegin: () => void;
  readonly onJoin: () => void;
  readonly onRestore: () => void;
  readonly onImport: () => void;
};

function Choices(props: ChoicesProps): JSX.Element {
  const look = (isForReturning: boolean): "primary" | "plain" => (props.isReturning === isForReturning ? "primary" : "plain");
  return (
    <>
      <header class={styles["head"]}>
        <h1 class={styles["title"]}>{t("app.name")}</h1>
        <p class={styles["lead"]}>{t("first.lead")}</p>
      </header>
      <div class={styles["choices"]}>
        <Choice look={look(false)} title={t("first.start")} text={t("first.startText")} onClick={() => props.onBegin()} />
        <Choice look={look(true)} title={t("first.elsewhere")} text={t("first.elsewhereText")} hasSheet onClick={() => props.onJoin()} />
        <Choice title={t("first.restore")} text={t("first.restoreText")} onClick={() => props.onRestore()} />
      </div>
      <div class={styles["others"]}>
        <Button look="quiet" aria-haspopup="dialog" onClick={() => props.onImport()}>
          {t("first.import")}
        </Button>
      </div>
      <p class={styles["typing"]}>{t("first.typing")}</p>
    </>
  );
}

/** A heading that takes the focus, so that a step is read from its start. */
function StepTitle(props: { readonly children: JSX.Element }): JSX.Element {
  let heading: HTMLHeadingElement | undefined;
  onMount(() => heading?.focus());
  return (
    <h1 ref={(element) => (heading = element)} class={styles["stepTitle"]} tabIndex={-1}>
      {props.children}
    </h1>
  );
}

/** What brings data back: another device that has it, or a recovery sheet. */
function Restore(props: { readonly onJoin: () => void; readonly onSheet: () => void; readonly onBack: () => void }): JSX.Element {
  return (
    <>
      <StepTitle>{t("first.restore")}</StepTitle>
      <p>{t("first.restoreHow")}</p>
      <p class={styles["quiet"]}>{t("first.restoreNot")}</p>
      <div class={styles["buttons"]}>
        <Button look="primary" aria-haspopup="dialog" onClick={() => props.onJoin()}>
          {t("first.restoreJoin")}
        </Button>
        <Button look="plain" onClick={() => props.onSheet()}>
          {t("restore.words")}
        </Button>
        <Button look="plain" onClick={() => props.onBack()}>
          {t("first.back")}
        </Button>
      </div>
    </>
  );
}

function HomeScreenFirst(props: { readonly hasJoinLink: boolean; readonly onGoOn: () => void }): JSX.Element {
  return (
    <>
      <StepTitle>{t("home.title")}</StepTitle>
      <p>{t("home.why")}</p>
      <ol class={styles["steps"]}>
        <li>{t("home.share")}</li>
        <li>{t("home.add")}</li>
        <Show when={props.hasJoinLink}>
          <li>{t("home.join")}</li>
        </Show>
      </ol>
      <div class={styles["buttons"]}>
        <Button look="plain" onClick={() => props.onGoOn()}>
          {t("home.continue")}
        </Button>
      </div>
    </>
  );
}
