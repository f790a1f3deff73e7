// opinion: what the network says after this token, and how that moved along the text.

const MOST_BARS = 5;
const EDGE = 0.08; // above 1 and below 0, so that the line is not cut

// Of two classes each has the colour that it gives the tokens.
function makeBar(output, { scene, palette }) {
  const name = element("bdi", { class: "gs-bar-name" });
  const bar = element("span", { class: "gs-bar-fill" });
  const share = element("span", { class: "gs-bar-share" });
  const pair = [palette.negative, palette.positive];
  if (scene.outputs.length === 2) bar.style.background = css(pair[output]);
  const root = element("li", {}, name, element("span", { class: "gs-bar" }, bar), share);
  return { root, name, bar, share };
}

// The outputs to show at a step: all of few, the most likely of many.
function ranked(scene, step) {
  const shares = scene.row("opinions", step);
  const order = Array.from(shares.keys());
  if (order.length > MOST_BARS) order.sort((one, other) => shares[other] - shares[one]);
  return order.slice(0, MOST_BARS).map((output) => [scene.outputs[output], shares[output]]);
}

// What the network says at a step, for the live region.
const answers = (scene, step) =>
  isSeries(scene)
    ? [`${scene.words.foretold} ${decimals(foretold(scene, step))}`]
    : ranked(scene, step).map(([name, share]) => `${name} ${percent(share)}`);

// Of two classes the second (positive) is followed; of many, the likeliest one's share; of a
// series, the value that was foretold.
function followed(scene, step) {
  if (isSeries(scene)) return heightOf(scene, foretold(scene, step));
  if (scene.outputs.length === 2) return scene.value("opinions", step, 1);
  return Math.max(...scene.row("opinions", step));
}

function makeBars(context) {
  const { scene } = context;
  const bars = scene.outputs.slice(0, MOST_BARS).map((_, output) => makeBar(output, context));
  const list = element("ol", { class: "gs-bars" }, ...bars.map(({ root }) => root));
  const show = (step, answered) => {
    ranked(scene, step).forEach(([name, share], index) => {
      const { name: label, bar, share: number } = bars[index];
      write(label, answered ? name : "");
      write(number, answered ? percent(share) : "");
      bar.style.width = answered ? `${100 * share}%` : "0";
    });
  };
  return { list, show };
}

function makeCurve(scene) {
  const across = (step) => step + 0.5;
  const points = Array.from({ length: scene.length }, (_, step) => {
    return `${across(step)},${(1 - followed(scene, step)).toFixed(4)}`;
  });
  const line = shape("polyline", { points: points.join(" "), class: "gs-curve" });
  const ruler = isSeries(scene)
    ? makeCameLine(scene, across)
    : shape("path", { d: `M0 0.5 H${scene.length}`, class: "gs-middle" });
  const frame = {
    viewBox: `0 ${-EDGE} ${scene.length} ${1 + 2 * EDGE}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  };
  const dot = element("span", { class: "gs-curve-dot" });
  const cursor = makeCursor(scene.length);
  const plot = element("div", { class: "gs-plot gs-curve-plot" });
  plot.append(shape("svg", frame, ruler, line), ...cursor.nodes, dot);
  const show = (step, last, known) => {
    const end = last === scene.length - 1;
    cursor.show(step, end ? last : Math.max(-1, last - 0.5)); // the way to the next gives it away
    dot.hidden = !known;
    dot.style.left = shareOf(across(step), scene.length);
    dot.style.top = shareOf(1 - followed(scene, step) + EDGE, 1 + 2 * EDGE);
  };
  return { plot, show };
}

function curveName(scene) {
  const { words, outputs } = scene;
  if (isSeries(scene)) return words.curve_of_values;
  return outputs.length === 2 ? fill(words.curve_of, { output: outputs[1] }) : words.curve_of_best;
}

function makeOpinion(context) {
  const { scene, actions } = context;
  if (!scene.outputs.length) return null;
  const { words } = scene;
  const said = isSeries(scene) ? makeForecast(context) : makeBars(context);
  const curve = makeCurve(scene);
  const label = curveName(scene);
  const asking = element("p", {});
  const button = element("button", {
    type: "button",
    class: "gs-button gs-answer",
    "data-testid": "gs-answer",
  });
  button.append(words.answer);
  button.addEventListener("click", actions.answer);
  const ask = element("div", { class: "gs-ask" }, asking, button);
  const title = element("h3", {}, words.opinion);
  const stage = element("div", { class: "gs-stage" }, said.list, ask);
  const caption = element("p", { class: "gs-aside" }, element("bdi", {}, label));
  const root = element("section", { class: "gs-card gs-opinion", "data-testid": "gs-opinion" });
  root.append(element("div", {}, title, stage), element("div", {}, caption, curve.plot));
  const show = ({ step, answered, opinionSeen }) => {
    root.classList.toggle("gs-asking", !answered);
    ask.hidden = answered;
    write(asking, fill(words.ask, { token: isolated(scene.tokens[step].label) }));
    said.list.ariaHidden = String(!answered);
    curve.show(step, opinionSeen, answered);
    said.show(step, answered);
  };
  return { root, show };
}
