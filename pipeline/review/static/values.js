// A value is read while it is typed, as the filing would be read.
import { afterTyping, put } from "./page.js";

export function parse(field) {
  if (!field.dataset.parse) return;
  const output = field.parentElement.querySelector("output");
  output.classList.add("waiting");
  afterTyping(field, 160, async () => {
    const typed = field.value;
    const url = new URL(field.dataset.parse, location.origin);
    url.searchParams.set("raw", typed);
    const name = field.form.querySelector("[name$='name']");
    if (!url.searchParams.has("field") && name) url.searchParams.set("name", name.value);
    try {
      const answer = await fetch(url, { credentials: "same-origin" });
      if (answer.ok && typed === field.value) put(output, await answer.text());
    } finally {
      output.classList.remove("waiting");
    }
  });
}
