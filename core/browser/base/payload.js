// payload: what Python sends is one run of bytes: two lengths, two JSON texts, float32 arrays.

export function readPayload(bytes) {
  const lengths = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const cueEnd = 8 + lengths.getUint32(0, true);
  const contentEnd = cueEnd + lengths.getUint32(4, true);
  const text = (start, end) => new TextDecoder().decode(bytes.subarray(start, end));
  return {
    cue: JSON.parse(text(8, cueEnd)),
    content: text(cueEnd, contentEnd),
    numbers: () => new Float32Array(bytes.slice(Math.ceil(contentEnd / 4) * 4).buffer),
  };
}

// One network on one text: every number by name, step and unit. Steps and units count from 0 here.
export class Scene {
  constructor(content, numbers) {
    Object.assign(this, content);
    this.byName = new Map(this.quantities.map((quantity) => [quantity.name, quantity]));
    this.arrays = new Map();
    let start = 0;
    for (const [name, rows, columns] of this.arrays_in_order) {
      const values = numbers.subarray(start, start + rows * columns);
      this.arrays.set(name, { values, rows, columns });
      start += rows * columns;
    }
  }

  value(name, step, unit) {
    const { values, rows, columns } = this.arrays.get(name);
    return values[(rows === 1 ? 0 : step) * columns + unit];
  }

  row(name, step) {
    const { values, rows, columns } = this.arrays.get(name);
    const start = (rows === 1 ? 0 : step) * columns;
    return values.subarray(start, start + columns);
  }

  // The state before the first token is zero: a trace starts from nothing.
  before(name, step, unit) {
    return step === 0 ? 0 : this.value(name, step - 1, unit);
  }

  parts(name, step, unit) {
    if (!this.arrays.has(`${name}.from_x`)) return null;
    const part = (which) => this.value(`${name}.${which}`, step, unit);
    const [fromX, fromH, bias] = ["from_x", "from_h", "bias"].map(part);
    return { fromX, fromH, bias, sum: fromX + fromH + bias };
  }

  largest(name) {
    let largest = 0;
    for (const value of this.arrays.get(name).values) largest = Math.max(largest, Math.abs(value));
    return largest || 1;
  }
}
