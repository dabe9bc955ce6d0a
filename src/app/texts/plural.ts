// Choosing a word's form by a number, for catalogues: the rules of the language come from the platform.

export type PluralForms = { readonly one: string; readonly other: string };

const rules = new Intl.PluralRules("en");
const numbers = new Intl.NumberFormat("en");

/** The form for `count`, with "#" replaced by the number. */
export function plural(count: number, forms: PluralForms): string {
  const form = rules.select(count) === "one" ? forms.one : forms.other;
  return form.replaceAll("#", numbers.format(count));
}
