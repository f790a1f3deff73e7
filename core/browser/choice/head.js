// @ts-check
// head: what the tints mean, above the text; and between text and bars, how the token was chosen.

/** @import { Theme } from "../base/types.d.ts" */
/** @import { Choices } from "./choices.js" */
/** @import { Which } from "./panel.js" */
/** @import { Tint } from "./tinted_text.js" */
/** @import { PanelView } from "./view.js" */

import { element, fill, isolated, write } from "../base/elements.js";
import { makeLegend } from "../base/maps.js";
import { makeButton, makePlayButton } from "../base/transport.js";
import { chosenText } from "./shares_text.js";
import { TINTS, tintScale } from "./tinted_text.js";

// The colours' legend, the marks of tokens that were not thrown for, and what to tint by.
/** @type {(choices: Choices, theme: Theme, chosen: Tint, tint: (tint: Tint) => void) => HTMLElement} */
export function makeHead(choices, theme, chosen, tint) {
  const { words, prime, byHand, most } = choices;
  const legend = element("span", { class: "gc-legend" });
  /** @param {Tint} by */
  const showLegend = (by) => {
    const scale = tintScale(choices, theme, by);
    const high = by === "entropy" ? most : 1;
    legend.replaceChildren(...(scale ? [makeLegend({ ...scale, high })] : []));
  };
  const select = element("select", { "data-testid": "gc-tint" });
  select.append(...TINTS.map((by) => element("option", { value: by }, words[`tint_${by}`])));
  select.value = chosen;
  select.addEventListener("change", () => {
    const by = /** @type {Tint} */ (select.value);
    showLegend(by);
    tint(by);
  });
  showLegend(chosen);
  const label = element("label", { class: "gs-field" }, element("span", {}, words.tint), select);
  /** @type {(name: string, text: string) => HTMLElement} */
  const mark = (name, text) => element("span", { class: "gc-mark" }, element("span", { class: name }, "a"), text);
  const marks = [
    ...(prime ? [mark("gc-given", words.warm_up)] : []),
    ...(byHand.size ? [mark("gc-hand", words.by_hand)] : []),
  ];
  return element("div", { class: "gc-above" }, label, legend, ...marks);
}

/**
 * @typedef {object} BelowActions
 * @property {(which: Which) => void} show
 * @property {() => void} reveal
 * @property {(by: number) => void} move
 * @property {() => void} toggle
 */
/** @typedef {{ root: HTMLElement, keys: HTMLElement, show: (view: PanelView) => void }} Below */

// Between the text and the bars: how the token was chosen, or the question what it will be.
/** @type {(choices: Choices, actions: BelowActions) => Below} */
export function makeBelow(choices, actions) {
  const { words, tokens } = choices;
  const said = element("p", { class: "gc-said", "data-testid": "gc-said" });
  const ask = element("button", { type: "button", class: "gs-button gc-ask", "data-testid": "gc-reveal" });
  ask.addEventListener("click", actions.reveal);
  const pair = /** @type {[Which, string][]} */ ([["this", words.this_one], ["next", words.next_one]]);
  const buttons = pair.map(([which, text]) => {
    const button = element("button", { type: "button", class: "gs-button", "data-testid": `gc-${which}` }, text);
    button.addEventListener("click", () => actions.show(which));
    return button;
  });
  const which = element("div", { class: "gc-which", role: "group", "aria-label": words.which }, ...buttons);
  const steps = makeSteps(choices, actions);
  const controls = element("div", { class: "gc-controls" }, steps.root, which);
  const root = element("div", { class: "gc-below" }, controls, said, ask);
  /** @type {(view: PanelView) => string} */
  const sentence = ({ step, position, isThere, bars, dart }) => {
    const token = isolated(tokens[step]);
    if (!isThere) return fill(words.ended, { token });
    if (!bars) return fill(words.predict, { token });
    return dart ? chosenText(choices, position) : fill(words.aim, { position: position + 1 });
  };
  /** @type {Below["show"]} */
  const show = (view) => {
    write(said, sentence(view));
    ask.hidden = view.dart;
    write(ask, view.bars ? words.throw : words.bars);
    steps.show(view);
    pair.forEach(([each], index) => { buttons[index].ariaPressed = String(each === view.which); });
  };
  return { root, keys: makeKeyHints(choices), show };
}

// Back, play, and on, for those who step by pointer: the stepper has all of it further down.
/** @type {(choices: Choices, actions: BelowActions) => { root: HTMLElement, show: (view: PanelView) => void }} */
function makeSteps({ words, length }, { move, toggle }) {
  const previous = makeButton("prev", words.previous, () => move(-1));
  const named = { play: words.play, pause: words.pause };
  const play = makePlayButton({ scene: { words: named }, actions: { toggle } });
  const next = makeButton("next", words.next, () => move(1));
  const nodes = [previous, play.node, next];
  ["previous", "play", "forward"].forEach((name, index) => { nodes[index].dataset.testid = `gc-${name}`; });
  /** @type {(view: PanelView) => void} */
  const show = ({ step, playing }) => {
    previous.ariaDisabled = String(step === 0);
    next.ariaDisabled = String(step === length - 1);
    play.show(playing);
  };
  return { root: element("div", { class: "gs-keys", role: "group", "aria-label": words.steps }, ...nodes), show };
}

/** @type {(choices: Choices) => HTMLElement} */
function makeKeyHints({ words, lecture }) {
  const hints = /** @type {[string[], string][]} */ ([
    [["←", "→"], words.keys_step],
    [[words.space], words.keys_play],
    [["↑", "↓"], words.keys_rows],
    [["Enter"], words.keys_take],
    ...(lecture ? [[["Enter"], words.keys_reveal]] : []),
  ]);
  const shown = hints.map(([keys, does]) =>
    element("span", {}, ...keys.map((key) => element("kbd", {}, key)), does),
  );
  const hint = element("p", { class: "gs-key-hint", "aria-hidden": "true" }, ...shown);
  return element("div", { class: "gs-transport" }, hint);
}
