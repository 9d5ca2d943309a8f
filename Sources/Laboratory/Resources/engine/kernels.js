"use strict";
// The kernels and their memory: programs are read by them and run by them.
class Kernels {
  // `data` is the engine's part of a game.
  constructor(module, data) {
    const imports = { sin: Math.sin, cos: Math.cos, sinf: Math.sin, cosf: Math.cos };
    this.kernels = new WebAssembly.Instance(module, { env: imports }).exports;
    this.isDouble = data.precision === "float64" ? 1 : 0;
    this.Scalars = this.isDouble ? Float64Array : Float32Array;
    this.scratch = { place: 0, bytes: 0 };
    this.sizes = Kernels.integers(data.sizes);
    this.places = this.sizes.map((size) => this.take(size * this.Scalars.BYTES_PER_ELEMENT));
    for (const [buffer, values] of data.constants) { this.numbers(buffer).set(values); }
    this.words = this.put(new Int32Array(Kernels.integers(data.words)));
    this.fractions = this.put(new Float64Array(data.fractions));
    this.table = this.put(new Uint32Array(this.places));
    this.address = this.take(24);
  }

  static integers(text) { return text === "" ? [] : text.split(" ").map(Number); }

  // Memory of zeros.
  take(bytes) {
    const place = this.kernels.lab_take(bytes);
    if (place === 0) { throw new Error("the browser has no more memory for this game"); }
    return place;
  }

  put(array) {
    const place = this.take(array.byteLength);
    new array.constructor(this.kernels.memory.buffer, place, array.length).set(array);
    return place;
  }

  // Memory for a moment; the next call may take it away.
  temporary(bytes) {
    if (bytes > this.scratch.bytes) { this.scratch = { place: this.take(2 * bytes), bytes: 2 * bytes }; }
    return this.scratch.place;
  }

  // The numbers of a buffer, in place. To be asked for anew after memory was taken.
  numbers(buffer) { return new this.Scalars(this.kernels.memory.buffer, this.places[buffer], this.sizes[buffer]); }

  doubles(place, count) { return new Float64Array(this.kernels.memory.buffer, place, count); }

  // The program whose words begin at an offset.
  program(offset) {
    return this.kernels.lab_program(this.words + 4 * offset, this.fractions, this.table, this.isDouble);
  }

  evaluate(program) { this.kernels.lab_run(program, 0); }
  update(program) { this.kernels.lab_run(program, 1); }

  // Where a draw's words are, for the kernels.
  addressed(draw) {
    new Uint32Array(this.kernels.memory.buffer, this.address, 6).set(draw.words);
    return this.address;
  }

  fillNormal(draw, buffer, scale) {
    this.kernels.lab_fill_normal(this.addressed(draw), this.isDouble, this.sizes[buffer], scale, this.places[buffer]);
  }

  fillUniform(draw, buffer, low, high) {
    this.kernels.lab_fill_uniform(this.addressed(draw), this.isDouble, this.sizes[buffer], low, high, this.places[buffer]);
  }

  addChosenPoints(draw, buffer, points) {
    const place = this.temporary(8 * points.length);
    this.doubles(place, points.length).set(points);
    this.kernels.lab_add_chosen_points(
      this.addressed(draw), this.isDouble, this.sizes[buffer] / 2, place, points.length / 2, this.places[buffer]);
  }

  // `count` numbers uniform on (0, 1), in double precision.
  uniforms(draw, count) {
    const place = this.temporary(8 * count);
    this.kernels.lab_fill_uniform(this.addressed(draw), 1, count, 0, 1, place);
    return this.doubles(place, count).slice();
  }

  // Standard normal numbers, in double precision.
  normals(draw, count) {
    const place = this.temporary(8 * count);
    this.kernels.lab_fill_normal(this.addressed(draw), 1, count, 1, place);
    return this.doubles(place, count).slice();
  }
}
