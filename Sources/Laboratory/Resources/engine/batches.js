// The rows of batches: the sources of Sources/Distributions and the rows of games with known answers.
class Batches {
  constructor(kernels, data) {
    this.kernels = kernels;
    this.sources = data.batches;
    this.own = null; // points that somebody has drawn, in place of the real ones
  }

  // `kind` as RandomInput.Kind has it.
  fill(buffer, kind, draw) {
    const { real, latent, noise } = this.sources;
    if (kind === "real") { return this.from(this.own || real, buffer, draw); }
    if (kind === "latent") { return this.from(latent, buffer, draw); }
    if (kind === "interpolation" || kind === "perturbation") { return this.kernels.fillUniform(draw, buffer, 0, 1); }
    return this.from(noise || { kind: "normal", scale: 1 }, buffer, draw);
  }

  from(source, buffer, draw) {
    switch (source.kind) {
      case "normal":
        this.kernels.fillNormal(draw, buffer, source.scale);
        return source.mean ? this.add([source.mean], buffer) : undefined;
      case "uniform": {
        const mean = source.mean || 0;
        return this.kernels.fillUniform(draw, buffer, mean - source.scale, mean + source.scale);
      }
      case "fixed": return this.repeat(source.numbers, buffer);
      case "shifted":
        this.kernels.fillNormal(draw, buffer, source.scale);
        return this.add(source.mean, buffer);
      case "mixture": return source.isPlain ? this.fillPlain(source, buffer, draw) : this.fillMixture(source, buffer, draw);
      case "curve": return this.fillCurve(source, buffer, draw);
      case "points": return this.fillPoints(source, buffer, draw);
      default: throw new Error("unknown source of points: " + source.kind);
    }
  }

  repeat(numbers, buffer) {
    const target = this.kernels.numbers(buffer);
    for (let i = 0; i < target.length; i++) { target[i] = numbers[i % numbers.length]; }
  }

  // Sums are rounded once, since each term has the precision of the buffer before.
  add(numbers, buffer) {
    const target = this.kernels.numbers(buffer), terms = this.kernels.Scalars.from(numbers);
    for (let i = 0; i < target.length; i++) { target[i] += terms[i % terms.length]; }
  }

  fillPlain(source, buffer, draw) {
    this.kernels.fillNormal(draw, buffer, source.spreads[0]);
    if (source.choice === "drawn") { this.kernels.addChosenPoints(draw.at(1), buffer, source.centres); } else { this.add(source.centres, buffer); }
  }

  // Modes that differ in weight or width.
  fillMixture(source, buffer, draw) {
    const { centres, spreads, width } = source;
    this.kernels.fillNormal(draw, buffer, 1);
    const rows = this.kernels.sizes[buffer] / width, uniforms = this.kernels.uniforms(draw.at(1), rows);
    const next = source.choice === "drawn" ? Batches.drawnModes(source.weights) : Batches.modesInTurn(source.weights);
    const numbers = this.kernels.numbers(buffer);
    for (let row = 0; row < rows; row++) {
      const mode = next(uniforms[row]), [xx, yx, yy] = spreads.slice(3 * mode, 3 * mode + 3);
      const x = numbers[row * width], y = width === 1 ? 0 : numbers[row * width + 1];
      numbers[row * width] = centres[2 * mode] + xx * x;
      if (width === 2) { numbers[row * width + 1] = centres[2 * mode + 1] + (yx * x + yy * y); }
    }
  }

  // The first mode whose sum of weights exceeds a number.
  static drawnModes(weights) {
    let sum = 0;
    const shares = weights.map((weight) => (sum += weight));
    return (share) => {
      let low = 0, high = shares.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (shares[middle] > share) { high = middle; } else { low = middle + 1; }
      }
      return low;
    };
  }

  // Next comes the one that lacks most.
  static modesInTurn(weights) {
    const lacking = weights.map(() => 0);
    return () => {
      let mode = 0;
      weights.forEach((weight, index) => {
        lacking[index] += weight;
        if (lacking[index] > lacking[mode] + 1e-9) { mode = index; }
      });
      lacking[mode] -= 1;
      return mode;
    };
  }

  fillNoise(buffer, [x, y], width, draw) {
    if (width !== 2 || x === y) { return this.kernels.fillNormal(draw, buffer, x); }
    this.kernels.fillNormal(draw, buffer, 1);
    const numbers = this.kernels.numbers(buffer), factors = this.kernels.Scalars.from([x, y]);
    for (let i = 0; i < numbers.length; i++) { numbers[i] *= factors[i % 2]; }
  }

  fillCurve(source, buffer, draw) {
    this.fillNoise(buffer, source.noise, 2, draw);
    const rows = this.kernels.sizes[buffer] / 2, uniforms = this.kernels.uniforms(draw.at(1), rows);
    const points = [];
    for (let row = 0; row < rows; row++) {
      const [x, y] = Batches.onCurve(source, uniforms[row]);
      points.push(source.scale[0] * x + source.shift[0], source.scale[1] * y + source.shift[1]);
    }
    this.add(points, buffer);
  }

  static onCurve(source, u) {
    if (source.segments) {
      const count = source.segments.length / 4, place = u * count, index = Math.min(Math.floor(place), count - 1);
      const [x0, y0, x1, y1] = source.segments.slice(4 * index, 4 * index + 4), share = place - index;
      return [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
    }
    const isSecond = u >= 0.5, place = isSecond ? 2 * u - 1 : 2 * u, x = source.from + u * (source.to - source.from);
    switch (source.shape) {
      case "swissRoll": {
        const t = 1.5 * Math.PI * (1 + 2 * u);
        return [t * Math.cos(t), t * Math.sin(t)];
      }
      case "twoMoons": {
        const t = place * Math.PI;
        return isSecond ? [1 - Math.cos(t), 0.5 - Math.sin(t)] : [Math.cos(t), Math.sin(t)];
      }
      case "twoCircles": return Batches.onCircle(isSecond ? source.factor : 1, place);
      case "sine": return [x, Math.sin(x)];
      case "parabola": return [x, x * x];
      default: return Batches.onCircle(source.radius, u);
    }
  }

  static onCircle(radius, share) {
    const angle = 2 * Math.PI * share;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }

  // Finitely many points: drawn, shuffled or in turn.
  fillPoints(source, buffer, draw) {
    const { points, width, order } = source, count = points.length / 2;
    this.fillNoise(buffer, source.noise, width, draw);
    const rows = this.kernels.sizes[buffer] / width, chosen = draw.at(1);
    const uniforms = order === "drawn" ? this.kernels.uniforms(chosen, rows) : null, terms = [];
    for (let row = 0; row < rows; row++) {
      const place = draw.number * rows + row;
      const index = order === "drawn" ? choice(uniforms[row], count)
        : order === "shuffled" ? shuffled(chosen, place % count, count, Math.floor(place / count)) : place % count;
      terms.push(points[2 * index]);
      if (width === 2) { terms.push(points[2 * index + 1]); }
    }
    this.add(terms, buffer);
  }
}
