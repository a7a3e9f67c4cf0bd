// Canonical indicators to choose from while somebody types.
import { all, put } from "./page.js";
import { keepDraft } from "./drafts.js";

const timers = new WeakMap();
const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));

export function search(field) {
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(async () => {
    const list = listOf(field);
    if (!field.value.trim()) { close(field); return; }
    try {
      const answer = await fetch(`/candidates?q=${encodeURIComponent(field.value)}`, { credentials: "same-origin" });
      if (!answer.ok) return;
      put(list, await answer.text());
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      mark(field, list.querySelector("[role=option]"));
    } catch { /* the connection is lost: it is said where something is sent */ }
  }, 120));
}

function mark(field, option) {
  for (const one of all("[role=option]", listOf(field))) one.setAttribute("aria-selected", String(one === option));
  option?.scrollIntoView({ block: "nearest" });
}

function close(field) {
  listOf(field).hidden = true;
  field.setAttribute("aria-expanded", "false");
}

function take(field, option) {
  field.value = option.dataset.id;
  field.parentElement.parentElement.querySelector("output").textContent = option.querySelector("b").textContent;
  if (field.form?.dataset.record) keepDraft(field.form);
  close(field);
}

export function inList(event) {
  const field = event.target;
  if (field.dataset?.candidates === undefined || listOf(field).hidden) return false;
  const options = all("[role=option]", listOf(field));
  const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") mark(field, options[Math.min(at + 1, options.length - 1)]);
  else if (event.key === "ArrowUp") mark(field, options[Math.max(at - 1, 0)]);
  else if (event.key === "Enter" && options[at]) take(field, options[at]);
  else if (event.key === "Escape") close(field);
  else return false;
  event.preventDefault();
  return true;
}

function pressed(event) {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  event.preventDefault();
  take(document.querySelector(`[aria-controls="${option.parentElement.id}"]`), option);
}

export function startCandidates() {
  document.addEventListener("mousedown", pressed);
  document.addEventListener("focusout", (event) => { if (event.target.dataset?.candidates !== undefined) close(event.target); });
}
