import { makePlural } from "../make-plural.ts";

export const plural = makePlural("en");
