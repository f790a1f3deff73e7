// @ts-check
// frames: the rectangles around the current token's column, and the unit's row, on a Plotly chart.

/**
 * @typedef {object} Axis
 * @property {number} _offset
 * @property {number} _length
 * @property {[number, number]} range
 * @property {(value: number) => number} l2p
 */
/** @typedef {{ xaxis: Axis, yaxis: Axis }} Panel */
/** @typedef {{ left: number, top: number, width: number, height: number }} Frame in pixels */

// The pixels between two values of an axis, cut at its ends; null where nothing of it is on the axis.
/** @type {(axis: Axis, low: number, high: number) => { from: number, size: number } | null} */
function between(axis, low, high) {
  const ends = [axis.l2p(low), axis.l2p(high)].map((end) => Math.min(Math.max(end, 0), axis._length));
  const size = Math.abs(ends[1] - ends[0]);
  return size ? { from: axis._offset + Math.min(...ends), size } : null;
}

// A column one token wide in every panel and, if a unit is given, a row one unit high.
/** @type {(panels: Panel[], x: number, unit: number | null) => Frame[]} */
export function frames(panels, x, unit) {
  return panels.flatMap(({ xaxis, yaxis }) => {
    const column = between(xaxis, x - 0.5, x + 0.5);
    const row = unit === null ? null : between(yaxis, unit - 0.5, unit + 0.5);
    /** @type {Frame[]} */
    const found = [];
    if (column)
      found.push({
        left: column.from, top: yaxis._offset, width: column.size, height: yaxis._length,
      });
    if (row)
      found.push({ left: xaxis._offset, top: row.from, width: xaxis._length, height: row.size });
    return found;
  });
}

// Everything to the right of a place on the horizontal axis, in every panel.
/** @type {(panels: Panel[], x: number) => Frame[]} */
export function veils(panels, x) {
  return panels.flatMap(({ xaxis, yaxis }) => {
    const hidden = between(xaxis, x, xaxis.range[1]);
    if (!hidden) return [];
    const { _offset: top, _length: height } = yaxis;
    return [{ left: hidden.from, top, width: hidden.size, height }];
  });
}

// The axes of a panel by its name, such as x2y2.
/** @type {(name: string) => [string, string]} */
function axesOf(name) {
  const [, xref, yref] = /** @type {RegExpMatchArray} */ (name.match(/^(x\d*)(y\d*)$/));
  return [xref, yref];
}

// The veils as shapes of the layout, over all that is drawn.
/** @type {(panels: Record<string, Panel>, x: number, colour: string) => object[]} */
export function veilShapes(panels, x, colour) {
  return Object.entries(panels).map(([name, { xaxis }]) => {
    const [xref, yref] = axesOf(name);
    const place = { x0: x, x1: xaxis.range[1], y0: 0, y1: 1, xref, yref: `${yref} domain` };
    return { type: "rect", ...place, fillcolor: colour, line: { width: 0 }, layer: "above" };
  });
}

// The same frames as shapes of the chart's layout, for a picture of it that is saved.
/** @type {(names: string[], x: number, unit: number | null, colour: string) => object[]} */
export function shapes(names, x, unit, colour) {
  const frame = { type: "rect", line: { color: colour, width: 1.5 } };
  return names.flatMap((name) => {
    const [xref, yref] = axesOf(name);
    const column = { x0: x - 0.5, x1: x + 0.5, y0: 0, y1: 1, xref, yref: `${yref} domain` };
    const row = { x0: 0, x1: 1, xref: `${xref} domain`, yref };
    return [
      { ...frame, ...column },
      ...(unit === null ? [] : [{ ...frame, ...row, y0: unit - 0.5, y1: unit + 0.5 }]),
    ];
  });
}
