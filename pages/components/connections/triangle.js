// @ts-check
// triangle: how each output of one network depends on each input. Both count from 0.

const DECADES = 6; // powers of ten from the strongest down to no colour, on the logarithmic scale

/**
 * @typedef {object} Heard
 * @property {number} strongest
 * @property {number[]} tints
 * @property {string[]} numbers
 * @property {[low: string, high: string | null]} ends
 */

export class Triangle {
  /**
   * @param {Float32Array} values
   * @param {"strength" | "signed"} measure
   */
  constructor(values, measure) {
    this.values = values;
    this.signed = measure === "signed";
  }

  /** @param {number} output */
  row(output) {
    const start = (output * (output + 1)) / 2;
    return this.values.subarray(start, start + output + 1);
  }

  // How an output depends on the inputs up to it: tints in −1..1, numbers as text, the strongest
  // input, or −1 where it depends on none.
  /** @type {(output: number, logarithmic: boolean) => Heard} */
  heard(output, logarithmic) {
    return this.signed
      ? heardSigned(this.row(output))
      : heardStrength(this.row(output), logarithmic);
  }
}

/** @type {(values: number[]) => number} */
function largestAt(values) {
  let best = -1;
  for (let at = 0; at < values.length; at += 1)
    if (values[at] > (best < 0 ? 0 : values[best])) best = at;
  return best;
}

// Strengths come as doublings below the strongest: the strongest is 0, none at all −∞.
/** @type {(doublings: Float32Array, logarithmic: boolean) => Heard} */
function heardStrength(doublings, logarithmic) {
  const shares = Array.from(doublings, (each) => 2 ** each);
  const sum = shares.reduce((total, share) => total + share, 0);
  /** @type {(share: number) => number} */
  const tint = (share) => Math.max(0, 1 + Math.log10(share) / DECADES);
  return {
    strongest: largestAt(shares),
    tints: logarithmic ? shares.map(tint) : shares,
    numbers: shares.map((share) => partOf(share, sum)),
    ends: [logarithmic ? "10⁻⁶" : "0", null],
  };
}

/** @type {(values: Float32Array) => Heard} */
function heardSigned(values) {
  const sizes = Array.from(values, Math.abs);
  const strongest = largestAt(sizes);
  const largest = strongest < 0 ? 1 : sizes[strongest];
  return {
    strongest,
    tints: Array.from(values, (value) => value / largest),
    numbers: Array.from(values, (value) => withSign(value)),
    ends: [withSign(-largest), withSign(largest)],
  };
}

// A part of a sum in percent, short enough to stand under a letter.
/** @type {(share: number, sum: number) => string} */
function partOf(share, sum) {
  if (!share) return "0";
  const part = (100 * share) / sum;
  if (part < 0.1) return "<0.1 %";
  return part < 9.95 ? `${part.toFixed(1)} %` : `${Math.round(part)} %`;
}

// Two significant digits, with a real minus sign; what floats cannot tell from zero is zero.
/** @type {(value: number) => string} */
function withSign(value) {
  if (!value) return "0";
  const size = Math.abs(value);
  const digits = size < 0.001 || size >= 1000 ? size.toExponential(0) : String(+size.toPrecision(2));
  return `${value < 0 ? "−" : "+"}${digits.replace("-", "−")}`;
}
