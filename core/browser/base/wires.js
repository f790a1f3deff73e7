// @ts-check
// wires: how a wire is drawn for the number that it carries: wider for larger ones, in the colour of
// their sign.

/** @import { Palette } from "./colour.js" */

import { css, mix } from "./colour.js";

/** @typedef {(value: number) => { colour: string, strength: number }} Pen strength from 0 to 1 */

/** @type {(palette: Palette) => Pen} */
export function makePen(palette) {
  const quiet = mix(palette.theme.background, palette.theme.text, 0.38);
  return (value) => {
    const strength = Math.min(1, Math.sqrt(Math.abs(value)));
    const end = value < 0 ? palette.negative : palette.positive;
    return { colour: css(mix(quiet, end, Math.min(1, 0.25 + strength))), strength };
  };
}
