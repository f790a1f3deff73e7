// Prints, as JSON, what the panel's scripts make of the file of a payload: of every step all that
// was sent, each as [output, model, tempered, kept, where it begins on each bar].
import { readFileSync } from "node:fs";

import { readPayload } from "../../../core/browser/base/payload.js";
import { Choices } from "../../../core/browser/choice/choices.js";

const bytes = Uint8Array.from([9, 9, 9, ...readFileSync(process.argv[2])]).subarray(3);
const { cue, content, numbers } = readPayload(bytes);
const choices = new Choices(JSON.parse(content), numbers());
const steps = [...Array(choices.length).keys()];
const bars = [0, 1, 2];

const described = (step, place) => [
  choices.output(step, place),
  ...choices.shares(step, place),
  ...bars.map((bar) => choices.segment(step, place, bar).start),
];

process.stdout.write(
  JSON.stringify({
    cue,
    sent: choices.sent,
    steps: steps.map((step) => ({
      places: Array.from({ length: choices.sent + 1 }, (_, place) => described(step, place)),
      drawn: choices.places(step),
      others: choices.others(step, choices.drawn),
      taken: choices.taken(step),
      hit: choices.hit(step),
      dart: choices.dart(step),
      entropy: choices.entropy(step),
      wasGiven: choices.wasGiven(step),
    })),
  }),
);
