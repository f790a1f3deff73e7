// @ts-check
// wiring: the connections in each cell, and the number that each wire carries.
// Coordinates are those of the drawing (WIDTH wide); the style sheet scales it.

/** @import { Scene } from "../base/payload.js" */

export const WIDTH = 720;
export const BOX = { width: 138, height: 120, top: 220 };
export const BUS = { h: 408, x: 442 };
export const TOP = 18; // the drawing begins here
const TAG = 40; // the height of the numbers above the top line
export const TAP = 36;

/** @typedef {(scene: Scene, t: number, unit: number) => number} Carries */
/** @typedef {[latex: string, x: number, y: number, anchor?: string]} Tag */
/** @typedef {{ path: string, carries: Carries, tag?: Tag }} Wire */
/** @typedef {[left: number, top: number, width: number]} StripPlace */

/**
 * @typedef {object} Plan
 * @property {number} height
 * @property {number} [top] of the boxes
 * @property {number} [drop] how much further down the lines of h and x run
 * @property {Record<string, number>} boxes each gate's centre
 * @property {Wire[]} wires
 * @property {Wire[]} [bridges] wires that pass over the lines between the gates and h and x
 * @property {[sign: string, x: number, y: number][]} operations
 * @property {[sign: string, y: number][]} [onTap] on the way from h to the candidate
 * @property {[name: string, x: number, y: number]} [sense] a gate, and where it says what 1 does
 * @property {Record<string, StripPlace>} strips
 */

// The numbers that wires carry: a quantity at this step or before it, and what is made of these.
/** @type {(name: string) => Carries} */
const now = (name) => (scene, t, unit) => scene.value(name, t, unit);
/** @type {(name: string) => Carries} */
const before = (name) => (scene, t, unit) => scene.before(name, t, unit);
/** @type {(a: Carries, b: Carries) => Carries} */
const times =
  (a, b) =>
  (...at) =>
    a(...at) * b(...at);
/** @type {(carries: Carries) => Carries} */
const oneMinus =
  (carries) =>
  (...at) =>
    1 - carries(...at);
/** @type {(carries: Carries) => Carries} */
const tanhOf =
  (carries) =>
  (...at) =>
    Math.tanh(carries(...at));

/** @returns {Plan} */
function lstmPlan() {
  const [forget, input, candidate, output] = [
    "forget_gate",
    "input_gate",
    "candidate",
    "output_gate",
  ].map(now);
  const [oldCell, cell] = [before("cell_state"), now("cell_state")];
  const kept = times(forget, oldCell);
  const written = times(input, candidate);
  return {
    height: 480,
    boxes: { forget_gate: 106, input_gate: 258, candidate: 410, output_gate: 562 },
    wires: [
      { path: "M16 64 H90", carries: oldCell, tag: ["c_{t-1}", 16, TAG] },
      { path: "M106 220 V80", carries: forget },
      { path: "M122 64 H318", carries: kept, tag: ["f_t \\odot c_{t-1}", 142, TAG] },
      { path: "M258 220 V152 H318", carries: input },
      { path: "M410 220 V152 H350", carries: candidate },
      { path: "M334 136 V80", carries: written, tag: ["i_t \\odot \\tilde{c}_t", 346, 114] },
      { path: "M350 64 H704", carries: cell, tag: ["c_t", 704, TAG, "end"] },
      { path: "M562 64 V92", carries: cell },
      { path: "M562 118 V150", carries: tanhOf(cell), tag: ["\\tanh(c_t)", 548, 140, "end"] },
      { path: "M562 220 V182", carries: output },
      { path: "M578 166 H704", carries: now("hidden_state"), tag: ["h_t", 704, 150, "end"] },
    ],
    operations: [
      ["×", 106, 64],
      ["×", 334, 152],
      ["+", 334, 64],
      ["tanh", 562, 105],
      ["×", 562, 166],
    ],
    strips: { cell_state: [584, 74, 120], hidden_state: [584, 178, 120] },
  };
}

// PyTorch's GRU multiplies r with W h; the papers' multiplies r with h, then W.
/** @type {(keeps: boolean) => Plan} */
function gruPlan(keeps) {
  const [update, candidate, reset] = ["update_gate", "candidate", "reset_gate"].map(now);
  const [old, rest] = [before("hidden_state"), oneMinus(update)];
  const [keep, take] = keeps ? [update, rest] : [rest, update];
  const [kept, taken] = [times(keep, old), times(take, candidate)];
  const newSymbol = keeps ? "n_t" : "\\tilde{h}_t";
  const [keepSymbol, takeSymbol] = keeps ? ["z_t", "(1 - z_t)"] : ["(1 - z_t)", "z_t"];
  /** @type {Plan["operations"][number]} */
  const minus = keeps ? ["1−", 397, 152] : ["1−", 300, 108];
  return {
    height: 514,
    drop: 34, // room for two operations between the h line and the candidate
    boxes: { reset_gate: 106, update_gate: 300, candidate: 494 },
    wires: [
      { path: "M16 64 H284", carries: old, tag: ["h_{t-1}", 16, TAG] },
      { path: "M300 220 V152", carries: update },
      { path: "M300 152 V80", carries: keep },
      { path: `M${keeps ? 413 : 300} 152 H478`, carries: take },
      ...(keeps ? [{ path: "M300 152 H381", carries: update }] : []),
      { path: "M316 64 H478", carries: kept, tag: [`${keepSymbol} \\odot h_{t-1}`, 328, TAG] },
      { path: "M494 220 V168", carries: candidate },
      {
        path: "M494 136 V80",
        carries: taken,
        tag: [`${takeSymbol} \\odot ${newSymbol}`, 508, 114],
      },
      { path: "M510 64 H704", carries: now("hidden_state"), tag: ["h_t", 704, TAG, "end"] },
    ],
    bridges: [{ path: `M175 290 H216 V${keeps ? 384 : 418} H442`, carries: reset }],
    operations: [["×", 300, 64], minus, ["×", 494, 152], ["+", 494, 64]],
    onTap: keeps
      ? [
          ["×", 384],
          ["W", 418],
        ]
      : [
          ["W", 384],
          ["×", 418],
        ],
    sense: ["update_gate", 118, 206],
    strips: { hidden_state: [584, 74, 120] },
  };
}

// The h line stays above the gates: none of them looks at it.
/** @returns {Plan} */
function minGruPlan() {
  const [update, candidate, old] = [now("update_gate"), now("candidate"), before("hidden_state")];
  const [keep, taken] = [oneMinus(update), times(update, candidate)];
  return {
    height: 480,
    boxes: { update_gate: 258, candidate: 452 },
    wires: [
      { path: "M16 64 H242", carries: old, tag: ["h_{t-1}", 16, TAG] },
      { path: "M258 220 V121", carries: update },
      { path: "M258 95 V80", carries: keep },
      { path: "M258 152 H436", carries: update },
      { path: "M274 64 H436", carries: times(keep, old), tag: ["(1 - z_t) \\odot h_{t-1}", 286, TAG] },
      { path: "M452 220 V168", carries: candidate },
      { path: "M452 136 V80", carries: taken, tag: ["z_t \\odot \\tilde{h}_t", 466, 114] },
      { path: "M468 64 H704", carries: now("hidden_state"), tag: ["h_t", 704, TAG, "end"] },
    ],
    operations: [
      ["×", 258, 64],
      ["1−", 258, 108],
      ["×", 452, 152],
      ["+", 452, 64],
    ],
    sense: ["update_gate", 76, 206],
    strips: { hidden_state: [584, 74, 120] },
  };
}

/** @returns {Plan} */
function rnnPlan() {
  return {
    height: 374,
    top: 116,
    boxes: { hidden_state: 360 },
    wires: [
      { path: "M360 116 V64 H704", carries: now("hidden_state"), tag: ["h_t", 704, TAG, "end"] },
    ],
    operations: [],
    strips: { hidden_state: [584, 74, 120] },
  };
}

/** @type {Record<string, () => Plan>} */
export const PLANS = {
  lstm: lstmPlan,
  gru: () => gruPlan(true),
  "paper-gru": () => gruPlan(false),
  "min-gru": minGruPlan,
  rnn: rnnPlan,
};
