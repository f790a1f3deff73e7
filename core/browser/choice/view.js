// @ts-check
// view: what of a choice may be seen. In a lecture the next token is predicted before it is shown.

/** @import { Choices } from "./choices.js" */
/** @import { PanelState } from "./panel.js" */

/**
 * @typedef {object} PanelView
 * @property {number} step where the reader is
 * @property {number} position the token whose choice is shown; after the last one there is none
 * @property {boolean} isThere whether there is such a token
 * @property {boolean} bars whether its probabilities are shown
 * @property {boolean} dart whether it is known which token was taken
 * @property {number} last the last token in sight
 * @property {PanelState["which"]} which
 * @property {boolean} playing
 */

// A token that was given is not thrown for, so nobody has to predict it.
/**
 * @param {Pick<PanelState, "step" | "veiled" | "which" | "revealed" | "playing">} state
 * @param {Pick<Choices, "length" | "wasGiven">} choices
 * @returns {PanelView}
 */
export function viewOf({ step, veiled, which, revealed, playing }, choices) {
  const { length } = choices;
  const position = which === "next" ? step + 1 : step;
  const isThere = position < length;
  const open = !veiled || which === "this" || !isThere || choices.wasGiven(position);
  const dart = open || revealed.dart >= position;
  const bars = dart || revealed.bars >= position;
  const last = veiled ? Math.min(dart ? position : step, length - 1) : length - 1;
  return { step, position, isThere, bars, dart, last, which, playing };
}
