// @ts-check
// joint_scene: one text as several networks read it: their shared tokens, the numbers of each on
// common scales, and the tints of the tokens.

/** @import { Bytes } from "../../../core/browser/base/arrays.js" */
/** @import { Above, Colour, Quantity, SceneContent, Shades, Stepped, Theme } from "../../../core/browser/base/types.d.ts" */
/** @import { Token, TraceContent, Words } from "../../../core/browser/base/types.d.ts" */

import { followed } from "../../../core/browser/base/answers.js";
import { hex, Palette, sequential } from "../../../core/browser/base/colour.js";
import { decimals, fill, percent } from "../../../core/browser/base/elements.js";
import { predicted, isSeries, spanOf } from "../../../core/browser/base/forecast.js";
import { Scene } from "../../../core/browser/base/payload.js";

/** @typedef {{ name: string, place: number, network: Shades<string> }} Own */
/** @typedef {Scene & Own} Member */
/**
 * @typedef {Stepped & {
 *   members: (TraceContent & Omit<Own, "place">)[],
 *   order: string[],
 *   diverging: SceneContent["diverging"],
 * }} JointContent
 */

export class JointScene {
  /** @type {string} */
  id;
  /** @type {number} */
  length;
  /** @type {boolean} */
  lecture;
  /** @type {Token[]} */
  tokens;
  /** @type {Words} */
  parts_of_speech;
  /** @type {string[]} */
  outputs;
  /** @type {number} */
  units;
  /** @type {Words} */
  words;
  /** @type {string[]} what any cell computes, in the order of reading */
  order;

  /**
   * @param {JointContent} content
   * @param {Bytes} numbers
   */
  constructor({ members, ...shared }, numbers) {
    Object.assign(this, shared);
    /** @type {Member[]} */
    this.members = members.map((own, place) => {
      const content = { ...shared, ...own, place };
      return /** @type {Member} */ (new Scene(content, numbers));
    });
    /** @type {Quantity[]} */
    this.quantities = this.members.flatMap(({ quantities }) => quantities);
    this.shareScales();
  }

  // A colour and a height mean the same number in every network.
  shareScales() {
    /** @type {Map<string, number>} */
    const largest = new Map();
    for (const member of this.members)
      for (const { name } of member.quantities)
        largest.set(name, Math.max(largest.get(name) ?? 0, member.largest(name)));
    const span = isSeries(this.members[0]) ? spanOf(this.members) : undefined;
    for (const member of this.members) {
      member.span = span;
      member.largest = (name) => largest.get(name) ?? 1;
    }
  }
}

// Each network has a colour of its own; the colours of numbers are the same for all.
export class NetworkPalette extends Palette {
  /**
   * @param {Member} member
   * @param {Theme} theme
   */
  constructor(member, theme) {
    super(member, theme);
    this.network = hex(member.network[theme.dark ? "dark" : "light"]);
    this.given = sequential(theme.zero, this.network);
  }
}

/** @type {(member: Member, unit: number) => boolean} */
export const hasUnit = (member, unit) => unit < member.units;

// Whether the chart shows the probability that each network gave to the token that came next.
/** @type {(joint: JointScene) => boolean} */
export const followsNext = (joint) => joint.members[0].arrays.has("followed");

// The number that the chart draws for a network at a step; NaN after the last token, where the
// chart shows the probability of the next one.
/** @type {(member: Member, step: number) => number} */
export function drawn(member, step) {
  return isSeries(member) ? predicted(member, step) : followed(member, step);
}

/** @type {(member: Member, value: number) => string} */
export function inWords(member, value) {
  if (Number.isNaN(value)) return member.words.not_yet;
  return isSeries(member) ? decimals(value) : percent(value);
}

// ---- what may tint the tokens: any network's opinion, or its hidden state in the selected unit ----

/** @type {(joint: JointScene) => Above["signals"]} */
export function jointSignals({ members, outputs, words }) {
  /** @type {(signal: string, sentence: string) => Above["signals"]} */
  const each = (signal, sentence) =>
    members.map(({ name }, place) => [`${signal} ${place}`, fill(sentence, { network: name })]);
  const opinions = outputs.length ? each("opinion", words.opinion_of) : [];
  return [...opinions, ...each("hidden_state", words.state_of), ["none", words.no_signal]];
}

/**
 * @param {JointScene} joint
 * @param {NetworkPalette[]} palettes
 * @param {string} signal
 * @param {number} step
 * @param {number} unit
 * @returns {Colour | null}
 */
export function jointTint(joint, palettes, signal, step, unit) {
  const [kind, place] = signal.split(" ");
  if (kind === "none") return null;
  const [member, palette] = [joint.members[Number(place)], palettes[Number(place)]];
  if (kind === "hidden_state")
    return hasUnit(member, unit)
      ? palette.scale(kind).colour(member.value(kind, step, unit))
      : null;
  if (Number.isNaN(drawn(member, step))) return null;
  const share = followed(member, step);
  return (followsNext(joint) ? palette.given : palette.share).colour(share);
}
