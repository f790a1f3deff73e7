// joint: the networks that read one text together; what they share and what each has.

import { followed } from "../../../core/browser/base/answers.js";
import { hex, Palette, sequential } from "../../../core/browser/base/colour.js";
import { decimals, fill, percent } from "../../../core/browser/base/elements.js";
import { foretold, isSeries, spanOf } from "../../../core/browser/base/forecast.js";
import { Scene } from "../../../core/browser/base/payload.js";

export class Joint {
  constructor({ members, ...shared }, numbers) {
    Object.assign(this, shared);
    let start = 0;
    this.members = members.map((own, place) => {
      const member = new Scene({ ...shared, ...own, place }, numbers.subarray(start));
      for (const { values } of member.arrays.values()) start += values.length;
      return member;
    });
    this.quantities = this.members.flatMap(({ quantities }) => quantities);
    this.shareScales();
  }

  // One colour and one height mean one number, whoever's it is.
  shareScales() {
    const largest = new Map();
    for (const member of this.members)
      for (const { name } of member.quantities)
        largest.set(name, Math.max(largest.get(name) ?? 0, member.largest(name)));
    const span = isSeries(this.members[0]) ? spanOf(this.members) : undefined;
    for (const member of this.members) {
      member.span = span;
      member.largest = (name) => largest.get(name);
    }
  }
}

// A network's colour tells it from the others; the colours of numbers are the same for all.
export class NetworkPalette extends Palette {
  constructor(member, theme) {
    super(member, theme);
    this.network = hex(member.network[theme.dark ? "dark" : "light"]);
    this.given = sequential(theme.zero, this.network);
  }
}

export const hasUnit = (member, unit) => unit < member.units;

export const followsNext = (joint) => joint.members[0].arrays.has("followed");

// The number that the chart draws of a network at a step, as it is and in words; NaN where nothing
// came that it could be measured by.
export function drawn(member, step) {
  return isSeries(member) ? foretold(member, step) : followed(member, step);
}

export function inWords(member, value) {
  if (Number.isNaN(value)) return member.words.not_yet;
  return isSeries(member) ? decimals(value) : percent(value);
}

// ---- what may tint the tokens: any network's opinion, or its hidden state in the selected unit ----

export function jointSignals({ members, outputs, words }) {
  const each = (signal, sentence) =>
    members.map(({ name }, place) => [`${signal} ${place}`, fill(sentence, { network: name })]);
  const said = outputs.length ? each("opinion", words.opinion_of) : [];
  return [...said, ...each("hidden_state", words.state_of), ["none", words.no_signal]];
}

export function jointTint(joint, palettes, signal, step, unit) {
  const [what, place] = signal.split(" ");
  if (what === "none") return null;
  const [member, palette] = [joint.members[place], palettes[place]];
  if (what === "hidden_state")
    return hasUnit(member, unit)
      ? palette.scales.get(what).colour(member.value(what, step, unit))
      : null;
  if (Number.isNaN(drawn(member, step))) return null;
  const share = followed(member, step);
  return (followsNext(joint) ? palette.given : palette.share).colour(share);
}
