// A choice that stands beside a field fills it.
import { keepDraft } from "./drafts.js";
import { parse } from "./values.js";

export function fill(chip) {
  const field = chip.dataset.for ? document.getElementById(chip.dataset.for) : chip.closest(".cell, label").querySelector("input:not([type=hidden])");
  field.value = chip.dataset.fill;
  if (chip.dataset.label) field.closest(".cell").querySelector("output").textContent = chip.dataset.label;
  if (field.form?.dataset.record) keepDraft(field.form);
  parse(field);
  field.focus();
}
