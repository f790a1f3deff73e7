import assert from "node:assert/strict";
import test from "node:test";

import { Bytes } from "../../../core/browser/base/arrays.js";
import { Scene } from "../../../core/browser/base/payload.js";
import { handWeightsOver, takeWeights, takeWeightsBack } from "../../../core/browser/unrolled/handed_weights.js";
import { saidAt, saidBriefly, saidKind } from "../../../core/browser/unrolled/said.js";
import { carriedBy, runningStates, statesAlone } from "../../../core/browser/unrolled/states.js";

// Three tokens and two units.
function sceneOf(arrays, outputs) {
  const names = Object.keys(arrays);
  const content = {
    length: 3,
    units: 2,
    outputs,
    words: {},
    quantities: names.map((name) => ({ name, symbol: `${name[0]}_t` })),
    arrays_in_order: names.map((name) => {
      const columns = arrays[name].length / 3;
      return { name, rows: 3, columns, of_step: null, code: null };
    }),
  };
  return new Scene(content, new Bytes(Float32Array.from(Object.values(arrays).flat()).buffer));
}

const HIDDEN = [1, 2, 3, 4, 5, 6];
const TWO = { cell_state: HIDDEN.map((value) => -value), hidden_state: HIDDEN, opinions: [0.75, 0.25, 0.5, 0.5, 0, 1] };

test("into each cell comes the state after the token before it, zero at the first", () => {
  const scene = sceneOf(TWO, ["no", "yes"]);
  const states = runningStates(scene);
  assert.deepEqual(carriedBy(scene).map(({ name }) => name), ["cell_state", "hidden_state"]);
  assert.deepEqual([0, 1, 2].map((step) => states.before("hidden_state", step, 1)), [0, 2, 4]);
  assert.deepEqual([...states.row("cell_state", 2)], [-5, -6]);
});

test("a run on one token alone has its own states and its own opinions", () => {
  const { arrays } = sceneOf({ hidden_state: [7, 8, 9, 10, 11, 12] }, []);
  const states = statesAlone({ digest: "d", arrays, said: [["yes", 0.1], ["yes", 0.2], ["yes", 0.3]] });
  assert.deepEqual([0, 1, 2].map((step) => states.before("hidden_state", step, 0)), [0, 7, 9]);
  assert.deepEqual(states.said(2), ["yes", 0.3]);
  assert.equal(statesAlone({ digest: "d", arrays, said: null }).said(0), null);
});

test("over a cell stands the second output's share, the likeliest output, or the value", () => {
  const two = sceneOf(TWO, ["no", "yes"]);
  assert.deepEqual([saidBriefly(two, saidAt(two, 0)), saidKind(two)], ["25 %", "said_share"]);
  const three = sceneOf({ opinions: [0.2, 0.5, 0.3, 0, 0, 1, 1, 0, 0] }, ["a", "b", "unlikeliest"]);
  const texts = [0, 1, 2].map((step) => saidBriefly(three, saidAt(three, step)));
  assert.deepEqual([texts, saidKind(three)], [["b", "unlike…", "a"], "said_likeliest"]);
  const series = sceneOf({ opinions: [0.5, -0.25, 1], values: [0, 1, 2] }, ["next"]);
  assert.deepEqual([saidBriefly(series, saidAt(series, 1)), saidKind(series)], ["−0.25", "said_value"]);
  const none = sceneOf({ hidden_state: HIDDEN }, []);
  assert.deepEqual([saidBriefly(none, saidAt(none, 0)), saidKind(none)], ["", "said_nothing"]);
});

test("weights are taken whether they come before or after the one who takes them", () => {
  const taken = [];
  handWeightsOver({ id: "first" });
  const end = takeWeights(({ id }) => taken.push(id));
  handWeightsOver({ id: "second" });
  end();
  handWeightsOver({ id: "third" });
  takeWeightsBack();
  takeWeights(({ id }) => taken.push(id))();
  assert.deepEqual(taken, ["first", "second"]);
});
