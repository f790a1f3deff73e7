// rows: which tokens stand in which row, and where in it. Nothing here touches the page.

import { clamp } from "../../../core/browser/base/elements.js";

const FURTHEST_BACK = 24; // tokens that go to the next row with a word that does not fit

// Where every token stands: rows of {first, last} tokens or {title}, and each token's place in them.
export class Rows {
  constructor(text, width, measure) {
    Object.assign(this, { text, width, measure, rows: [] });
    const { length } = text.labels;
    this.left = new Float32Array(length);
    this.wide = new Float32Array(length);
    this.rowOf = new Int32Array(length);
    this.before = new Map(); // words between tokens, which belong to none: left and text
    this.fill(length);
  }

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

  begin(token) {
    Object.assign(this, { first: token, x: 0, breakable: token });
  }

  // The row so far ends before this token.
  close(token) {
    for (let each = this.first; each < token; each += 1) this.rowOf[each] = this.rows.length;
    if (token > this.first) this.rows.push({ first: this.first, last: token });
    this.begin(token);
  }

  title(token, title) {
    this.close(token);
    this.rows.push({ title });
  }

  newLine(token, count) {
    this.close(token);
    if (count > 1 && this.rows.length && !this.rows.at(-1).title) this.rows.push({});
  }

  put(token, gap) {
    if (gap) this.breakable = token;
    const wide = Math.min(this.measure(this.text.labels[token], true), this.width);
    while (this.x + this.space(gap) + wide > this.width && token > this.first) this.wrap(token);
    // A space that a row would begin with is not there.
    const space = this.x > 0 || gap !== " " ? this.space(gap) : 0;
    if (gap && gap !== " ") this.before.set(token, { gap, left: this.x, wide: space });
    this.left[token] = this.x + space;
    this.wide[token] = wide;
    this.x += space + wide;
    if (this.text.blanks.has(token)) this.breakable = token + 1;
  }

  space(gap) {
    return gap ? Math.min(this.measure(gap), this.width / 2) : 0;
  }

  // A word that does not fit goes to the next row as a whole, unless it is longer than words are.
  wrap(token) {
    const back = token - this.breakable;
    const whole = this.breakable > this.first && back > 0 && back <= FURTHEST_BACK;
    const [from, end] = [whole ? this.breakable : token, this.x];
    this.close(from);
    if (from === token) return;
    const shift = this.before.get(from)?.left ?? this.left[from];
    for (let each = from; each < token; each += 1) {
      this.left[each] -= shift;
      if (this.before.has(each)) this.before.get(each).left -= shift;
    }
    this.x = end - shift;
  }

  // The token nearest to a point, x from the left in the row.
  nearest(row, x) {
    let at = clamp(row, 0, this.rows.length - 1);
    while (at < this.rows.length - 1 && this.rows[at].first === undefined) at += 1;
    while (this.rows[at].first === undefined) at -= 1;
    let [low, high] = [this.rows[at].first, this.rows[at].last - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (x < this.left[middle] + this.wide[middle]) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

// How wide labels are in the font that shows them. Where all characters are as wide as each other,
// those of other scripts are measured all the same.
export function makeMeasure({ fixed }, font, pad) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font;
  const known = new Map();
  return (label, isToken = false) => {
    if (!known.has(label)) known.set(label, context.measureText(label).width);
    return known.get(label) + (isToken && !fixed ? 2 * pad : 0);
  };
}
