// What every other part needs: the page's elements, what the browser keeps, and pages swapped in place.
export const main = () => document.getElementById("main");
export const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
export const isField = (element) => element && /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !["hidden", "checkbox"].includes(element.type);
export const owner = () => main().dataset.user || "";

// ---- what the browser keeps ------------------------------------------------------------------------------------------

export const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing is kept here */ } },
};

// ---- words -----------------------------------------------------------------------------------------------------------

// The sentence of this name, in the page's language, its places filled.
export function sentence(name, places = {}) {
  const text = document.getElementById("line").dataset[name] || "";
  return text.replace(/\{(\w+)\}/g, (whole, place) => (place in places ? places[place] : whole));
}

export function say(text) {
  const line = document.getElementById("line");
  if (line) line.textContent = text;
}

const timers = new WeakMap();

// Asks for what goes with a field, a while after the last key in it.
export function afterTyping(field, milliseconds, ask) {
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => ask().catch(() => { /* the connection is lost: it is said where something is sent */ }), milliseconds));
}

export function put(output, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  output.replaceChildren(...page.body.childNodes);
}

// ---- pages -----------------------------------------------------------------------------------------------------------

// What is done with every page that begins.
export const beginnings = [];
export const begin = (first = false) => beginnings.forEach((start) => start(first));

// An answer that is no page of ours; `status` says what it was.
export class NoPage extends Error {
  constructor(status) { super(`status ${status}`); this.status = status; }
}

let turn = 0;

// Loads a page and shows it; a write's answer is always shown. Throws a TypeError where there is no connection, `NoPage`
// for an answer that is none. Keys typed meanwhile are for the page that comes.
export async function visit(url, options = {}, push = true) {
  const mine = ++turn;
  if (push) keepPlace();
  let came = false;
  globalThis.held.begin();
  try {
    const response = await fetch(url, { credentials: "same-origin", ...options });
    const kind = response.headers.get("content-type") || "";
    if (!kind.startsWith("text/html")) throw new NoPage(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine !== turn && options.method !== "POST") { came = true; return response; }
    show(page, response.status);
    came = true;
    remember(response, options, push);
    return response;
  } finally {
    if (globalThis.held.end(came)) say(sentence("keysLost"));
  }
}

// A page's address without what is said on it once.
export function lasting(url) {
  const address = new URL(url);
  for (const name of ["said", "number", "name", "alike"]) address.searchParams.delete(name);
  return address;
}

function remember(response, options, push) {
  const address = lasting(response.url);
  if (options.method === "POST" && !response.redirected) return;
  if (push && address.href !== location.href) history.pushState({}, "", address);
  else history.replaceState(history.state, "", address);
}

function show(page, status) {
  const fresh = page.getElementById("main");
  if (!fresh) throw new NoPage(status);
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

// Goes on to a page; where there is none, says so.
export function follow(url) {
  visit(url).catch((error) => say(error instanceof NoPage ? sentence("failed", { status: error.status }) : sentence("lost")));
}

// Where a list stood, and at which row, is kept with its address, so that going back leads there again.
function keepPlace() {
  const here = document.activeElement?.closest("tr[data-row]") || document.querySelector("tr.here");
  history.replaceState({ scrolled: main().scrollTop, row: all("tr[data-row]").indexOf(here) }, "");
}

function findPlace(kept) {
  if (!kept) return;
  main().scrollTop = kept.scrolled || 0;
  const row = all("tr[data-row]")[kept.row];
  if (!row) return;
  row.classList.add("here");
  row.querySelector("td.main a")?.focus({ preventScroll: true });
}

addEventListener("popstate", (event) => {
  visit(location.href, {}, false).then(() => findPlace(event.state)).catch(() => location.reload());
});
