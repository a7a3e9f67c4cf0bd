// What became of a decision that was not saved is said in one place: inside the card, with the focus.
import { sentence } from "./page.js";

export const shown = () => document.querySelector("[data-current] .outcome");

// Says something that the server did not say as a page.
export function tell(text) {
  const card = document.querySelector("[data-current]");
  if (!card) return false;
  let outcome = shown();
  if (!outcome) {
    outcome = document.createElement("div");
    outcome.className = "outcome conflict";
    outcome.tabIndex = -1;
    outcome.setAttribute("role", "alert");
    (card.querySelector(".editor-head") || card.firstChild).after(outcome);
  }
  const head = document.createElement("b");
  head.textContent = sentence("unsent");
  outcome.replaceChildren(head, ` ${text}`);
  look();
  return true;
}

// Brings it before the eyes.
export function look() {
  const outcome = shown();
  if (!outcome) return false;
  outcome.focus({ preventScroll: true });
  outcome.scrollIntoView({ block: "center" });
  return true;
}
