// Fields that are as high as what is written in them.

/** As high as its text. What can size itself does (`field-sizing`); the rest is sized by its content. */
export function fitHeight(field: HTMLTextAreaElement): void {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.height = "0";
  field.style.height = `${field.scrollHeight}px`;
}
