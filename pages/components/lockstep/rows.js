// @ts-check
// rows: the maps that share a row. Where names differ, gates of similar roles do: keeping the
// old memory (forget, update), and how much of the memory is let through (output, reset).

/** @import { Quantity } from "../../../core/browser/base/types.d.ts" */
/** @import { Joint, Member } from "./joint.js" */

import { fill } from "../../../core/browser/base/elements.js";

/** @typedef {{ row: number, height: number, quantity: Quantity | null }} InRow */

const ROWS = [
  ["hidden_state"],
  ["cell_state"],
  ["candidate"],
  ["forget_gate", "update_gate"],
  ["input_gate"],
  ["output_gate", "reset_gate"],
];

// The rows that at least one of the networks has something for.
/** @type {(joint: Joint) => string[][]} */
export function rowsOf({ members }) {
  /** @type {(name: string) => boolean} */
  const has = (name) => members.some(({ byName }) => byName.has(name));
  return ROWS.filter((names) => names.some(has));
}

// What stands in a network's column from top to bottom: a quantity in a row, or a gap over several.
/** @type {(member: Member, rows: string[][]) => InRow[]} */
export function placesIn(member, rows) {
  /** @type {InRow[]} */
  const places = [];
  rows.forEach((names, row) => {
    const name = names.find((one) => member.byName.has(one));
    const last = places.at(-1);
    if (name) places.push({ row, height: 1, quantity: member.quantity(name) });
    else if (last && !last.quantity) last.height += 1;
    else places.push({ row, height: 1, quantity: null });
  });
  return places;
}

// What a gap says: the titles of what the others have there.
/** @type {(member: Member, joint: Joint, names: string[]) => string} */
export function gapSentence(member, joint, names) {
  const { words } = joint;
  if (member.quantities.length === 1) return words.only_state;
  const titles = names.flatMap((name) =>
    joint.quantities.filter((one) => one.name === name).map(({ title }) => title),
  );
  return fill(words.none, { quantities: [...new Set(titles)].join(", ") });
}
