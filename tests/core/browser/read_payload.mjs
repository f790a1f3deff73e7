// Prints, as JSON, what the stepper's scripts read from the file of a payload.
import { readFileSync } from "node:fs";

import { Bytes } from "../../../core/browser/base/arrays.js";
import { readPayload, Scene } from "../../../core/browser/base/payload.js";
import { PLANS } from "../../../core/browser/stepper/wiring.js";

// As on the way from Python, the bytes begin somewhere in a larger buffer.
const bytes = Uint8Array.from([9, 9, 9, ...readFileSync(process.argv[2])]).subarray(3);
const { cue, content, numbers } = readPayload(bytes);
const scene = new Scene(JSON.parse(content), new Bytes(numbers()));
const steps = [...Array(scene.length).keys()];
const each = (units, at) =>
  steps.map((step) => [...Array(units).keys()].map((unit) => at(step, unit)));
const named = (names, at) =>
  Object.fromEntries(names.map((name) => [name, each(scene.units, (...to) => at(name, ...to))]));

const names = scene.quantities.map(({ name }) => name);
const products = PLANS[scene.cell]().wires.filter(({ tag }) => tag?.[0].includes("\\odot"));
const outputs = scene.array("opinions").columns;
process.stdout.write(
  JSON.stringify({
    cue,
    quantities: names,
    boxes: Object.keys(PLANS[scene.cell]().boxes),
    tokens: scene.tokens.map(({ full }) => full),
    values: named(names, (...to) => scene.value(...to)),
    before: named(names, (...to) => scene.before(...to)),
    parts: named(names.filter((name) => scene.isSquashed(name)), (...to) => scene.parts(...to)),
    opinions: each(outputs, (step, output) => scene.value("opinions", step, output)),
    rows: steps.map((step) => [...scene.row("opinions", step)]),
    largest: Object.fromEntries(names.map((name) => [name, scene.largest(name)])),
    products: products.map(({ carries }) => each(scene.units, (...to) => carries(scene, ...to))),
  }),
);
