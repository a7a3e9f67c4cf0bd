// Records are picked one by one, as a range or by likeness, for one decision about all of them.
import { all, beginnings } from "./page.js";

const boxes = () => all("input[data-pick]");
let last = null;
// What is picked in a filing stays picked while one goes from record to record, and so does what it is to become.
const kept = new Set();
const chosen = new Map();
let where = "";

function tell() {
  for (const box of boxes()) { if (box.checked) kept.add(box.dataset.pick); else kept.delete(box.dataset.pick); }
  const form = document.getElementById("many");
  if (!form) return;
  const picked = boxes().filter((box) => box.checked);
  form.hidden = !picked.length;
  form.elements.picks.value = picked.map((box) => box.dataset.pick).join("\n");
  const number = document.getElementById("picked");
  number.textContent = number.dataset.text.replace("{number}", String(picked.length));
}

// The box of the row that the keys are at: the opened record, else the row with the focus.
function current() {
  return document.querySelector("[data-current] input[data-pick], tr.here input[data-pick]") || document.activeElement?.closest("[data-row], .row")?.querySelector("input[data-pick]");
}

// Picks the current record, or lets it go.
export function pick() {
  const box = current();
  if (!box) return false;
  box.checked = !box.checked;
  last = box;
  tell();
  return true;
}

// Picks the current record, be it picked already or not.
export function pickHere() {
  const box = current();
  if (box && !box.checked) pick();
}

// Picks all that are like the current one: of the same table and name, else of the same doubt.
export function pickAlike() {
  const box = current() || last;
  if (!box) return false;
  const alike = (by) => boxes().filter((one) => box.dataset[by] && one.dataset[by] === box.dataset[by]);
  const found = alike("doubt").length > 1 ? alike("doubt") : alike("alike");
  for (const one of found) one.checked = true;
  box.checked = true;
  tell();
  return true;
}

function range(box) {
  const list = boxes();
  const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((one, other) => one - other);
  if (from >= 0) for (const one of list.slice(from, to + 1)) one.checked = box.checked;
}

function clicked(event) {
  const box = event.target.closest("input[data-pick]");
  if (box) { if (event.shiftKey && last) range(box); last = box; tell(); }
  if (event.target.closest("[data-like]")) pickAlike();
  if (event.target.closest("[data-unpick]")) { for (const one of boxes()) one.checked = false; tell(); }
  const every = event.target.closest("input[data-pick-all]");
  if (every) { for (const one of boxes()) one.checked = every.checked; tell(); }
}

function restore() {
  const filing = document.getElementById("filing")?.dataset.filing || location.pathname + location.search;
  if (filing !== where) { forget(); where = filing; }
  for (const box of boxes()) box.checked = kept.has(box.dataset.pick);
  const form = document.getElementById("many");
  if (form) for (const [name, value] of chosen) form.elements[name].value = value;
  tell();
}

function forget() {
  kept.clear();
  chosen.clear();
}

export function startPicking() {
  beginnings.push(restore);
  document.addEventListener("click", clicked);
  document.addEventListener("input", (event) => { if (event.target.form?.id === "many") chosen.set(event.target.name, event.target.value); });
  document.addEventListener("submit", (event) => { if (event.target.id === "many" || event.target.classList.contains("sure")) forget(); });
}
