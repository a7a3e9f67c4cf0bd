// Links, forms and filters lead to pages that are swapped in place.
import { all, follow, visit } from "./page.js";
import { dropDrafts, keepDraft } from "./drafts.js";
import { fill } from "./filling.js";
import { search } from "./candidates.js";
import { send } from "./sending.js";
import { parse } from "./values.js";

// The address that a form of filters asks for: its own, and what narrows; never what the page's address held before.
function asked(form) {
  const address = new URL(form.getAttribute("action") || location.pathname, location.origin);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
  return address.href;
}

function submitted(event) {
  const form = event.target;
  const submitter = event.submitter;
  if (form.dataset.leave !== undefined) all("form[data-record]").forEach((one) => dropDrafts(one.dataset.record));
  if (form.dataset.plain !== undefined || form.method === "dialog") return;
  const question = submitter?.dataset.ask || form.dataset.confirm;
  if (question && !confirm(question)) { event.preventDefault(); return; }
  event.preventDefault();
  if (form.method === "get") follow(asked(form));
  else send(form, submitter);
}

function clicked(event) {
  const chip = event.target.closest("[data-fill]");
  if (chip) { fill(chip); return; }
  const link = event.target.closest("main a[href], #aside a[href]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (new URL(link.href).origin !== location.origin || link.hasAttribute("download")) return;
  event.preventDefault();
  follow(link.href);
}

function typed(event) {
  const field = event.target;
  keepDraft(field.form);
  if (field.dataset.candidates !== undefined) search(field);
  else parse(field);
}

export function startForms() {
  document.addEventListener("submit", submitted);
  document.addEventListener("click", clicked);
  document.addEventListener("input", typed);
}
