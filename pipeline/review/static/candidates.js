// Canonical indicators to choose from while somebody types.
import { afterTyping, all, put } from "./page.js";
import { fillIn } from "./filling.js";

const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));

export function search(field) {
  afterTyping(field, 120, async () => {
    const list = listOf(field);
    if (!field.value.trim()) { close(field); return; }
    const answer = await fetch(`/candidates?q=${encodeURIComponent(field.value)}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    put(list, await answer.text());
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark(field, list.querySelector("[role=option]"));
  });
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
  fillIn(field, option.dataset.id, option.querySelector("b").textContent);
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
