// @ts-check
// rows: the layout of tokens in rows. Nothing here touches the page.

/** @import { PassageText } from "./passage.js" */

import { clamp, contextOf } from "../../../core/browser/base/elements.js";

const FURTHEST_BACK = 24; // the most tokens that move to the next row with a word that does not fit

/** @typedef {(label: string, isToken?: boolean) => number} Measure px */
/** @typedef {{ first?: number, last?: number, title?: string }} Row tokens, a title, or nothing */
/** @typedef {{ first: number, last: number }} TokenRow the second one excluded */
/** @typedef {{ gap: string, left: number, wide: number }} Between */

// The layout of all tokens: rows of {first, last} tokens or {title}, and each token's place there.
export class Rows {
  /**
   * @param {PassageText} text
   * @param {number} width
   * @param {Measure} measure
   */
  constructor(text, width, measure) {
    this.text = text;
    this.width = width;
    this.measure = measure;
    /** @type {Row[]} */
    this.rows = [];
    this.first = 0;
    this.x = 0;
    this.breakable = 0;
    const { length } = text.labels;
    this.left = new Float32Array(length);
    this.wide = new Float32Array(length);
    this.rowOf = new Int32Array(length);
    /** @type {Map<number, Between>} */
    this.before = new Map(); // text between tokens, by the token after it
    this.fill(length);
  }

  /** @param {number} length */
  fill(length) {
    const { titles, gaps, ends } = this.text;
    this.begin(0);
    for (let token = 0; token < length; token += 1) {
      if (titles[token]) this.title(token, titles[token]);
      const gap = gaps[token] ?? "";
      if (gap.startsWith("\n")) this.newLine(token, gap.length);
      this.put(token, gap.startsWith("\n") ? "" : gap);
      if (ends.has(token)) this.close(token + 1);
    }
    this.close(length);
  }

  /** @param {number} token */
  begin(token) {
    Object.assign(this, { first: token, x: 0, breakable: token });
  }

  // The row so far ends before this token.
  /** @param {number} token */
  close(token) {
    for (let each = this.first; each < token; each += 1) this.rowOf[each] = this.rows.length;
    if (token > this.first) this.rows.push({ first: this.first, last: token });
    this.begin(token);
  }

  /** @type {(token: number, title: string) => void} */
  title(token, title) {
    this.close(token);
    this.rows.push({ title });
  }

  /** @type {(token: number, count: number) => void} */
  newLine(token, count) {
    this.close(token);
    if (count > 1 && this.rows.length && !this.rows.at(-1)?.title) this.rows.push({});
  }

  /** @type {(token: number, gap: string) => void} */
  put(token, gap) {
    if (gap) this.breakable = token;
    const wide = Math.min(this.measure(this.text.labels[token], true), this.width);
    while (this.x + this.space(gap) + wide > this.width && token > this.first) this.wrap(token);
    // A space at the start of a row is dropped.
    const space = this.x > 0 || gap !== " " ? this.space(gap) : 0;
    if (gap && gap !== " ") this.before.set(token, { gap, left: this.x, wide: space });
    this.left[token] = this.x + space;
    this.wide[token] = wide;
    this.x += space + wide;
    if (this.text.blanks.has(token)) this.breakable = token + 1;
  }

  /** @type {(gap: string) => number} */
  space(gap) {
    return gap ? Math.min(this.measure(gap), this.width / 2) : 0;
  }

  // A word that does not fit moves to the next row as a whole, unless it has too many tokens.
  /** @param {number} token */
  wrap(token) {
    const back = token - this.breakable;
    const whole = this.breakable > this.first && back > 0 && back <= FURTHEST_BACK;
    const [from, end] = [whole ? this.breakable : token, this.x];
    this.close(from);
    if (from === token) return;
    const shift = this.before.get(from)?.left ?? this.left[from];
    for (let each = from; each < token; each += 1) {
      this.left[each] -= shift;
      const between = this.before.get(each);
      if (between) between.left -= shift;
    }
    this.x = end - shift;
  }

  // The token nearest to a point, x from the left in the row.
  /** @type {(row: number, x: number) => number} */
  nearest(row, x) {
    let at = clamp(row, 0, this.rows.length - 1);
    while (at < this.rows.length - 1 && this.rows[at].first === undefined) at += 1;
    while (this.rows[at].first === undefined) at -= 1;
    const { first, last } = /** @type {TokenRow} */ (this.rows[at]);
    let [low, high] = [first, last - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x < this.left[middle] + this.wide[middle]) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

// Widths of labels in the font that shows them. In a fixed-width font, characters of other scripts
// are still measured.
/** @type {(text: { fixed: boolean }, font: string, pad: number) => Measure} */
export function makeMeasure({ fixed }, font, pad) {
  const context = contextOf(document.createElement("canvas"));
  context.font = font;
  /** @type {Map<string, number>} */
  const widths = new Map();
  return (label, isToken = false) => {
    const wide = widths.get(label) ?? context.measureText(label).width;
    widths.set(label, wide);
    return wide + (isToken && !fixed ? 2 * pad : 0);
  };
}
