// What is looked at between steps: samples, the discriminator over the plane, the field of a small game.
class Views {
  constructor(trainer) {
    const { kernels, data } = trainer;
    Object.assign(this, { trainer, kernels, data });
    for (const player of ["generator", "discriminator"]) {
      this[player] = data[player] && { ...data[player], run: kernels.program(data[player].program) };
    }
    this.field = data.field && {
      ...data.field, run: kernels.program(data.field.program), parameters: Kernels.integers(data.field.parameters),
      directions: Kernels.integers(data.field.directions),
    };
  }

  // `count` generated points, from the same latent points at every look.
  samples(count) {
    const { rows, input, output, run } = this.generator, { seed } = this.trainer;
    const width = this.kernels.sizes[output] / rows, samples = new Float32Array(2 * count);
    // Particles are as many as they are.
    const isFixed = this.data.arrays.some((array) => array.name === "generator.points");
    for (let first = 0; first < (isFixed ? 1 : count); first += rows) {
      const draw = new Draw(seed, streams.evaluation, 0, first / rows);
      this.trainer.batches.fill(input, "latent", draw);
      this.kernels.evaluate(run);
      const made = this.kernels.numbers(output).slice();
      if (this.data.displacesReal) {
        this.trainer.batches.fill(output, "real", draw.at(8));
        this.kernels.numbers(output).forEach((value, index) => { made[index] += value; });
      }
      for (let row = 0; row < rows && first + row < count; row++) {
        samples[2 * (first + row)] = made[row * width];
        if (width === 2) { samples[2 * (first + row) + 1] = made[2 * row + 1]; }
      }
    }
    return isFixed ? samples.slice(0, 2 * Math.min(count, rows)) : samples;
  }

  // What the generator makes of latent points.
  generated(latents) {
    const { rows, input, output, run } = this.generator, made = [];
    const width = this.kernels.sizes[input] / rows;
    for (let first = 0; first < latents.length; first += rows * width) {
      this.kernels.numbers(input).fill(0);
      this.kernels.numbers(input).set(latents.slice(first, first + rows * width));
      this.kernels.evaluate(run);
      made.push(...this.kernels.numbers(output));
    }
    return made.slice(0, latents.length / width * (this.kernels.sizes[output] / rows));
  }

  // Fresh points of what is learned.
  points(count) {
    const { rows, output } = this.generator, width = this.kernels.sizes[output] / rows, points = new Float32Array(2 * count);
    for (let first = 0; first < count; first += rows) {
      this.trainer.batches.fill(output, "real", new Draw(this.trainer.seed, streams.evaluation, 0, first / rows, 2));
      const numbers = this.kernels.numbers(output);
      for (let row = 0; row < rows && first + row < count; row++) {
        points[2 * (first + row)] = numbers[row * width];
        if (width === 2) { points[2 * (first + row) + 1] = numbers[2 * row + 1]; }
      }
    }
    return points;
  }

  // Scores and slopes at points x, y, x, y, ….
  judged(points) {
    const { rows, input, output, slopes, run } = this.discriminator, width = this.kernels.sizes[input] / rows;
    const count = points.length / 2, scores = new Float32Array(count), gradients = new Float32Array(2 * count);
    for (let first = 0; first < count; first += rows) {
      const numbers = this.kernels.numbers(input), here = Math.min(rows, count - first);
      numbers.fill(0);
      for (let row = 0; row < here; row++) {
        for (let k = 0; k < width; k++) { numbers[row * width + k] = points[2 * (first + row) + k]; }
      }
      this.kernels.evaluate(run);
      scores.set(this.kernels.numbers(output).subarray(0, here), first);
      const gradient = this.kernels.numbers(slopes);
      for (let row = 0; row < here; row++) {
        for (let k = 0; k < width; k++) { gradients[2 * (first + row) + k] = gradient[row * width + k]; }
      }
    }
    return { scores, gradients };
  }

  // Where the players stand, the discriminator first.
  position() {
    return Float64Array.from(this.field.parameters.flatMap((buffer) => Array.from(this.kernels.numbers(buffer))));
  }

  // The direction in which each place's players are pushed; of games with two numbers.
  pushed(places) {
    const { parameters, directions, run, batch } = this.field, { seed } = this.trainer, kept = this.position();
    if (kept.length !== 2) { return null; }
    const numbers = parameters.filter((buffer) => this.kernels.sizes[buffer] === 1);
    if (numbers.length !== 2) { return null; }
    this.trainer.setNumbers();
    for (const { kind, buffer } of batch) {
      const [stream, part] = Trainer.purpose(kind, true);
      this.trainer.batches.fill(buffer, kind, new Draw(seed, stream, 1, 0, part));
    }
    const field = new Float32Array(places.length);
    const stand = (x, y) => {
      this.kernels.numbers(numbers[0])[0] = x;
      this.kernels.numbers(numbers[1])[0] = y;
    };
    for (let place = 0; place < places.length; place += 2) {
      stand(places[place], places[place + 1]);
      this.kernels.evaluate(run);
      directions.filter((buffer) => this.kernels.sizes[buffer] === 1).forEach((buffer, k) => {
        field[place + k] = -this.kernels.numbers(buffer)[0];
      });
    }
    stand(kept[0], kept[1]);
    return field;
  }
}
