// tint: what may tint the tokens of one network, and the colours of it.

import { followed } from "../base/answers.js";
import { fill } from "../base/elements.js";

// The opinion, or one of the selected unit's quantities.
export function signals(scene) {
  const { words } = scene;
  const opinion = scene.outputs.length ? [["opinion", words.opinion_signal]] : [];
  const units = scene.quantities.map(({ name, title }) => [
    name,
    fill(words.unit_signal, { quantity: title }),
  ]);
  return [...opinion, ...units, ["none", words.no_signal]];
}

// The signal that was chosen, or where this scene has no such one, one that it has.
export function knownSignal(scene, wanted = scene.outputs.length ? "opinion" : "hidden_state") {
  return signals(scene).some(([name]) => name === wanted) ? wanted : "hidden_state";
}

export function tintAt(scene, palette, signal, step, unit) {
  if (signal === "none") return null;
  if (signal !== "opinion")
    return palette.scales.get(signal).colour(scene.value(signal, step, unit));
  return palette.share.colour(followed(scene, step));
}
