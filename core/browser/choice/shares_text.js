// @ts-check
// shares_text: probabilities in words, and the sentence that says how a token was chosen.

/** @import { Choices } from "./choices.js" */

import { decimals, fill, isolated, percent } from "../base/elements.js";
import { KEPT, MODEL, TEMPERED } from "./choices.js";

// A share that would round to nothing is not nothing, nor is one all that would round to that.
/** @param {number} share */
export function shareText(share) {
  const text =
    share > 0 && share < 0.0005 ? "< 0.1 %" : share < 1 && share >= 0.9995 ? "> 99.9 %" : percent(share);
  return text.replaceAll(" ", "\u00a0");
}

// How the token at a position was chosen.
/** @type {(choices: Choices, position: number) => string} */
export function chosenText(choices, position) {
  const { words, tokens } = choices;
  const at = { position: position + 1, token: isolated(tokens[position]) };
  if (choices.taken(position) === null) return fill(words.given_unknown, at);
  const [model, tempered, kept] = choices.shares(position, choices.sent).map(shareText);
  const dart = decimals(choices.dart(position), 4);
  const all = { ...at, model, tempered, kept, dart };
  if (position < choices.prime) return fill(words.given, all);
  if (!choices.wasGiven(position)) return fill(thrownWords(choices), all);
  return fill(words.hand, { ...all, hit: isolated(choices.outputs[choices.hit(position)]) });
}

/** @type {(choices: Choices) => string} */
function thrownWords({ words, sampling, stacks }) {
  if (sampling.temperature === 0) return words.greedy_took;
  return stacks[KEPT] === stacks[TEMPERED] ? words.thrown_uncut : words.thrown;
}

// What the three bars show.
/** @type {(choices: Choices) => string[]} */
export function barTitles({ words, sampling, stacks }) {
  const { temperature } = sampling;
  const titles = [];
  titles[MODEL] = words.model;
  titles[TEMPERED] = temperature === 0 ? words.greedy : fill(words.tempered, { temperature });
  titles[KEPT] = stacks[KEPT] === stacks[TEMPERED] ? words.kept_all : words.kept;
  return titles;
}
