// @ts-check
// rows: which maps share a row. Where no name is shared, gates of similar roles do: those that keep
// the old memory (forget, update), and those that let it through (output, reset).

/** @import { Quantity } from "../../../core/browser/base/types.d.ts" */
/** @import { JointScene, Member } from "./joint_scene.js" */

import { fill } from "../../../core/browser/base/elements.js";

/** @typedef {{ row: number, height: number, quantity: Quantity | null }} InRow */

/** @type {Record<string, string>} */
const LIKE = { update_gate: "forget_gate", reset_gate: "output_gate" };
const SHARED = "hidden_state";

// The rows that at least one of the networks has something for: first what all of them have, then
// the others in the order of reading.
/** @type {(joint: JointScene) => string[][]} */
export function rowsOf({ members, order }) {
  /** @type {(name: string) => boolean} */
  const has = (name) => members.some(({ byName }) => byName.has(name));
  const first = order.filter((name) => !(name in LIKE) && name !== SHARED);
  return [SHARED, ...first]
    .map((name) => [name, ...order.filter((other) => LIKE[other] === name)])
    .filter((names) => names.some(has));
}

// The places in a network's column, from the top: a quantity in one row, or a gap over several.
/** @type {(member: Member, rows: string[][]) => InRow[]} */
export function placesIn(member, rows) {
  /** @type {InRow[]} */
  const places = [];
  rows.forEach((names, row) => {
    const name = names.find((each) => member.byName.has(each));
    const last = places.at(-1);
    if (name) places.push({ row, height: 1, quantity: member.quantity(name) });
    else if (last && !last.quantity) last.height += 1;
    else places.push({ row, height: 1, quantity: null });
  });
  return places;
}

// The text in a gap: the titles of the quantities that the others have there.
/** @type {(member: Member, joint: JointScene, names: string[]) => string} */
export function gapSentence(member, joint, names) {
  const { words } = joint;
  if (member.quantities.length === 1) return words.only_state;
  const titles = names.flatMap((name) =>
    joint.quantities.filter((quantity) => quantity.name === name).map(({ title }) => title),
  );
  return fill(words.none, { quantities: [...new Set(titles)].join(", ") });
}
