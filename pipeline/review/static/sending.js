// Forms are sent at once, or wait for a lost connection. What an answer means is told by its status, in one place: what
// can't be sent is set aside with its reason, and the next one goes on.
import { beginnings, NoPage, owner, say, sentence, store, visit } from "./page.js";
import { dropDrafts } from "./drafts.js";
import { tell } from "./outcome.js";

const waitingKey = () => `waiting ${owner()}`;
const asideKey = () => `aside ${owner()}`;
const HEAD = { "Content-Type": "application/x-www-form-urlencoded" };
const listed = (key) => store.read(key) || [];
const list = (key, jobs) => (jobs.length ? store.write(key, jobs) : store.drop(key));
// A server that is busy or being started again is asked once more.
const BUSY = [429, 502, 503, 504];
// A save that takes longer, in milliseconds, waits for another program that writes.
const SLOW = 4000;
let sending = false;

// `saved`, `login`, `busy`, `lost` or `refused`, and the status that said so.
async function outcomeOf(job) {
  try {
    const response = await visit(job.url, { method: "POST", body: job.body, headers: HEAD });
    if (response.redirected) return { is: new URL(response.url).pathname === "/login" ? "login" : "saved", status: 200 };
    return { is: "refused", status: response.status, told: true };
  } catch (error) {
    if (error instanceof NoPage) return { is: BUSY.includes(error.status) ? "busy" : "refused", status: error.status };
    if (error instanceof TypeError) return { is: "lost", status: 0 };
    throw error;
  }
}

export async function send(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.set(submitter.name, submitter.value);
  const label = document.querySelector("[data-current] #field-name, [data-current] #field-item, [data-current] #field-key")?.value || "";
  await post({ url: form.action, body: new URLSearchParams(data).toString(), record: form.dataset.record || "", now: form.dataset.now !== undefined, label, page: location.pathname + location.search });
}

async function post(job) {
  if (sending) return;
  sending = true;
  say("");
  const slow = setTimeout(() => say(sentence("slow")), SLOW);
  try {
    const outcome = await outcomeOf(job);
    clearTimeout(slow);
    if (outcome.is === "saved") say("");
    if (outcome.is === "saved" && job.record) dropDrafts(job.record);
    if (outcome.is === "lost" || outcome.is === "busy") { if (job.now) say(sentence("notNow")); else wait(job, outcome); }
    if (outcome.is === "refused" && !outcome.told) tell(sentence("refusedStatus", { status: outcome.status }));
  } finally {
    clearTimeout(slow);
    sending = false;
  }
}

function wait(job, outcome) {
  const jobs = listed(waitingKey());
  const known = jobs.some((one) => one.body === job.body && one.url === job.url);
  const kept = known || store.write(waitingKey(), [...jobs, job]);
  if (kept) say(sentence(outcome.is));
  else tell(sentence("noRoom"));
}

// Sends the first that waits. One that can't be sent is set aside, so that it hinders no other.
async function sendWaiting() {
  const jobs = listed(waitingKey());
  if (!jobs.length || sending) return;
  sending = true;
  try {
    const token = document.querySelector("input[name=token]")?.value;
    const body = new URLSearchParams(jobs[0].body);
    if (token) body.set("token", token);
    const outcome = await outcomeOf({ ...jobs[0], body: body.toString() });
    if (outcome.is === "saved") { done(jobs); dropDrafts(jobs[0].record); say(""); }
    else if (outcome.is === "refused") { done(jobs); setAside(jobs[0], outcome.status); say(""); }
    else say(sentence(outcome.is));
  } finally {
    sending = false;
  }
}

function done(jobs) {
  const rest = listed(waitingKey()).filter((one) => one.body !== jobs[0].body || one.url !== jobs[0].url);
  list(waitingKey(), rest);
}

// ---- what was set aside ----------------------------------------------------------------------------------------------

function setAside(job, status) {
  store.write(asideKey(), [...listed(asideKey()), { ...job, status, at: Date.now() }]);
  showAside();
}

function showAside() {
  const jobs = listed(asideKey());
  const button = document.getElementById("aside-open");
  if (!button) return;
  button.hidden = !jobs.length;
  button.textContent = sentence("aside", { number: jobs.length });
  document.querySelector("#aside ol").replaceChildren(...jobs.map((job, place) => lineOf(job, place)));
}

function lineOf(job, place) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = job.page || job.url;
  link.textContent = job.label || job.record;
  link.addEventListener("click", () => document.getElementById("aside").close());
  line.append(link, ` ${new Date(job.at).toLocaleString()} · ${sentence("refusedStatus", { status: job.status })} `);
  for (const deed of ["again", "forget"]) line.append(button(deed, () => { takeOut(place); if (deed === "again") wait(job, { is: "busy" }); }));
  return line;
}

function button(name, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sentence(name);
  made.addEventListener("click", act);
  return made;
}

function takeOut(place) {
  const jobs = listed(asideKey());
  jobs.splice(place, 1);
  list(asideKey(), jobs);
  if (!jobs.length) document.getElementById("aside").close();
  showAside();
}

export function startSending() {
  beginnings.push(showAside);
  setInterval(sendWaiting, 3000);
  addEventListener("online", sendWaiting);
  document.addEventListener("click", (event) => { if (event.target.closest("#aside-open")) document.getElementById("aside").showModal(); });
  if (listed(waitingKey()).length) sendWaiting();
}
