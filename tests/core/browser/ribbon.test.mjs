import assert from "node:assert/strict";
import test from "node:test";

import { firstBeyond } from "../../../core/browser/base/ribbon.js";

// Tokens of any widths, 4 px apart.
function row(widths) {
  let offsetLeft = 4;
  return widths.map((offsetWidth) => {
    const token = { offsetLeft, offsetWidth };
    offsetLeft += offsetWidth + 4;
    return token;
  });
}

test("the first token beyond an edge is the one that a walk along the row finds", () => {
  for (const count of [0, 1, 2, 7, 40, 1_990]) {
    const tokens = row(Array.from({ length: count }, (_, at) => 40 + ((at * 37) % 101)));
    const total = tokens.reduce((sum, { offsetWidth }) => sum + offsetWidth + 4, 4);
    for (let edge = -1; edge <= total + 1; edge += Math.max(1, Math.floor(total / 97))) {
      const walked = tokens.findIndex((token) => token.offsetLeft + token.offsetWidth > edge);
      assert.equal(firstBeyond(tokens, edge), walked < 0 ? count : walked);
    }
  }
});

test("a long row is measured in a few places only", () => {
  let measured = 0;
  const tokens = row(Array(2_000).fill(40)).map(({ offsetLeft, offsetWidth }) => ({
    offsetWidth,
    get offsetLeft() {
      measured += 1;
      return offsetLeft;
    },
  }));
  assert.equal(firstBeyond(tokens, 44 * 1_500 + 10), 1_500);
  assert.ok(measured <= 11, `${measured} tokens were measured`);
});
