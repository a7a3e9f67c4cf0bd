// What the browser adds to pages that work without it: keys, pages swapped in place, values read while they are typed,
// drafts that outlive a reload, and forms that wait for a lost connection.
"use strict";

const main = () => document.getElementById("main");
const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
const isField = (element) => element && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && element.type !== "hidden";

// ---- pages, swapped in place ---------------------------------------------------------------------------------------

let turn = 0;

async function visit(url, options = {}, push = true) {
  const mine = ++turn;
  const response = await fetch(url, { credentials: "same-origin", ...options });
  const kind = response.headers.get("content-type") || "";
  if (!kind.startsWith("text/html")) throw new TypeError("no page");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mine !== turn && options.method !== "POST") return response;
  show(page);
  const address = new URL(response.url);
  address.searchParams.delete("said");
  if (options.method === "POST" && !response.redirected) return response;
  if (push && address.href !== location.href) history.pushState({}, "", address);
  else history.replaceState({}, "", address);
  return response;
}

function show(page) {
  const fresh = page.getElementById("main");
  if (!fresh) throw new TypeError("no page");
  const wide = main().classList.contains("wide");
  const scrolled = document.getElementById("records")?.scrollTop;
  const same = document.getElementById("filing")?.dataset.filing === fresh.querySelector("#filing")?.dataset.filing;
  main().replaceWith(fresh);
  document.title = page.title;
  const bar = page.querySelector(".bar");
  const line = document.getElementById("line")?.textContent;
  if (bar) document.querySelector(".bar").replaceWith(bar);
  if (line) say(line);
  fresh.classList.toggle("wide", wide);
  const records = document.getElementById("records");
  if (same && records && scrolled !== undefined) records.scrollTop = scrolled;
  begin();
}

function say(text) {
  const line = document.getElementById("line");
  if (line) line.textContent = text;
}

// ---- drafts --------------------------------------------------------------------------------------------------------

const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* no room: nothing to be done */ } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
  keys(prefix) { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); },
};

const owner = () => main().dataset.user || "";
const draftsOf = (form) => `draft ${owner()} ${form.dataset.record}`;
const fieldsOf = (form) => all("[data-base]", form);
const given = (field) => field.value.replace(/\r\n/g, "\n");

function keepDraft(form) {
  const changed = fieldsOf(form).filter((field) => given(field) !== field.dataset.base);
  for (const field of fieldsOf(form)) field.classList.toggle("changed", given(field) !== field.dataset.base && field.name !== "why");
  if (!changed.length) { store.drop(draftsOf(form)); return; }
  store.write(draftsOf(form), { at: Date.now(), fields: Object.fromEntries(changed.map((field) => [field.name, given(field)])) });
}

function restoreDraft(form) {
  const draft = store.read(draftsOf(form));
  if (!draft || Date.now() - draft.at > 30 * 86400e3) { store.drop(draftsOf(form)); return; }
  for (const field of fieldsOf(form)) {
    const value = draft.fields[field.name];
    if (value === undefined || value === given(field)) continue;
    field.value = value;
    field.classList.add("changed");
    form.closest("details")?.setAttribute("open", "");
    parse(field);
  }
}

function dropDrafts(record) {
  for (const key of store.keys(`draft ${owner()} ${record}`)) store.drop(key);
}

// ---- forms that are sent, now or when the connection is back ----------------------------------------------------------

const waitingKey = () => `waiting ${owner()}`;
let sending = false;

async function send(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.set(submitter.name, submitter.value);
  await post({ url: form.action, body: new URLSearchParams(data).toString(), record: form.dataset.record || "" });
}

async function post(job) {
  if (sending) return;
  sending = true;
  say("");
  try {
    const response = await visit(job.url, { method: "POST", body: job.body, headers: { "Content-Type": "application/x-www-form-urlencoded" } });
    if (response.redirected && job.record && !response.url.includes("/login")) dropDrafts(job.record);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const jobs = store.read(waitingKey()) || [];
    if (!jobs.some((one) => one.body === job.body && one.url === job.url)) store.write(waitingKey(), [...jobs, job]);
    say(document.getElementById("line").dataset.lost);
  } finally {
    sending = false;
  }
}

async function sendWaiting() {
  const jobs = store.read(waitingKey()) || [];
  if (!jobs.length || sending) return;
  sending = true;
  try {
    const token = document.querySelector("input[name=token]")?.value;
    const body = new URLSearchParams(jobs[0].body);
    if (token) body.set("token", token);
    const response = await visit(jobs[0].url, { method: "POST", body: body.toString(), headers: { "Content-Type": "application/x-www-form-urlencoded" } });
    store.write(waitingKey(), jobs.slice(1));
    if (jobs.length === 1) store.drop(waitingKey());
    if (response.redirected && !response.url.includes("/login")) { dropDrafts(jobs[0].record); say(""); }
    else say(document.getElementById("line").dataset.refused);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    say(document.getElementById("line").dataset.lost);
  } finally {
    sending = false;
  }
}
setInterval(sendWaiting, 3000);
addEventListener("online", sendWaiting);

document.addEventListener("submit", (event) => {
  const form = event.target;
  const submitter = event.submitter;
  if (form.dataset.leave !== undefined) all("form[data-record]").forEach((one) => dropDrafts(one.dataset.record));
  if (form.dataset.plain !== undefined || form.method === "dialog") return;
  const question = submitter?.dataset.ask || form.dataset.confirm;
  if (question && !confirm(question)) { event.preventDefault(); return; }
  event.preventDefault();
  if (form.method === "get") visit(`${form.action || location.pathname}?${new URLSearchParams([...new FormData(form)].filter(([, value]) => value))}`);
  else send(form, submitter);
});

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-fill]");
  if (chip) { fill(chip); return; }
  const link = event.target.closest("main a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (new URL(link.href).origin !== location.origin) return;
  event.preventDefault();
  follow(link.href);
});

function follow(url) {
  visit(url).catch(() => say(document.getElementById("line").dataset.lost));
}

addEventListener("popstate", () => visit(location.href, {}, false).catch(() => location.reload()));

// ---- values read while they are typed ----------------------------------------------------------------------------------

const timers = new WeakMap();

function parse(field) {
  if (!field.dataset.parse) return;
  clearTimeout(timers.get(field));
  const output = field.parentElement.querySelector("output");
  output.classList.add("waiting");
  timers.set(field, setTimeout(async () => {
    const typed = field.value;
    const url = new URL(field.dataset.parse, location.origin);
    url.searchParams.set("raw", typed);
    const name = field.form.querySelector("[name$='name']");
    if (!url.searchParams.has("field") && name) url.searchParams.set("name", name.value);
    try {
      const answer = await fetch(url, { credentials: "same-origin" });
      if (answer.ok && typed === field.value) put(output, await answer.text());
    } catch { /* the connection is lost: it is said where something is sent */ }
    output.classList.remove("waiting");
  }, 160));
}

function put(output, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  output.replaceChildren(...page.body.childNodes);
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.form?.dataset.record) keepDraft(field.form);
  if (field.dataset.candidates !== undefined) search(field);
  else parse(field);
});

function fill(chip) {
  const field = chip.dataset.for ? document.getElementById(chip.dataset.for) : chip.closest(".cell, label").querySelector("input:not([type=hidden])");
  field.value = chip.dataset.fill;
  if (chip.dataset.label) field.closest(".cell").querySelector("output").textContent = chip.dataset.label;
  if (field.form?.dataset.record) keepDraft(field.form);
  parse(field);
  field.focus();
}

// ---- canonical indicators to choose from -----------------------------------------------------------------------------------

const listOf = (field) => document.getElementById(field.getAttribute("aria-controls"));

function search(field) {
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
    } catch { /* as above */ }
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

function inList(event) {
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

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  event.preventDefault();
  take(document.querySelector(`[aria-controls="${option.parentElement.id}"]`), option);
});
document.addEventListener("focusout", (event) => { if (event.target.dataset?.candidates !== undefined) close(event.target); });

// ---- the picture of a page ---------------------------------------------------------------------------------------------------

let looks = { zoomed: true };

function view(picture, box) {
  picture.setAttribute("viewBox", box.map((side) => side.toFixed(2)).join(" "));
}
const viewed = (picture) => picture.getAttribute("viewBox").split(" ").map(Number);

function frame() {
  const viewer = document.querySelector("[data-viewer]");
  if (!viewer) return;
  const picture = viewer.querySelector(".sheet-picture");
  const width = Number(viewer.dataset.width);
  const height = Number(viewer.dataset.height);
  const box = viewer.dataset.box?.split(" ").map(Number);
  if (!looks.zoomed || !box) { view(picture, [0, 0, width, height]); return; }
  const area = picture.getBoundingClientRect();
  const shown = Math.min(width, Math.max((box[2] - box[0]) * 1.06, width * 0.45));
  const tall = shown * (area.height / Math.max(1, area.width));
  const left = Math.min(Math.max(0, (box[0] + box[2] - shown) / 2), width - shown);
  const top = tall >= height ? (height - tall) / 2 : Math.min(Math.max(0, (box[1] + box[3] - tall) / 2), height - tall);
  view(picture, [left, top, shown, tall]);
}

function scale(factor) {
  const picture = document.querySelector(".sheet-picture");
  if (!picture) return;
  const [x, y, width, height] = viewed(picture);
  view(picture, [x + (width - width * factor) / 2, y + (height - height * factor) / 2, width * factor, height * factor]);
}

document.addEventListener("pointerdown", (event) => {
  const picture = event.target.closest(".sheet-picture");
  if (!picture) return;
  const from = viewed(picture);
  const area = picture.getBoundingClientRect();
  const dot = Math.max(from[2] / area.width, from[3] / area.height);
  const move = (next) => view(picture, [from[0] - (next.clientX - event.clientX) * dot, from[1] - (next.clientY - event.clientY) * dot, from[2], from[3]]);
  picture.classList.add("held");
  picture.setPointerCapture(event.pointerId);
  picture.addEventListener("pointermove", move);
  picture.addEventListener("pointerup", () => { picture.removeEventListener("pointermove", move); picture.classList.remove("held"); }, { once: true });
});
document.addEventListener("wheel", (event) => {
  if (!event.target.closest(".sheet-picture")) return;
  event.preventDefault();
  if (event.ctrlKey) { scale(event.deltaY > 0 ? 1.12 : 0.89); return; }
  const picture = event.target.closest(".sheet-picture");
  const [x, y, width, height] = viewed(picture);
  const dot = width / picture.getBoundingClientRect().width;
  view(picture, [x + event.deltaX * dot, y + event.deltaY * dot, width, height]);
}, { passive: false });
addEventListener("resize", frame);

// ---- keys --------------------------------------------------------------------------------------------------------------------

let chord = "";

function press(selector) {
  const target = document.querySelector(selector);
  if (!target) return false;
  if (target.tagName === "A") follow(target.href);
  else target.click();
  return true;
}

function edit() {
  const form = document.querySelector(".editor");
  if (!form) return;
  const doubted = form.querySelector(".chips .doubt")?.closest(".field")?.querySelector("input:not([type=hidden])");
  const field = doubted || form.querySelector("#field-target_raw, #field-raw, #field-text, #field-value") || form.querySelector(".field input:not([type=hidden])");
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
  a: () => press("[data-key=a]"),
  A: () => press("[data-key=A]"),
  x: () => press("[data-key=x]"),
  u: () => press("[data-key=u]"),
  e: edit,
  Enter: () => (document.querySelector(".editor") ? edit() : false),
  t: note,
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
  g: () => { chord = "g"; setTimeout(() => { chord = ""; }, 1200); },
};
keys.ArrowDown = keys.j;
keys.ArrowUp = keys.k;

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || inList(event)) return;
  if (document.getElementById("help")?.open) return;
  const field = isField(event.target) ? event.target : null;
  if (field) { inField(event, field); return; }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (chord === "g") {
    chord = "";
    const pages = { q: "/", d: "/dashboard", f: "/filings" };
    if (pages[event.key]) { event.preventDefault(); follow(pages[event.key]); return; }
  }
  if (/^[1-9]$/.test(event.key)) {
    const chip = all("[data-choice]")[Number(event.key) - 1];
    if (chip) { event.preventDefault(); fill(chip); }
    return;
  }
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

function inField(event, field) {
  if (event.key === "Escape") { field.blur(); document.getElementById("records")?.focus({ preventScroll: true }); event.preventDefault(); return; }
  const saves = event.key === "Enter" && (event.ctrlKey || event.metaKey || field.tagName !== "TEXTAREA");
  if (!saves || !field.form || !field.form.dataset.record) return;
  event.preventDefault();
  const wanted = field.name === "why" && field.dataset.noting ? "[data-needs-why]" : "[data-save]";
  const button = field.form.querySelector(wanted) || field.form.querySelector("button");
  field.form.requestSubmit(button);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button, summary");
  if (!button) return;
  if (button.dataset.help !== undefined) keys["?"]();
  else if (button.type === "button" && ["z", "w", "+", "-", "e"].includes(button.dataset.key)) keys[button.dataset.key]();
  else if (button.dataset.needsWhy !== undefined && !document.getElementById("field-why").value.trim()) { event.preventDefault(); note(); }
});

// ---- a page begins ---------------------------------------------------------------------------------------------------------

function begin() {
  all("[data-choice]").forEach((chip, place) => {
    if (place > 8 || chip.querySelector(".digit")) return;
    const digit = document.createElement("span");
    digit.className = "digit";
    digit.textContent = String(place + 1);
    chip.prepend(digit);
  });
  all("form[data-record]").forEach(restoreDraft);
  frame();
  const chosen = document.querySelector("[data-current]");
  const records = document.getElementById("records");
  if (chosen && records) {
    const area = records.getBoundingClientRect();
    const box = chosen.getBoundingClientRect();
    if (box.top < area.top + 40 || box.bottom > area.bottom) records.scrollTop += box.top - area.top - 60;
  }
  const here = document.querySelector("[data-here]");
  const sheet = document.querySelector("[data-sheet]");
  if (here && sheet) sheet.scrollTop += here.getBoundingClientRect().top - sheet.getBoundingClientRect().top - sheet.clientHeight / 3;
  const flash = document.querySelector(".flash");
  if (flash) setTimeout(() => flash.classList.add("past"), 2500);
}

const address = new URL(location.href);
if (address.searchParams.has("said")) { address.searchParams.delete("said"); history.replaceState({}, "", address); }
begin();
if ((store.read(waitingKey()) || []).length) sendWaiting();
