// One key a deed.
import { all, follow, isField, main } from "./page.js";
import { fill } from "./filling.js";
import { inList } from "./candidates.js";
import { choices, step, wanted } from "./doubts.js";
import { pick, pickAlike, pickHere } from "./picking.js";
import { frame, looks, pan, scale } from "./picture.js";

// How far a key moves the picture, as shares of what is seen.
const PANS = { ArrowLeft: [-0.2, 0], ArrowRight: [0.2, 0], ArrowUp: [0, -0.2], ArrowDown: [0, 0.2] };

let chord = "";

function press(selector) {
  const target = document.querySelector(selector);
  if (!target) return false;
  if (target.tagName === "A" && !target.hasAttribute("download")) follow(target.href);
  else target.click();
  return true;
}

function edit() {
  const form = document.querySelector(".editor");
  if (!form) return;
  const field = wanted(form);
  field?.focus();
  field?.select?.();
}

function open(deed) {
  const details = document.getElementById(`deed-${deed}`);
  if (!details) return;
  details.open = true;
  const field = details.querySelector("[name$='-name'], [name$='-item']") || details.querySelector("input:not([type=hidden]), select");
  field?.focus();
  field?.select?.();
  details.scrollIntoView({ block: "nearest" });
}

function note() {
  const why = document.getElementById("field-why");
  const button = document.querySelector("[data-needs-why]");
  if (!why || !button) return;
  if (why.value.trim()) { button.click(); return; }
  why.focus();
  why.dataset.noting = "yes";
}

// Settles the finding with the focus, else the first that is open.
function settle(key) {
  const at = document.activeElement?.closest(".finding.open");
  (at || document.querySelector("[data-current] .finding.open"))?.querySelector(`[data-settle=${key}]`).click();
}

function list(step) {
  const rows = all("tr[data-row]");
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.classList.contains("here"));
  rows[at]?.classList.remove("here");
  const row = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  row.classList.add("here");
  row.querySelector("td.main a")?.focus();
}

const keys = {
  "?": () => document.getElementById("help").showModal(),
  j: () => press("a[data-key=j]") || list(1),
  k: () => press("a[data-key=k]") || list(-1),
  n: () => press("a[data-key=n]") || press("a[data-next]"),
  s: () => press("a[data-key=s]"),
  i: () => press("a[data-key=i]"),
  a: () => press("[data-key=a]"),
  A: () => press("[data-key=A]"),
  x: () => press("[data-key=x]"),
  u: () => press("[data-key=u]"),
  e: edit,
  Enter: () => (document.querySelector(".editor") ? edit() : false),
  t: note,
  y: () => settle("y"),
  r: () => settle("r"),
  d: () => settle("d"),
  v: pick,
  V: pickAlike,
  J: () => { pickHere(); keys.j(); },
  K: () => { pickHere(); keys.k(); },
  B: () => press("[data-key=B]"),
  b: () => document.querySelector("#many:not([hidden]) button")?.focus(),
  p: () => open("split"),
  m: () => open("join"),
  c: () => open("alias"),
  o: () => open("add"),
  z: () => { looks.zoomed = !looks.zoomed; frame(); },
  "+": () => scale(0.8),
  "=": () => scale(0.8),
  "-": () => scale(1.25),
  w: () => { main().classList.toggle("wide"); frame(); },
  f: () => document.getElementById("filter-unit")?.focus(),
  "]": () => press("a[data-key=']']"),
  "[": () => history.back(),
  Escape: () => press("[data-cancel]"),
  g: () => { chord = "g"; setTimeout(() => { chord = ""; }, 1200); },
};
keys.ArrowDown = keys.j;
keys.ArrowUp = keys.k;

function down(event) {
  if (event.isComposing || event.keyCode === 229 || inList(event)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Tab" && step(event.shiftKey)) { event.preventDefault(); return; }
  const field = isField(event.target) ? event.target : null;
  if (field) { inField(event, field); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && PANS[event.key] && pan(...PANS[event.key])) { event.preventDefault(); return; }
  if (event.key === "Enter" && press("[data-sure]")) { event.preventDefault(); return; }
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (chord === "g") {
    chord = "";
    const pages = { q: "/", d: "/dashboard", f: "/filings", t: "/together", i: "/incoming" };
    if (pages[event.key]) { event.preventDefault(); follow(pages[event.key]); return; }
  }
  if (/^[1-9]$/.test(event.key)) {
    const chip = choices()[Number(event.key) - 1];
    if (chip) { event.preventDefault(); fill(chip); }
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function inField(event, field) {
  if (event.key === "Escape") {
    field.blur();
    (field.closest("[data-current]") || document.getElementById("records"))?.focus({ preventScroll: true });
    event.preventDefault();
    return;
  }
  const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey || field.tagName !== "TEXTAREA");
  if (!saves || !field.form) return;
  if (field.name === "text" && field.form.id === "many") { event.preventDefault(); field.form.requestSubmit(field.form.querySelector("[value=set]")); return; }
  if (!field.form.dataset.record) return;
  event.preventDefault();
  const wantedButton = field.name === "why" && field.dataset.noting ? "[data-needs-why]" : "[data-save]";
  const button = field.form.querySelector(wantedButton) || field.form.querySelector("button");
  field.form.requestSubmit(button);
}

function clicked(event) {
  const button = event.target.closest("button, summary");
  if (!button) return;
  if (button.dataset.help !== undefined) keys["?"]();
  else if (button.type === "button" && ["z", "w", "+", "-", "e"].includes(button.dataset.key)) keys[button.dataset.key]();
  else if (button.dataset.needsWhy !== undefined && !document.getElementById("field-why").value.trim()) { event.preventDefault(); note(); }
}

export function startKeys() {
  document.addEventListener("keydown", down);
  document.addEventListener("click", clicked);
}
