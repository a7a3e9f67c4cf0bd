// Files and folders dropped into any page, or chosen, are sent one after the other; what became of them is listed.
import { beginnings, main, say, sentence, visit } from "./page.js";

const waiting = [];
const unsent = [];
let sending = false;
let timer = 0;

const mayDrop = () => main().dataset.drops !== undefined;

// Every file of what was dropped, with its path in the folder that was.
async function filesOf(entry, path = "") {
  const name = path ? `${path}/${entry.name}` : entry.name;
  if (entry.isFile) return [{ name, file: await new Promise((done, failed) => { entry.file(done, failed); }) }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
    if (!some.length) return found;
    for (const one of some) found.push(...await filesOf(one, name));
  }
}

async function dropped(event) {
  if (!mayDrop() || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  const items = Array.from(event.dataTransfer.items).filter((item) => item.kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry?.() || item.getAsFile());
  for (const entry of entries) waiting.push(...(entry instanceof File ? [{ name: entry.name, file: entry }] : await filesOf(entry)));
  if (location.pathname !== "/incoming") await visit("/incoming").catch(() => { /* it is said where the files are sent */ });
  await sendAll();
}

async function chosen(event) {
  if (!["drop-files", "drop-folder"].includes(event.target.id)) return;
  for (const file of event.target.files) waiting.push({ name: file.webkitRelativePath || file.name, file });
  event.target.value = "";
  await sendAll();
}

async function sendAll() {
  if (sending) return;
  sending = true;
  try {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      say(sentence("sendingFile", { name: one.name, number: waiting.length + 1 }));
      const status = await sendOne(one);
      if (status !== 201) unsent.push(`${one.name}: ${status ? sentence("refusedStatus", { status }) : sentence("lost")}`);
      refresh();
    }
    say(unsent.length ? sentence("unsentFiles", { names: unsent.splice(0).join("; ") }) : "");
  } finally {
    sending = false;
  }
}

// The status of the answer; 0 where none came.
async function sendOne({ name, file }) {
  try {
    const token = document.querySelector("input[name=token]").value;
    const address = `/incoming?name=${encodeURIComponent(name)}`;
    return (await fetch(address, { method: "POST", body: file, headers: { "X-Token": token, "Content-Type": "application/octet-stream" } })).status;
  } catch {
    return 0;
  }
}

// Shows how far the files are, again and again while one is being read.
async function refresh() {
  clearTimeout(timer);
  const here = document.getElementById("arrivals");
  if (!here) return;
  try {
    const response = await fetch("/incoming");
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("arrivals");
    if (fresh && document.getElementById("arrivals") && !here.contains(document.activeElement)) document.getElementById("arrivals").replaceWith(fresh);
  } catch { /* the next turn asks again */ }
  begin();
}

function begin() {
  clearTimeout(timer);
  if (document.querySelector("#arrivals[data-refresh]")) timer = setTimeout(refresh, 1000);
}

export function startDropping() {
  beginnings.push(begin);
  document.addEventListener("dragover", (event) => { if (mayDrop()) event.preventDefault(); });
  document.addEventListener("drop", dropped);
  document.addEventListener("change", chosen);
}
