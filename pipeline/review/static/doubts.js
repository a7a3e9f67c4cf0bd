// Where the focus goes when a page begins, and from doubt to doubt: never to nowhere.
import { all, beginnings, main } from "./page.js";
import { look } from "./outcome.js";

const card = () => document.querySelector("[data-current]");
const doubted = () => all(".finding.open, .field.doubted", card() || document);
const fieldIn = (place) => place?.querySelector("input:not([type=hidden]), textarea, select");

// The field that is to be edited: the doubt that has the focus, else the first, else the value.
export function wanted(form) {
  const at = document.activeElement?.closest(".field");
  return fieldIn(at && form.contains(at) ? at : null) || fieldIn(form.querySelector(".field:has(.unsaved:not([hidden]))"))
    || fieldIn(form.querySelector(".field.doubted"))
    || form.querySelector("#field-target_raw, #field-raw, #field-text, #field-value") || fieldIn(form.querySelector(".field"));
}

function bring(place) {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
  number();
}

// Tab goes from doubt to doubt; behind the last and before the first it goes where it always goes.
export function step(back) {
  const places = doubted();
  if (!places.length) return false;
  const active = document.activeElement;
  if (active !== document.body && !card()?.contains(active)) return false;
  const at = places.findIndex((place) => place.contains(active));
  const outside = at < 0 && active !== document.body && active !== card() && !active.closest(".outcome");
  if (outside) return false;
  const next = places[at + (back ? -1 : 1)];
  if (!next || (at < 0 && back)) return false;
  bring(next);
  return true;
}

// The choices that digits stand for: those of the field with the focus, else of the first doubt, else all.
export function choices() {
  const here = all("[data-choice]", document.activeElement?.closest(".field") || document.createElement("i"));
  if (here.length) return here;
  return doubted().map((place) => all("[data-choice]", place)).find((found) => found.length) || all("[data-choice]");
}

export function number() {
  const chosen = choices();
  for (const chip of all("[data-choice]")) {
    const place = chosen.indexOf(chip);
    let digit = chip.querySelector(".digit");
    if (place < 0 || place > 8) { digit?.remove(); continue; }
    if (!digit) { digit = document.createElement("span"); digit.className = "digit"; chip.prepend(digit); }
    digit.textContent = String(place + 1);
  }
}

function scrollTo(chosen) {
  const records = document.getElementById("records");
  if (!chosen || !records) return;
  const area = records.getBoundingClientRect();
  const box = chosen.getBoundingClientRect();
  if (box.top < area.top + 40 || box.bottom > area.bottom) records.scrollTop += box.top - area.top - 40;
}

function place(first) {
  const chosen = card();
  scrollTo(chosen);
  if (look()) { number(); return; }
  const places = doubted();
  const field = places.find((one) => one.classList.contains("doubted")) || places[0];
  if (field) bring(field);
  else if (chosen) chosen.focus({ preventScroll: true });
  else if (!first) (document.querySelector("tr.here td.main a") || main()).focus({ preventScroll: true });
  number();
}

export function startDoubts() {
  beginnings.push(place);
  document.addEventListener("focusin", number);
}
