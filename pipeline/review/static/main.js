// What the browser adds to pages that work without it. Each part has a module of its own; this one starts them.
import { all, begin, beginnings, lasting } from "./page.js";
import { startCandidates } from "./candidates.js";
import { startDoubts } from "./doubts.js";
import { restoreDraft } from "./drafts.js";
import { startDropping } from "./dropping.js";
import { startForms } from "./forms.js";
import { startKeys } from "./keys.js";
import { startPicking } from "./picking.js";
import { startPicture } from "./picture.js";
import { startSending } from "./sending.js";
import { parse } from "./values.js";

function settle() {
  all("form[data-record]").forEach(restoreDraft);
  all(".changed[data-parse]").forEach(parse);
  const here = document.querySelector("[data-here]");
  const sheet = document.querySelector("[data-sheet]");
  if (here && sheet) sheet.scrollTop += here.getBoundingClientRect().top - sheet.getBoundingClientRect().top - sheet.clientHeight / 3;
  const flash = document.querySelector(".flash");
  // The more it says, the longer it stays: in milliseconds, some and so many a sign.
  if (flash) setTimeout(() => flash.classList.add("past"), 2500 + 60 * flash.textContent.length);
}

startForms();
startKeys();
startCandidates();
beginnings.push(settle);
startPicture();
startPicking();
startDoubts();
startSending();
startDropping();

if (lasting(location.href).href !== location.href) history.replaceState({}, "", lasting(location.href));
begin(true);
globalThis.pageIsReady = true;
globalThis.held.end(true);
