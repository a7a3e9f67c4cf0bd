// A choice that stands beside a field fills it.
import { keepDraft } from "./drafts.js";
import { parse } from "./values.js";

// Puts a value into a field, and what it is called beside it.
export function fillIn(field, value, label) {
  field.value = value;
  if (label) field.closest(".cell, form").querySelector("output").textContent = label;
  keepDraft(field.form);
}

export function fill(chip) {
  const field = chip.dataset.for ? document.getElementById(chip.dataset.for) : chip.closest(".cell, label").querySelector("input:not([type=hidden])");
  fillIn(field, chip.dataset.fill, chip.dataset.label);
  parse(field);
  field.focus();
}
