import assert from "node:assert/strict";
import test from "node:test";

import { Bytes } from "../../../core/browser/base/arrays.js";
import { Scene } from "../../../core/browser/base/payload.js";
import { memorySentence, opinionSentence } from "../../../core/browser/stepper/seen.js";

const WORDS = {
  seen_lstm: "{token} {unit} {kept} {before} {written} {after}",
  seen_gru: "{token} {unit} {kept} {before} {taken} {candidate} {after}",
  seen_rnn: "{token} {unit} {before} {after}",
  seen_moved: "{output} {before} {after}",
  seen_first: "{output} {after}",
  seen_likeliest: "{output} {after}",
  seen_value: "{after}",
};

// Two tokens, one unit: each array has a number for each of them, opinions one for each output.
function sceneOf(cell, arrays, outputs = []) {
  const names = Object.keys(arrays);
  return new Scene(
    {
      cell,
      words: WORDS,
      length: 2,
      units: 1,
      outputs,
      tokens: ["a", "{unit}"].map((label) => ({ label, full: label, known: true })),
      quantities: names.map((name) => ({ name })),
      arrays_in_order: names.map((name) => {
        const columns = arrays[name].length / 2;
        return { name, rows: 2, columns, of_step: null, code: null };
      }),
    },
    new Bytes(Float32Array.from(Object.values(arrays).flat()).buffer),
  );
}

const plain = (text) => text.replace(/[\u2068\u2069]/g, "").replaceAll("\u00a0", " ");

test("of an LSTM, it says what is kept of the cell state and what is written", () => {
  const scene = sceneOf("lstm", {
    forget_gate: [0.5, 0.04],
    input_gate: [0.5, 0.5],
    candidate: [1, -0.5],
    cell_state: [0.75, -0.22],
    hidden_state: [0.1, 0.2],
  });
  assert.equal(plain(memorySentence(scene, 0, 0)), "a 0 50 % 0.00 0.50 0.75");
  assert.equal(plain(memorySentence(scene, 1, 0)), "{unit} 0 4 % 0.75 −0.25 −0.22");
});

test("z keeps in one GRU and takes in the others; what is said of them is the same", () => {
  const states = { candidate: [0.5, -1], hidden_state: [0.4, -0.86] };
  const keeps = sceneOf("gru", { update_gate: [0.2, 0.1], ...states });
  const [takes, takesToo] = ["paper-gru", "min-gru"].map((cell) =>
    sceneOf(cell, { update_gate: [0.8, 0.9], ...states }),
  );
  for (const scene of [keeps, takes, takesToo])
    assert.equal(plain(memorySentence(scene, 1, 0)), "{unit} 0 10 % 0.40 90 % −1.00 −0.86");
});

test("a plain RNN has nothing that keeps", () => {
  const scene = sceneOf("rnn", { hidden_state: [0.9, -0.9] });
  assert.equal(plain(memorySentence(scene, 1, 0)), "{unit} 0 0.90 −0.90");
});

test("the opinion is said as it moves, whichever way", () => {
  const state = { hidden_state: [0, 0] };
  const two = sceneOf("rnn", { ...state, opinions: [0.4, 0.6, 0.8, 0.2] }, ["no", "yes"]);
  assert.equal(plain(opinionSentence(two, 0)), "yes 60.0 %");
  assert.equal(plain(opinionSentence(two, 1)), "yes 60.0 % 20.0 %");
  const three = [0.2, 0.7, 0.1, 0.3, 0.3, 0.4];
  const many = sceneOf("rnn", { ...state, opinions: three }, ["a", "b", "c"]);
  assert.deepEqual([0, 1].map((step) => plain(opinionSentence(many, step))), ["b 70.0 %", "c 40.0 %"]);
  const series = sceneOf("rnn", { ...state, opinions: [0.25, -0.5], values: [0, 0] }, ["next"]);
  assert.equal(opinionSentence(series, 1), "−0.50");
  assert.equal(opinionSentence(sceneOf("rnn", state), 1), "");
});
