// @ts-check
// place: where the reader is, between a stepper and what follows it elsewhere on the page.

/**
 * @typedef {object} ReaderPlace
 * @property {string} digest of the trace
 * @property {number} step from 0
 * @property {number} unit from 0
 * @property {object} scene what the stepper shows, with every number, for those who draw from it
 * @property {number} [seen] the last step that may be seen, where later ones are veiled
 * @property {boolean} [playing] whether the clock moves the reader
 */
/** @typedef {{ digest: string, step?: number, unit?: number }} Wish without a step: play, or pause */
/** @typedef {(place: ReaderPlace) => void} Follower */
/** @typedef {(wish: Wish) => void} Leader */
/** @typedef {(digest: string) => void} Answerer */
/**
 * @typedef {object} Shared
 * @property {ReaderPlace | undefined} last
 * @property {Set<Follower>} followers
 * @property {Set<Leader>} leaders
 * @property {Set<Answerer>} answerers
 */

// Each component has a copy of this file; what they share stands on the page itself.
/** @returns {Shared} */
function shared() {
  const page = /** @type {Record<symbol, Shared>} */ (/** @type {unknown} */ (globalThis));
  return (page[Symbol.for("gatescope.place")] ??= {
    last: undefined, followers: new Set(), leaders: new Set(), answerers: new Set(),
  });
}

/** @type {Follower} */
export function announce(place) {
  const { followers } = Object.assign(shared(), { last: place });
  for (const follower of followers) follower(place);
}

/** @returns {ReaderPlace | undefined} */
export const lastPlace = () => shared().last;

// The scene goes with its stepper: its numbers may be large, and nobody can step in it any more.
/** @param {object} scene */
export function forget(scene) {
  if (lastPlace()?.scene === scene) Object.assign(shared(), { last: undefined });
}

// Calls the follower at each place from now on; returns what ends that.
/** @type {(follower: Follower) => () => void} */
export function follow(follower) {
  shared().followers.add(follower);
  return () => { shared().followers.delete(follower); };
}

// Asks the stepper of a trace to go to a step, or to play or pause.
/** @type {Leader} */
export function goTo(wish) {
  for (const leader of shared().leaders) leader(wish);
}

// Calls the leader at each wish from now on; returns what ends that.
/** @type {(leader: Leader) => () => void} */
export function lead(leader) {
  shared().leaders.add(leader);
  return () => { shared().leaders.delete(leader); };
}

// Tells those who ask something about a trace, too, that in its stepper the answer is wanted.
/** @type {Answerer} */
export function wantAnswer(digest) {
  for (const answerer of shared().answerers) answerer(digest);
}

// Calls the answerer whenever an answer is wanted; returns what ends that.
/** @type {(answerer: Answerer) => () => void} */
export function heedAnswers(answerer) {
  shared().answerers.add(answerer);
  return () => { shared().answerers.delete(answerer); };
}
