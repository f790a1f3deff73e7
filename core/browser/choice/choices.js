// @ts-check
// choices: how every token was chosen, as choices.py packs it. Steps and ranks count from 0.

/** @import { Shades, Words } from "../base/types.d.ts" */

/** @typedef {"f8" | "f4" | "u2" | "u1"} Kind of a number: its letter and its bytes */
/** @typedef {{ name: string, kind: Kind, columns: number }} AboutNumbers */
/** @typedef {{ temperature: number, top_k: number | null, top_p: number | null }} Sampling */
/** @typedef {[model: number, tempered: number, kept: number]} Shares of one output, each of 1 */
/** @typedef {{ start: number, size: number }} Segment of a bar that is 1 long */
/** @typedef {[gap: string, text: string, tokens: number]} SentPiece a text alone has one token, no gap */
/**
 * @typedef {object} ChoicesContent
 * @property {string} id
 * @property {boolean} lecture
 * @property {number} length
 * @property {number} prime how many tokens were given
 * @property {string[]} tokens
 * @property {(string | SentPiece)[]} pieces the text as people write it, with every token once
 * @property {boolean} letters whether each token is one character
 * @property {number[]} by_hand
 * @property {string[]} outputs
 * @property {number} total how many outputs there are
 * @property {number} drawn how many of them are drawn one by one
 * @property {Sampling} sampling
 * @property {number[]} stacks which of the stacks that were sent each bar shows
 * @property {AboutNumbers[]} numbers
 * @property {Shades<[negative: string, positive: string]>} diverging
 * @property {Words} words
 */

const TYPES = { f8: Float64Array, f4: Float32Array, u2: Uint16Array, u1: Uint8Array };
const FULL_SCALE = 65_535;
export const [MODEL, TEMPERED, KEPT] = [0, 1, 2];

// Arrays one behind the other, those of the longest numbers first.
/** @type {(list: AboutNumbers[], length: number, buffer: ArrayBuffer) => Map<string, ArrayLike<number>>} */
export function readNumbers(list, length, buffer) {
  let offset = 0;
  return new Map(
    list.map(({ name, kind, columns }) => {
      const values = new TYPES[kind](buffer, offset, length * columns);
      offset += values.byteLength;
      return [name, values];
    }),
  );
}

// The probabilities of an output with a score so far below the best one; all in single precision
// where the library has it, so that both agree.
/**
 * @param {number} below its score minus the best one, rounded to single precision
 * @param {number} temperature
 * @param {{ sums: [model: number, colder: number, mass: number], rank: number, kept: number }} step
 * @returns {Shares}
 */
export function sharesOf(below, temperature, { sums: [ofModel, ofColder, mass], rank, kept }) {
  const model = Math.exp(below - ofModel);
  const colder = Math.fround(below / Math.fround(temperature));
  const tempered = temperature ? Math.exp(colder - ofColder) : Number(rank === 0);
  return [model, tempered, rank < kept ? tempered / mass : 0];
}

export class Choices {
  /** @type {string} */
  id;
  /** @type {boolean} */
  lecture;
  /** @type {number} */
  length;
  /** @type {number} */
  prime;
  /** @type {string[]} */
  tokens;
  /** @type {ChoicesContent["pieces"]} */
  pieces;
  /** @type {boolean} */
  letters;
  /** @type {string[]} */
  outputs;
  /** @type {number} */
  total;
  /** @type {number} */
  drawn;
  /** @type {Sampling} */
  sampling;
  /** @type {number[]} */
  stacks;
  /** @type {ChoicesContent["diverging"]} */
  diverging;
  /** @type {Words} */
  words;

  /**
   * @param {ChoicesContent} content
   * @param {ArrayBuffer} buffer
   */
  constructor({ by_hand, numbers, ...content }, buffer) {
    Object.assign(this, content);
    this.byHand = new Set(by_hand);
    this.arrays = readNumbers(numbers, this.length, buffer);
    // How many outputs each step has, the token that was taken not counted: it follows them.
    this.sent = this.array("scores").length / this.length - 1;
    this.most = Math.log(this.total); // the entropy of what is all alike, in nats
  }

  /** @param {string} name */
  array(name) {
    return /** @type {ArrayLike<number>} */ (this.arrays.get(name));
  }

  // A place from 0 to before `sent` is a rank; at `sent` is the token that was taken.
  /** @type {(step: number, place: number) => number} */
  at(step, place) {
    return step * (this.sent + 1) + place;
  }

  // The number of the output at a place.
  /** @type {(step: number, place: number) => number} */
  output(step, place) {
    return this.array("outputs")[this.at(step, place)];
  }

  // The number of the token that was taken; null where the network cannot write it.
  /** @type {(step: number) => number | null} */
  taken(step) {
    const output = this.output(step, this.sent);
    return output === this.total ? null : output;
  }

  /** @type {(step: number) => number} */
  dart(step) {
    return this.array("darts")[step];
  }

  /** @type {(step: number) => number} */
  entropy(step) {
    return this.array("entropy")[step];
  }

  // How many outputs a dart can hit.
  /** @type {(step: number) => number} */
  kept(step) {
    return this.array("kept")[step];
  }

  /** @type {(step: number) => boolean} */
  wasGiven(step) {
    return step < this.prime || this.byHand.has(step);
  }

  /** @type {(step: number, place: number) => Shares} */
  shares(step, place) {
    const below = Math.fround(this.array("scores")[this.at(step, place)] - this.array("peaks")[step]);
    const [model, colder, mass] = [0, 1, 2].map((sum) => this.array("sums")[3 * step + sum]);
    const rank = place < this.sent ? place : this.array("ranks")[step];
    const { temperature } = this.sampling;
    return sharesOf(below, temperature, { sums: [model, colder, mass], rank, kept: this.kept(step) });
  }

  // Of all outputs but the first so many, together.
  /** @type {(step: number, places: number) => Shares} */
  others(step, places) {
    /** @type {Shares} */
    const left = [1, 1, 1];
    for (let place = 0; place < places; place += 1)
      this.shares(step, place).forEach((share, bar) => { left[bar] -= share; });
    if (this.kept(step) <= places) left[KEPT] = 0; // and no rest of rounding
    return /** @type {Shares} */ (left.map((share) => Math.max(0, share)));
  }

  // The places that are drawn one by one; the token that was taken may have to be added.
  /** @type {(step: number) => number[]} */
  places(step) {
    const places = Array.from({ length: this.drawn }, (_, place) => place);
    const added = this.taken(step) !== null && this.array("ranks")[step] >= this.drawn;
    return added ? [...places, this.sent] : places;
  }

  // Where an output lies on a bar, on which all of them stand in the order of their numbers.
  /** @type {(step: number, place: number, bar: number) => Segment} */
  segment(step, place, bar) {
    const columns = this.drawn + 1;
    const row = step * (1 + this.stacks[KEPT]) + this.stacks[bar];
    const column = place < this.sent ? place : this.drawn;
    const start = this.array("starts")[row * columns + column] / FULL_SCALE;
    return { start, size: Math.min(this.shares(step, place)[bar], 1 - start) };
  }

  // The number of the output that the dart hits, or would have hit.
  /** @param {number} step */
  hit(step) {
    return this.array("hits")[step];
  }
}
