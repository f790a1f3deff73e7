// Prints, as JSON, each line of numbers that the stepper shows of a payload, at every step and unit.
import { readFileSync } from "node:fs";

import { Bytes } from "../../../core/browser/base/arrays.js";
import { readPayload, Scene } from "../../../core/browser/base/payload.js";
import { calculationOf } from "../../../core/browser/stepper/cell_calculations.js";
import { decimalsFor, numbersOf, printed } from "../../../core/browser/stepper/arithmetic.js";

const { content, numbers } = readPayload(Uint8Array.from(readFileSync(process.argv[2])));
const scene = new Scene(JSON.parse(content), new Bytes(numbers()));
const lines = [];
for (const quantity of scene.quantities) {
  const calculation = calculationOf(scene, quantity);
  for (let unit = 0; unit < scene.units; unit += 1) {
    const digits = decimalsFor(calculation.formulas, numbersOf(calculation, scene.length, unit));
    for (let step = 0; step < scene.length; step += 1)
      lines.push({ name: quantity.name, unit, step, digits, ...printed(calculation, digits, step, unit) });
  }
}
process.stdout.write(JSON.stringify(lines));
