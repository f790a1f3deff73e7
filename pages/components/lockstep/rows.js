// rows: which map stands beside which. Where no name is shared, what does the like does: keeping the
// old memory (forget, update), and how much of the memory is let through (output, reset).

import { fill } from "../../../core/browser/base/elements.js";

const ROWS = [
  ["hidden_state"],
  ["cell_state"],
  ["candidate"],
  ["forget_gate", "update_gate"],
  ["input_gate"],
  ["output_gate", "reset_gate"],
];

// The rows that at least one of the networks has something for.
export function rowsOf({ members }) {
  const has = (name) => members.some(({ byName }) => byName.has(name));
  return ROWS.filter((names) => names.some(has));
}

// What stands in a network's column from top to bottom: a quantity in a row, or a gap over several.
export function placesIn(member, rows) {
  const places = [];
  rows.forEach((names, row) => {
    const name = names.find((one) => member.byName.has(one));
    const last = places.at(-1);
    if (name) places.push({ row, height: 1, quantity: member.byName.get(name) });
    else if (last && !last.quantity) last.height += 1;
    else places.push({ row, height: 1, quantity: null });
  });
  return places;
}

// What a gap says: the titles of what the others have there.
export function gapSentence(member, joint, names) {
  const { words } = joint;
  if (member.quantities.length === 1) return words.only_state;
  const titles = names.map((name) => joint.quantities.find((one) => one.name === name)?.title);
  return fill(words.none, { quantities: [...new Set(titles.filter(Boolean))].join(", ") });
}
