// @ts-check
// calculation: one line of numbers on the page. A number keeps its width at every step, so that
// nothing moves while stepping.

/** @import { Scene } from "../base/payload.js" */
/** @import { Calculation } from "./arithmetic.js" */

import { decimals, element, write } from "../base/elements.js";
import { decimalsFor, numbersOf, printed } from "./arithmetic.js";

const MOST_WEIGHED = 64; // steps by which decimals are chosen, so that another unit is shown at once

/** @typedef {{ digits: number, whole: number, negative: boolean }} Room */
/**
 * @typedef {object} NumberBox
 * @property {HTMLElement} root
 * @property {(text: string) => void} show
 * @property {(room: Room) => void} reserve
 */
/** @typedef {{ root: HTMLElement, show: (equal: boolean) => void }} EqualSign */
/** @typedef {{ line: HTMLElement, step: (t: number, unit: number) => void }} Line */

/** @type {(...nodes: (Node | string)[]) => HTMLElement} */
export const together = (...nodes) => element("span", { class: "gs-together" }, ...nodes);

/** @type {(room: Room) => string} */
const width = ({ digits, whole, negative }) =>
  `calc(${digits + whole}ch + ${negative ? 0.96 : 0.36}em)`;

/** @returns {NumberBox} */
export function makeNumber(className = "") {
  const root = element("span", { class: `gs-number ${className}` });
  return {
    root,
    show: (text) => write(root, text),
    reserve: (room) => { root.style.minWidth = width(room); },
  };
}

// A later term: its sign stands apart as an operator, its name behind it.
/** @type {(word: string, after?: string) => NumberBox} */
export function makeTerm(word, after = "") {
  const sign = element("span", { class: "gs-sign" });
  const size = element("span", { class: "gs-number" });
  const root = together(sign, size, element("small", {}, word), after);
  return {
    root,
    show: (text) => {
      write(sign, text.startsWith("−") ? "−" : "+");
      write(size, text.replace("−", ""));
    },
    reserve: (room) => { size.style.minWidth = width({ ...room, negative: false }); },
  };
}

/** @returns {EqualSign} */
export function makeEqual() {
  const root = element("span", { class: "gs-equal" }, "=");
  return { root, show: (equal) => write(root, equal ? "=" : "≈") };
}

// How much room a number needs, given all that it is to show.
/** @type {(values: number[], digits: number) => Room} */
function roomOf(values, digits) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const largest = Math.max(-least, most).toFixed(digits);
  return { digits, whole: largest.length - digits - 1, negative: decimals(least, digits)[0] === "−" };
}

// Writes a step of a unit into the boxes of each stage and the signs between stages.
/**
 * @param {Calculation} calculation
 * @param {NumberBox[][]} boxes
 * @param {EqualSign[]} signs
 * @param {Scene} scene
 * @param {number} [result] decimals of the last number
 * @returns {(t: number, unit: number) => void}
 */
export function writing(calculation, boxes, signs, { length }, result) {
  /** @type {number | null} */
  let last = null;
  /** @type {number[]} */
  let digits;
  /** @param {number} unit */
  const fit = (unit) => {
    const steps = numbersOf(calculation, length, unit);
    const some = steps.filter((_, t) => t % Math.ceil(length / MOST_WEIGHED) === 0);
    digits = decimalsFor(calculation.formulas, some, result);
    boxes.forEach((row, stage) =>
      row.forEach((box, place) =>
        box.reserve(roomOf(steps.map((step) => step[stage][place]), digits[stage])),
      ),
    );
    last = unit;
  };
  return (t, unit) => {
    if (unit !== last) fit(unit);
    const { texts, equal } = printed(calculation, digits, t, unit);
    boxes.forEach((row, stage) => row.forEach((box, place) => box.show(texts[stage][place])));
    signs.forEach((sign, place) => sign.show(equal[place]));
  };
}
