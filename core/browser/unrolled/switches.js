// @ts-check
// switches: whether the cell stands folded or unrolled, which of its states leave, and its weights.

/** @import { Form, Kind, UnrolledState } from "../base/types.d.ts" */
/** @import { Scene } from "../base/payload.js" */

import { element, fill, isolated, write } from "../base/elements.js";
import { saidKind } from "./said.js";

/** @type {Form[]} */
const FORMS = ["unrolled", "folded"];
/** @type {Kind[]} */
const KINDS = ["many-to-one", "many-to-many", "one-to-many"];

/** @typedef {(choice: Partial<UnrolledState>) => void} Choose */
/** @typedef {{ root: HTMLElement, show: (chosen: string) => void, focus: () => void }} Segments */

/**
 * @template {string} T
 * @param {string} name
 * @param {string} label
 * @param {T[]} options
 * @param {Record<string, string>} words
 * @param {(option: T) => void} choose
 * @returns {Segments}
 */
function makeSegments(name, label, options, words, choose) {
  const buttons = options.map((option) => {
    const button = element("button", { type: "button", class: "gs-button gs-segment" }, words[option]);
    button.dataset.testid = `gs-${name}-${option}`;
    button.addEventListener("click", () => choose(option));
    return button;
  });
  const root = element("div", { class: "gs-segments", role: "group", "aria-label": label }, ...buttons);
  return {
    root,
    focus: () => buttons[0].focus(),
    show: (chosen) =>
      buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(options[place] === chosen))),
  };
}

/** @type {(name: string, label: string, sign: string, press: () => void) => HTMLButtonElement} */
function makeSignButton(name, label, sign, press) {
  const button = element("button", { type: "button", class: "gs-button gs-segment", title: label, "aria-label": label }, sign);
  button.dataset.testid = `gs-${name}`;
  button.addEventListener("click", press);
  return button;
}

// The sentences are about the current step, so that they say what the drawing shows there.
/** @type {(scene: Scene, kind: Kind) => string} */
function sentenceOf(scene, kind) {
  const { words, trained } = /** @type {NonNullable<Scene["unrolled"]>} */ (scene.unrolled);
  const values = {
    token: isolated(scene.tokens[0].label),
    output: isolated(scene.outputs[1] ?? ""),
  };
  const leaves = words[`says_${kind}`];
  const parts = [leaves, ...(kind === trained ? [words.trained_so] : []), words[saidKind(scene)]];
  return fill(parts.join(" "), values);
}

/** @type {(scene: Scene, choose: Choose, pin: () => void, closed: (byKey: boolean) => void) => { root: HTMLElement, show: (state: UnrolledState, kind: Kind, pinned: boolean) => void, focus: () => void }} */
export function makeSwitches(scene, choose, pin, closed) {
  const { words } = /** @type {NonNullable<Scene["unrolled"]>} */ (scene.unrolled);
  const forms = makeSegments("form", words.form, FORMS, words, (form) => choose({ form }));
  const kinds = makeSegments("kind", words.kind, KINDS, words, (kind) => choose({ kind }));
  const code = element("code", {});
  const weights = makeSignButton("pin-weights", words.pin, "W", pin);
  const close = makeSignButton("close-unrolled", words.close, "×", () => {
    const byKey = close.matches(":focus");
    choose({ form: "closed" });
    closed(byKey);
  });
  const sentence = element("p", { class: "gs-aside", "data-testid": "gs-unrolled-says" });
  const controls = element("div", { class: "gs-unrolled-controls" }, forms.root, kinds.root, code, weights, close);
  return {
    root: element("div", { class: "gs-unrolled-head" }, controls, sentence),
    focus: forms.focus,
    show: ({ form }, kind, pinned) => {
      forms.show(form);
      kinds.show(kind);
      write(code, `return_sequences=${kind === "many-to-one" ? "False" : "True"}`);
      weights.setAttribute("aria-pressed", String(pinned));
      weights.hidden = form === "folded";
      write(sentence, sentenceOf(scene, kind));
    },
  };
}
