// @ts-check
// bar: the buttons that step through the drawing, the number of the step, the file, and the keys.

/** @import { SteppingActions, View } from "../base/types.d.ts" */
/** @import { WiredModel } from "./model.js" */

import { element, fill, write } from "../base/elements.js";
import { makeButton } from "../base/transport.js";

/** @type {(model: WiredModel, actions: SteppingActions, save: () => void) => { root: HTMLElement, show: (view: View) => void }} */
export function makeBar({ words, length }, actions, save) {
  const first = makeButton("first", words.first, () => actions.go(0));
  const previous = makeButton("prev", words.previous, () => actions.move(-1));
  const next = makeButton("next", words.next, () => actions.move(1));
  const last = makeButton("last", words.last, () => actions.go(length - 1));
  const keys = element("div", { class: "gs-keys", role: "group", "aria-label": words.transport });
  keys.append(first, previous, next, last);
  const position = element("span", { class: "gs-position", "data-testid": "gs-position" });
  position.dataset.length = String(length);
  /** @type {[keys: string[], does: string][]} */
  const hints = [[["←", "→"], words.keys_step], [["↑", "↓"], words.keys_arrows], [["Home", "End"], words.keys_ends]];
  const shown = hints.map(([names, does]) =>
    element("span", {}, ...names.map((name) => element("kbd", {}, name)), does),
  );
  const hint = element("p", { class: "gs-key-hint", "aria-hidden": "true" }, ...shown);
  const file = makeButton("save", words.save_picture, save);
  const root = element("div", { class: "gs-transport" }, keys, position, hint, file);
  /** @type {(view: View) => void} */
  const show = ({ step }) => {
    write(position, fill(words.position, { step: step + 1, length }));
    position.dataset.position = String(step + 1);
    first.ariaDisabled = previous.ariaDisabled = String(step === 0);
    next.ariaDisabled = last.ariaDisabled = String(step === length - 1);
  };
  return { root, show };
}
