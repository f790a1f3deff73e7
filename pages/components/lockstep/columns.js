// @ts-check
// columns: one network each: its name, its answers, its maps in rows that all of them share.

/** @import { InRow } from "./rows.js" */
/** @import { JointScene, Member, NetworkPalette } from "./joint_scene.js" */
/** @import { Context, Panel, View } from "../../../core/browser/base/types.d.ts" */

import { makeBars } from "../../../core/browser/base/answers.js";
import { css } from "../../../core/browser/base/colour.js";
import { element, fill, write } from "../../../core/browser/base/elements.js";
import { isSeries, makeForecast } from "../../../core/browser/base/forecast.js";
import { makeMap } from "../../../core/browser/base/maps.js";
import { hasUnit } from "./joint_scene.js";
import { gapSentence, placesIn, rowsOf } from "./rows.js";

/** @typedef {Context & { scene: Member, palette: NetworkPalette }} MemberContext */

export const MOST_ANSWERS = 3;
const ROWS_ABOVE = 2; // name, answers

/** @type {(place: number) => HTMLElement} */
export function makeMark(place) {
  return element("span", { class: `ls-mark gs-line-${place}`, "aria-hidden": "true" });
}

/** @type {(member: Member) => Panel<number>} */
function makeName(member) {
  const note = element("p", { class: "gs-aside", "data-testid": "ls-note" });
  const name = element("h2", {}, makeMark(member.place), element("bdi", {}, member.name));
  const last = member.units - 1;
  /** @type {(unit: number) => void} */
  const show = (unit) => {
    const has = hasUnit(member, unit);
    write(note, fill(has ? member.words.values_at : member.words.no_unit, { unit, last }));
    note.classList.toggle("ls-missing", !has);
  };
  return { root: element("header", { class: "ls-name" }, name, note), show };
}

/** @type {(context: MemberContext) => Panel} */
function makeAnswers(context) {
  const { scene } = context;
  if (!scene.outputs.length) return { root: element("div"), show: () => {} };
  const answers = isSeries(scene) ? makeForecast(context) : makeBars(context, MOST_ANSWERS);
  /** @type {(view: View) => void} */
  const show = ({ step, answered }) => {
    answers.list.ariaHidden = String(!answered);
    answers.show(step, answered);
  };
  answers.list.dataset.testid = "ls-answers";
  return { root: answers.list, show };
}

/** @type {(node: HTMLElement, place: InRow) => HTMLElement} */
function putInRow(node, { row, height }) {
  node.style.gridRow = `${ROWS_ABOVE + row + 1} / span ${height}`;
  return node;
}

/** @type {(context: MemberContext, joint: JointScene, rows: string[][]) => Panel} */
function makeColumn(context, joint, rows) {
  const { scene } = context;
  const name = makeName(scene);
  const answers = makeAnswers(context);
  /** @type {Panel[]} */
  const maps = [];
  const below = placesIn(scene, rows).map((place) => {
    if (place.quantity) {
      const map = makeMap(place.quantity, context);
      maps.push(map);
      return putInRow(map.root, place);
    }
    const names = rows.slice(place.row, place.row + place.height).flat();
    const sentence = gapSentence(scene, joint, names);
    return putInRow(element("p", { class: "ls-gap gs-aside" }, sentence), place);
  });
  const root = element("section", {
    class: "ls-member",
    "aria-label": scene.name,
    "data-testid": `ls-member-${scene.place}`,
  });
  root.style.setProperty("--accent", css(context.palette.network));
  root.append(name.root, answers.root, ...below);
  /** @type {(view: View) => void} */
  const show = (view) => {
    name.show(view.unit);
    answers.show(view);
    maps.forEach((map) => map.show(view));
  };
  return { root, show };
}

/** @type {(joint: JointScene, contexts: MemberContext[]) => Panel} */
export function makeColumns(joint, contexts) {
  const rows = rowsOf(joint);
  const columns = contexts.map((context) => makeColumn(context, joint, rows));
  const root = element("div", { class: `ls-columns ls-${columns.length}` });
  root.style.setProperty("--rows", String(ROWS_ABOVE + rows.length));
  root.append(...columns.map((column) => column.root));
  return { root, show: (/** @type {View} */ view) => columns.forEach(({ show }) => show(view)) };
}
