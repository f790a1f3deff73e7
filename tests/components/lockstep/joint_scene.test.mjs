import assert from "node:assert/strict";
import test from "node:test";

import { Bytes } from "../../../core/browser/base/arrays.js";
import { hex } from "../../../core/browser/base/colour.js";
import {
  hasUnit,
  JointScene,
  jointSignals,
  jointTint,
  NetworkPalette,
} from "../../../pages/components/lockstep/joint_scene.js";
import { gapSentence, placesIn, rowsOf } from "../../../pages/components/lockstep/rows.js";

const quantity = (name, bounds) => ({
  name,
  bounds,
  title: name.replace("_", " "),
  colour: { light: "#336699", dark: "#99ccff" },
});
const STATE = quantity("hidden_state", [-1, 1]);
const CELL = quantity("cell_state", null);
const UPDATE = quantity("update_gate", [0, 1]);
const FORGET = quantity("forget_gate", [0, 1]);

const member = (name, units, quantities, arrays_in_order) => ({
  name,
  cell: "lstm",
  units,
  quantities,
  arrays_in_order,
  network: { light: "#5a5afc", dark: "#6375fc" },
});

const bytesOf = (numbers) => new Bytes(Float32Array.from(numbers).buffer);
const array = (name, columns) => ({ name, rows: 2, columns, of_step: null, code: null });

const shared = (members, more = {}) => ({
  id: "key",
  length: 2,
  lecture: false,
  tokens: ["a", "b"].map((label) => ({ label, full: label, known: true, tag: "" })),
  parts_of_speech: {},
  outputs: ["no", "yes"],
  units: 3,
  words: {
    opinion_of: "opinion of {network}",
    state_of: "state of {network}",
    no_signal: "nothing",
    only_state: "only a state",
    none: "none: {quantities}",
  },
  diverging: { light: ["#b2182b", "#2166ac"], dark: ["#ff0000", "#0000ff"] },
  order: ["reset_gate", "update_gate", "forget_gate", "cell_state", "output_gate", "hidden_state"],
  members,
  ...more,
});

const THEME = { dark: false, zero: hex("#f2f2f2"), background: hex("#ffffff"), text: hex("#111111") };

// Two LSTMs of 2 and 3 units on two tokens; the larger one has the larger numbers.
const LSTMS = {
  small: {
    units: 2,
    numbers: [0.5, -1, 0.25, 0.5, 0.1, 0.2, 0.3, 0.4, 0.75, 0.25, 0.5, 0.5],
  },
  large: {
    units: 3,
    numbers: [4, 0, 1, -2, 0.5, 0, -0.9, 0, 0.1, 0.2, 0.3, 0.6, 0.25, 0.75, 0, 1],
  },
};

function lstms(...names) {
  const members = names.map((name) => {
    const { units } = LSTMS[name];
    const arrays = [array("cell_state", units), array("hidden_state", units), array("opinions", 2)];
    return member(name, units, [STATE, CELL], arrays);
  });
  const numbers = names.flatMap((name) => LSTMS[name].numbers);
  return new JointScene(shared(members), bytesOf(numbers));
}

test("each network has its own numbers", () => {
  const [small, large] = lstms("small", "large").members;
  assert.equal(small.value("cell_state", 1, 0), 0.25);
  assert.equal(large.value("cell_state", 0, 0), 4);
  assert.equal(large.value("cell_state", 1, 0), -2);
  assert.equal(small.value("opinions", 0, 0), 0.75);
  assert.equal(large.value("opinions", 1, 1), 1);
  assert.deepEqual([small.place, large.place], [0, 1]);
});

test("one number has one colour in every network", () => {
  for (const names of [["small", "large"], ["large", "small"]]) {
    const { members } = lstms(...names);
    const palettes = members.map((each) => new NetworkPalette(each, THEME));
    for (const value of [-4, -1, -0.5, 0, 0.5, 4]) {
      const [one, other] = palettes.map((palette) => palette.scale("cell_state").colour(value));
      assert.deepEqual(one, other);
    }
    assert.deepEqual(palettes.map((palette) => palette.scale("cell_state").high), [4, 4]);
  }
});

test("on a shared scale, different numbers of one network still differ in colour", () => {
  const [small] = lstms("small", "large").members;
  const scale = new NetworkPalette(small, THEME).scale("cell_state");
  assert.notDeepEqual(scale.colour(0.5), scale.colour(-1));
});

test("one height means one value of a series in every network", () => {
  const series = (name) => member(name, 1, [STATE], [
    array("hidden_state", 1),
    array("opinions", 1),
    array("values", 1),
  ]);
  const numbers = [0, 0, 0.5, 0.25, 1, 2, 0, 0, -3, 5, 1, 2];
  const joint = new JointScene(shared([series("one"), series("other")]), bytesOf(numbers));
  assert.deepEqual(joint.members[0].span, { low: -3, width: 8 });
  assert.equal(joint.members[1].span, joint.members[0].span);
});

test("tokens are tinted by the chosen network, but not by units that it does not have", () => {
  const joint = lstms("small", "large");
  const palettes = joint.members.map((each) => new NetworkPalette(each, THEME));
  const names = jointSignals(joint).map(([name]) => name);
  assert.deepEqual(names, ["opinion 0", "opinion 1", "hidden_state 0", "hidden_state 1", "none"]);
  assert.equal(jointTint(joint, palettes, "none", 0, 0), null);
  assert.equal(hasUnit(joint.members[0], 2), false);
  assert.equal(jointTint(joint, palettes, "hidden_state 0", 0, 2), null);
  assert.deepEqual(
    jointTint(joint, palettes, "hidden_state 1", 1, 2),
    palettes[1].scale("hidden_state").colour(Math.fround(0.6)),
  );
  assert.notDeepEqual(
    jointTint(joint, palettes, "opinion 0", 0, 0),
    jointTint(joint, palettes, "opinion 1", 0, 0),
  );
});

test("similar quantities share a row, and gaps say what the others have", () => {
  const arrays = (...names) => names.map((name) => ({ ...array(name, 1), rows: 1 }));
  const members = [
    member("rnn", 1, [STATE], arrays("hidden_state")),
    member("lstm", 1, [STATE, CELL, FORGET], arrays("hidden_state", "cell_state", "forget_gate")),
    member("gru", 1, [STATE, UPDATE], arrays("hidden_state", "update_gate")),
  ];
  const joint = new JointScene(shared(members), bytesOf([0, 0, 0, 0, 0, 0]));
  const rows = rowsOf(joint);
  assert.deepEqual(rows, [["hidden_state"], ["forget_gate", "update_gate"], ["cell_state"]]);
  const places = joint.members.map((each) =>
    placesIn(each, rows).map(({ row, height, quantity: what }) => [row, height, what?.name]),
  );
  assert.deepEqual(places, [
    [[0, 1, "hidden_state"], [1, 2, undefined]],
    [[0, 1, "hidden_state"], [1, 1, "forget_gate"], [2, 1, "cell_state"]],
    [[0, 1, "hidden_state"], [1, 1, "update_gate"], [2, 1, undefined]],
  ]);
  assert.equal(gapSentence(joint.members[0], joint, ["cell_state"]), "only a state");
  assert.equal(gapSentence(joint.members[2], joint, ["cell_state"]), "none: cell state");
});
