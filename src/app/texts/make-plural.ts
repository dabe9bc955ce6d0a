// Choosing a word's form by a number, for catalogues: the rules of the language come from the platform.

export type PluralForms = { readonly [Form in Intl.LDMLPluralRule]?: string } & { readonly other: string };

/** The form for `count` in the language named, with "#" replaced by the number. */
export type Plural = (count: number, forms: PluralForms) => string;

export function makePlural(tag: string): Plural {
  const rules = new Intl.PluralRules(tag);
  const numbers = new Intl.NumberFormat(tag);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll("#", numbers.format(count));
}
