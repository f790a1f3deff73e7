// @ts-check
// axis: from where to where a quantity's bars may reach, the same at every step of a text.

/** @import { Scene } from "../base/payload.js" */
/** @import { Quantity } from "../base/types.d.ts" */

/** @typedef {{ low: number, high: number, ticks: number[] }} Axis low < 0 < high, or low = 0 */

const ROOM = 1.05; // so that no bar ends at the edge
const ONE_SIDED = 0.5; // a side shorter than this share of the other one has no tick of its own

// The largest of 1, 2 and 5 times a power of ten that is at most this number above zero.
/** @param {number} most */
export function roundedDown(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const times = [5, 2].find((each) => each * power <= most) ?? 1;
  return Number((times * power).toPrecision(1));
}

// Three round numbers, zero among them, for values that reach this far below and above it.
/** @type {(below: number, above: number) => number[]} */
function ticksBetween(below, above) {
  const [shorter, longer] = below < above ? [below, above] : [above, below];
  if (shorter < ONE_SIDED * longer) {
    const end = below < above ? roundedDown(longer) : -roundedDown(longer);
    return [0, end / 2, end].sort((one, other) => one - other);
  }
  const end = roundedDown(shorter);
  return [-end, 0, end];
}

// As far as the bounds of the quantity; without bounds, as far as its values in the whole text.
/** @type {(scene: Scene, quantity: Quantity) => Axis} */
export function axisOf(scene, { name, bounds }) {
  if (bounds) {
    const [low, high] = bounds;
    return { low: ROOM * low, high: ROOM * high, ticks: [low, (low + high) / 2, high] };
  }
  let [least, most] = [0, 0];
  for (const value of scene.array(name).values) {
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === most) [least, most] = [-1, 1];
  return { low: ROOM * least, high: ROOM * most, ticks: ticksBetween(-least, most) };
}

// How many units lie between two labels, so that there are few of these.
/** @type {(units: number, most: number) => number} */
export function unitsApart(units, most) {
  const apart = [1, 2, 5].find((each) => units / each <= most);
  return apart ?? 10 * unitsApart(units / 10, most);
}

/** @typedef {{ unit: number, middle: number }} UnitLabel middle: of the unit, as a share of all */

/** @type {(units: number, most?: number) => UnitLabel[]} */
export function unitLabels(units, most = 8) {
  const apart = unitsApart(units, most);
  return Array.from({ length: Math.ceil(units / apart) }, (_, place) => {
    return { unit: apart * place, middle: (apart * place + 0.5) / units };
  });
}

// A label of the axis: as many decimals as the number needs, with a real minus sign.
/** @param {number} tick */
export const tickText = (tick) => String(Number(tick.toPrecision(3))).replace("-", "−");
