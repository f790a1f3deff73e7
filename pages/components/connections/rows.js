// @ts-check
// rows: the sentence as one network reads it, each token a button that chooses the output after it.

/** @import { Colour, Scale, Shades, Theme, Token, Words } from "../../../core/browser/base/types.d.ts" */
/** @import { ConnectionMember, ConnectionScene, ConnectionView } from "./connections.js" */
/** @import { Heard } from "./triangle.js" */

import { css, diverging, hex, inkOn, sequential } from "../../../core/browser/base/colour.js";
import { element, fill, isolated, write } from "../../../core/browser/base/elements.js";

export const MOST_NUMBERED = 60; // with more tokens, the numbers would hide the text

/** @typedef {{ button: HTMLButtonElement, number: HTMLElement }} Word */

/** @type {(token: Token, index: number, words: Words) => Word} */
function makeWord({ label, full, known }, index, words) {
  const word = element("bdi", { class: "gc-word" }, label);
  const number = element("span", { class: "gc-number", "aria-hidden": "true" });
  const title = known ? full : `${full} (${words.unknown})`;
  const button = element(
    "button",
    { type: "button", class: known ? "gc-token" : "gc-token gc-unknown", tabindex: "-1", title },
    word,
    number,
  );
  if (!known) button.append(element("span", { class: "gs-hidden" }, words.unknown));
  button.dataset.index = String(index);
  return { button, number };
}

// One network's row: its name, the input its chosen output depends on most, and the sentence.
/**
 * @param {ConnectionMember} member
 * @param {number} place
 * @param {{ scene: ConnectionScene, theme: Theme }} context
 */
export function makeMember(member, place, { scene, theme }) {
  const { words, tokens } = scene;
  const pairs = tokens.map((token, index) => makeWord(token, index, words));
  const buttons = pairs.map(({ button }) => button);
  const scale = scaleOf(member, scene, theme);
  const low = element("span");
  const high = element("span");
  const bar = element("span", { class: "gc-bar" });
  bar.style.background = scale.gradient;
  const legend = element("span", { class: "gc-legend", "aria-hidden": "true" }, low, bar, high);
  const mark = element("span", { class: `gc-mark gc-mark-${member.colour_index}` });
  const summary = element("span", { class: "gc-heard", "data-testid": `gc-heard-${place}` });
  const name = element("h3", {}, mark, element("bdi", {}, member.title));
  const head = element("div", { class: "gc-name" }, name, summary, legend);
  const text = element("div", { class: "gc-text" }, ...buttons);
  const root = element(
    "section",
    { class: "gc-member", "aria-label": member.title, "data-testid": `gc-member-${place}` },
    head,
    text,
  );
  root.style.setProperty("--network", css(ownColour(member, theme)));
  let shown = "";
  /** @type {(view: ConnectionView) => void} */
  const show = ({ output, pinned, logarithmic }) => {
    const heard = member.triangle.heard(output, logarithmic);
    write(summary, heardWords(heard, scene));
    write(low, heard.ends[0]);
    write(high, heard.ends[1] ?? words.strongest);
    const now = `${output} ${pinned} ${logarithmic}`;
    if (now === shown) return;
    shown = now;
    pairs.forEach((token, index) => paintWord(token, index, heard, scale, { output, pinned }));
  };
  return { root, buttons, show };
}

/**
 * @param {Word} word
 * @param {number} index
 * @param {Heard} heard
 * @param {Scale} scale
 * @param {{ output: number, pinned: number }} view
 */
function paintWord({ button, number }, index, heard, scale, { output, pinned }) {
  const later = index > output;
  const colour = later ? null : scale.colour(heard.tints[index]);
  button.style.setProperty("--tint", colour ? css(colour) : "transparent");
  button.style.setProperty("--ink", colour ? inkOn(colour) : "inherit");
  button.classList.toggle("gc-later", later);
  button.classList.toggle("gc-output", index === output);
  button.setAttribute("aria-pressed", String(index === pinned));
  write(number, later ? "" : heard.numbers[index]);
}

/** @type {(member: { colour: Shades<string> }, theme: Theme) => Colour} */
const ownColour = ({ colour }, { dark }) => hex(colour[dark ? "dark" : "light"]);

// Strengths go from nothing to the network's own colour, signed numbers from one colour to another.
/** @type {(member: ConnectionMember, scene: ConnectionScene, theme: Theme) => Scale} */
function scaleOf(member, scene, theme) {
  if (!member.triangle.signed) return sequential(theme.zero, ownColour(member, theme));
  const [negative, positive] = scene.diverging[theme.dark ? "dark" : "light"].map(hex);
  return diverging(theme.zero, negative, positive, 1);
}

/** @type {(heard: Heard, scene: ConnectionScene) => string} */
export function heardWords({ strongest, numbers }, { words, tokens }) {
  if (strongest < 0) return words.unheard;
  return fill(words.heard, {
    step: strongest + 1,
    token: isolated(tokens[strongest].label),
    number: numbers[strongest],
  });
}
