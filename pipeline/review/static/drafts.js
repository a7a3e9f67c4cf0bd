// What was typed and not sent outlives a reload: a draft a record, kept in the browser.
import { all, owner, store } from "./page.js";
import { parse } from "./values.js";

const draftsOf = (form) => `draft ${owner()} ${form.dataset.record}`;
const fieldsOf = (form) => all("[data-base]", form);
const given = (field) => field.value.replace(/\r\n/g, "\n");

// A field that differs from what is stored says so, in words as well.
function mark(field) {
  const differs = given(field) !== field.dataset.base && field.name !== "why";
  field.classList.toggle("changed", differs);
  const sign = field.closest(".field")?.querySelector(".unsaved");
  if (sign) sign.hidden = !differs;
}

export function keepDraft(form) {
  if (!form?.dataset.record) return;
  const changed = fieldsOf(form).filter((field) => given(field) !== field.dataset.base);
  fieldsOf(form).forEach(mark);
  if (!changed.length) { store.drop(draftsOf(form)); return; }
  store.write(draftsOf(form), { at: Date.now(), fields: Object.fromEntries(changed.map((field) => [field.name, given(field)])) });
}

export function restoreDraft(form) {
  const draft = store.read(draftsOf(form));
  if (!draft || Date.now() - draft.at > 30 * 86400e3) { store.drop(draftsOf(form)); return; }
  for (const field of fieldsOf(form)) {
    const value = draft.fields[field.name];
    if (value === undefined || value === given(field)) continue;
    field.value = value;
    mark(field);
    form.closest("details")?.setAttribute("open", "");
    parse(field);
  }
}

export function dropDrafts(record) {
  store.drop(`draft ${owner()} ${record}`);
}
