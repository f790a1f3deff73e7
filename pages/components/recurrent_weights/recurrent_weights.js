// @ts-check
// recurrent_weights: reads the weights that Python sends and hands them to the stepper on the page.

import { Bytes, readArrays } from "../../../core/browser/base/arrays.js";
import { readPayload } from "../../../core/browser/base/payload.js";
import { handWeightsOver, takeWeightsBack } from "../../../core/browser/unrolled/handed_weights.js";
import { mount } from "../base/mount.js";

class RecurrentWeights {
  /** @param {Uint8Array} packed */
  receive(packed) {
    const payload = readPayload(packed);
    const { alone, ...about } = JSON.parse(payload.content);
    const bytes = new Bytes(payload.numbers());
    const count = about.matrices.length * about.side ** 2;
    const levels = new Int8Array(bytes.take(4 * Math.ceil(count / 4)).slice(0, count).buffer);
    const run = alone && {
      digest: alone.digest,
      said: alone.said,
      arrays: readArrays(alone.arrays_in_order, bytes),
    };
    handWeightsOver({ id: payload.cue.id, ...about, levels, alone: run ?? null });
  }

  leave() {
    takeWeightsBack();
  }
}

export default mount(RecurrentWeights);
