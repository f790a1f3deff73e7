// @ts-check
// tint: the signals that can tint the tokens of one network, and their colours.

/** @import { Palette } from "../base/colour.js" */
/** @import { Scene } from "../base/payload.js" */
/** @import { Above, Colour } from "../base/types.d.ts" */

import { followed } from "../base/answers.js";
import { fill } from "../base/elements.js";

// The opinion, or one of the selected unit's quantities.
/** @type {(scene: Scene) => Above["signals"]} */
export function signals(scene) {
  const { words } = scene;
  /** @type {Above["signals"]} */
  const opinion = scene.outputs.length ? [["opinion", words.opinion_signal]] : [];
  /** @type {Above["signals"]} */
  const units = scene.quantities.map(({ name, title }) => [
    name,
    fill(words.unit_signal, { quantity: title }),
  ]);
  return [...opinion, ...units, ["none", words.no_signal]];
}

// The chosen signal, or one that this scene has if it lacks the chosen one.
/** @type {(scene: Scene, wanted?: string) => string} */
export function knownSignal(scene, wanted = scene.outputs.length ? "opinion" : "hidden_state") {
  return signals(scene).some(([name]) => name === wanted) ? wanted : "hidden_state";
}

/**
 * @param {Scene} scene
 * @param {Palette} palette
 * @param {string} signal
 * @param {number} step
 * @param {number} unit
 * @returns {Colour | null}
 */
export function tintAt(scene, palette, signal, step, unit) {
  if (signal === "none") return null;
  if (signal !== "opinion")
    return palette.scale(signal).colour(scene.value(signal, step, unit));
  return palette.share.colour(followed(scene, step));
}
