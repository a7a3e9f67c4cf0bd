// Keys that are typed while a page loads are held, and given to that page when it is ready. This script runs before all
// others, so that nothing is lost while they load.
"use strict";

globalThis.held = (() => {
  const keys = [];
  let busy = 1; // the first page is not ready yet
  const mostKeys = 60;
  const modifiers = ["Shift", "Control", "Alt", "Meta", "CapsLock", "Process", "Dead", "Unidentified"];

  const isOurs = (event) => !(event.isComposing || event.keyCode === 229 || modifiers.includes(event.key) || event.altKey || event.metaKey
    || /^F\d+$/.test(event.key) || (event.ctrlKey && !["Enter", "a", "A"].includes(event.key)));

  addEventListener("keydown", (event) => {
    if (!busy || !event.isTrusted || !isOurs(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat && keys.length < mostKeys) keys.push({ key: event.key, ctrlKey: event.ctrlKey, shiftKey: event.shiftKey });
  }, true);

  function typed(field, text) {
    if (field.selectionStart === null || field.selectionStart === undefined) field.value += text;
    else field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
  }

  function replay(key) {
    const target = document.activeElement || document.body;
    const event = new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true });
    if (!target.dispatchEvent(event)) return;
    const isField = /^(INPUT|TEXTAREA)$/.test(target.tagName);
    if (key.ctrlKey && /^a$/i.test(key.key)) target.select?.();
    else if (isField && key.key.length === 1) typed(target, key.key);
    else if (isField && key.key === "Backspace" && target.selectionStart === target.selectionEnd && target.selectionStart > 0) {
      target.setSelectionRange(target.selectionStart - 1, target.selectionEnd);
      typed(target, "");
    } else if (isField && key.key === "Backspace") typed(target, "");
    else if (key.key === "Enter" && target.matches("a, button, summary")) target.click();
  }

  function release() {
    busy = Math.max(0, busy - 1);
    while (!busy && keys.length) replay(keys.shift());
  }

  return {
    // A page is on its way.
    begin() { busy += 1; },
    // It is there, and its keys are pressed as soon as whoever asked for it is done; or it never came, and what was meant
    // for it is forgotten: how many keys.
    end(came) {
      const forgotten = came ? 0 : keys.splice(0).length;
      setTimeout(release);
      return forgotten;
    },
  };
})();
// Scripts that never come must not keep anybody from typing.
setTimeout(() => { if (!globalThis.pageIsReady) globalThis.held.end(true); }, 8000);
