// How parameters start, by the rules of Sources/Networks/InitialValue.swift, in double precision.
class Start {
  constructor(kernels, arrays) {
    this.kernels = kernels;
    this.arrays = arrays;
  }

  // All arrays as they are before the first step.
  all(seed) {
    const byName = new Map(this.arrays.map((array) => [array.name, array]));
    for (const array of this.arrays) {
      let origin = array;
      while (origin.copyOf) { origin = byName.get(origin.copyOf); }
      this.set(array, origin, seed, origin.draw);
    }
  }

  // The discriminator and what its optimizer remembers, with the initial values of another step.
  discriminator(seed, step) {
    for (const array of this.arrays) {
      if (array.name.startsWith("discriminator.")) {
        this.set(array, array, seed, array.draw && [step, array.draw[1], array.draw[2]]);
      } else if (array.name.startsWith("optimizer.discriminator.") && !array.name.endsWith(".count")) {
        this.set(array, array, seed);
      }
    }
  }

  set(array, origin, seed, draw) {
    if (origin.rule) {
      const [player, place, part] = draw;
      const values = this.values(origin, new Draw(seed, streams.initialization, player, place, part));
      this.kernels.numbers(array.buffer).set(values);
    } else if (origin.values) {
      this.kernels.numbers(array.buffer).set(origin.values);
    } else {
      this.kernels.numbers(array.buffer).fill(origin.constant);
    }
  }

  values({ rule, rows, columns }, draw) {
    const count = rows * columns;
    switch (rule.kind) {
      case "constant": return new Float64Array(count).fill(rule.value);
      case "uniform": {
        const place = this.kernels.temporary(8 * count);
        this.kernels.kernels.lab_fill_uniform(this.kernels.addressed(draw), 1, count, -rule.limit, rule.limit, place);
        return this.kernels.doubles(place, count).slice();
      }
      case "normal": return this.kernels.normals(draw, count).map((value) => value * rule.deviation);
      case "truncatedNormal": return this.truncated(draw, count, rule.limit).map((value) => value * rule.deviation);
      case "orthogonal": return this.orthogonal(draw, rows, columns).map((value) => value * rule.gain);
      case "direction": {
        const normal = this.kernels.normals(draw, count);
        const factor = 1 / Math.sqrt(normal.reduce((sum, value) => sum + value * value, 0));
        return normal.map((value) => value * factor);
      }
      default: throw new Error("unknown initial value: " + rule.kind);
    }
  }

  // Every round draws for all places and fills those that are still empty.
  truncated(draw, count, limit) {
    const numbers = this.kernels.normals(draw, count);
    for (let round = 2; round < 256 && numbers.some((value) => Math.abs(value) > limit); round++) {
      const fresh = this.kernels.normals(draw.at(round), count);
      numbers.forEach((value, index) => { if (Math.abs(value) > limit) { numbers[index] = fresh[index]; } });
    }
    return numbers;
  }

  // Orthonormal rows or columns, whichever are fewer: Gram and Schmidt's method, twice. It gives the basis of the QR
  // factorization with a positive diagonal, to rounding.
  orthogonal(draw, rows, columns) {
    const hasMoreRows = rows >= columns, length = Math.max(rows, columns), count = Math.min(rows, columns);
    const normal = this.kernels.normals(draw, rows * columns);
    const vectors = Array.from({ length: count }, (_, k) => Float64Array.from({ length }, (_, i) => normal[i * count + k]));
    const product = (a, b) => a.reduce((sum, value, i) => sum + value * b[i], 0);
    vectors.forEach((vector, k) => {
      for (let round = 0; round < 2; round++) {
        for (let j = 0; j < k; j++) {
          const share = product(vector, vectors[j]);
          vector.forEach((_, i) => { vector[i] -= share * vectors[j][i]; });
        }
      }
      const norm = Math.sqrt(product(vector, vector));
      vector.forEach((_, i) => { vector[i] /= norm; });
    });
    return Float64Array.from({ length: rows * columns }, (_, index) => {
      const row = Math.floor(index / columns), column = index % columns;
      return hasMoreRows ? vectors[column][row] : vectors[row][column];
    });
  }
}
