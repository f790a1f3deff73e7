// @ts-check
// keys_after_enter: Enter in the field for the sentence, or a choice in the menu of networks, gives
// the keys to what steps, so that the next arrow key is a step.

import { handOver, keep } from "../../core/browser/base/keys.js";

const ONCE = Symbol.for("gatescope.keys_after_enter");
const SENTENCE_FIELD = ".st-key-sentence :is(input, textarea)";
const OPEN_MENU = ".st-key-model [aria-expanded=true]";

/** @param {KeyboardEvent} event */
function enters({ key, target, ctrlKey, metaKey, isComposing }) {
  const field = /** @type {Element} */ (target);
  if (key !== "Enter" || isComposing) return false;
  if (!field.matches(SENTENCE_FIELD)) return field.closest(OPEN_MENU) !== null;
  return field.matches("input") || ctrlKey || metaKey; // in a field of several lines, Enter is one
}

/** @param {KeyboardEvent} event */
function wantsKeys({ key, target }) {
  const types = key.length === 1 || key === "Backspace" || key === "Delete";
  return key === "Tab" || (types && /** @type {Element} */ (target).matches("input, textarea"));
}

// The field takes its value, and the menu its choice, before the focus goes.
const handOverSoon = () => setTimeout(handOver);

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (enters(event)) handOverSoon();
  else if (wantsKeys(event)) keep();
}

/** @param {MouseEvent} event */
function onClick({ target }) {
  const option = /** @type {Element} */ (target).closest("[role=option]");
  if (option && document.querySelector(OPEN_MENU)) handOverSoon();
}

export function stepAfterEnter() {
  const page = /** @type {Record<symbol, boolean>} */ (/** @type {unknown} */ (window));
  if (page[ONCE]) return;
  page[ONCE] = true;
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("pointerdown", keep, true);
  document.addEventListener("click", onClick, true);
}
