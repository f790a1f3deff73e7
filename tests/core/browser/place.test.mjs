import assert from "node:assert/strict";
import test from "node:test";

import {
  announce, follow, forget, goTo, heedAnswers, lastPlace, lead, wantAnswer,
} from "../../../core/browser/base/place.js";

test("everyone who follows hears each place, and the last one is known later", () => {
  const heard = [];
  const place = { digest: "a", step: 3, unit: 1 };
  announce({ digest: "a", step: 2, unit: 1 });
  const ends = [follow((at) => heard.push(at)), follow((at) => heard.push(at))];
  announce(place);
  ends.forEach((end) => end());
  announce({ digest: "b", step: 0, unit: 0 });
  assert.deepEqual(heard, [place, place]);
  assert.deepEqual(lastPlace(), { digest: "b", step: 0, unit: 0 });
});

test("what a stepper showed is forgotten when it leaves, unless another one has come", () => {
  const [one, other] = [{}, {}];
  announce({ digest: "a", step: 0, unit: 0, scene: one });
  announce({ digest: "a", step: 0, unit: 0, scene: other });
  forget(one);
  assert.equal(lastPlace().scene, other);
  forget(other);
  assert.equal(lastPlace(), undefined);
});

test("a wish reaches those who lead, until they leave", () => {
  const heard = [];
  const end = lead((wish) => heard.push(wish));
  goTo({ digest: "a", step: 4 });
  end();
  goTo({ digest: "a", step: 5 });
  assert.deepEqual(heard, [{ digest: "a", step: 4 }]);
});

test("whoever asks something about a trace hears that the answer is wanted, until they leave", () => {
  const heard = [];
  const end = heedAnswers((digest) => heard.push(digest));
  wantAnswer("a");
  end();
  wantAnswer("b");
  assert.deepEqual(heard, ["a"]);
});
