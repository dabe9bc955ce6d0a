// Choosing the language. It changes at once; each language is written in itself, so that it is found by who reads no other.

import { For, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { chooseLanguage, chosenLanguage, LANGUAGES, type Language } from "../texts/language.ts";
import { t } from "../texts/messages.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

const OWN_NAMES: { readonly [Name in Language]: string } = { en: "English", de: "Deutsch" };

export function LanguageSection(): JSX.Element {
  return (
    <SettingsSection title={t("settings.language")}>
      <div class={page["buttons"]} role="group" aria-label={t("settings.language")}>
        <Button look="plain" aria-pressed={chosenLanguage() === null} onClick={() => void chooseLanguage(null)}>
          {t("settings.browserLanguage")}
        </Button>
        <For each={LANGUAGES}>
          {(language) => (
            <Button
              look="plain"
              lang={language}
              translate="no"
              aria-pressed={chosenLanguage() === language}
              onClick={() => void chooseLanguage(language)}
            >
              {OWN_NAMES[language]}
            </Button>
          )}
        </For>
      </div>
    </SettingsSection>
  );
}
