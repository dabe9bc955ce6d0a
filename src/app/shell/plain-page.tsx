// A page without tasks of its own: its head, and what it says.

import { type JSX } from "solid-js";
import screenStyles from "../tasks/task-screen.module.css";
import { PageHead } from "./page-head.tsx";

export function PlainPage(props: {
  readonly banners: JSX.Element;
  readonly title: string | null;
  readonly children: JSX.Element;
}): JSX.Element {
  return (
    <main class={screenStyles["screen"]} id="main">
      <div class={screenStyles["column"]}>
        <PageHead banners={props.banners}>{props.title === null ? null : <h1 class={screenStyles["title"]}>{props.title}</h1>}</PageHead>
        {props.children}
      </div>
    </main>
  );
}
