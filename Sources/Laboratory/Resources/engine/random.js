// Random numbers as Sources/Tensors/RandomDraw.swift has them: a function of seed, stream, step, substep, part and index.
const streams = {
  data: 0, discriminatorLatent: 1, generatorLatent: 2, interpolation: 3, instanceNoise: 4, initialization: 5, evaluation: 6,
  shuffle: 13,
};

class Draw {
  constructor(seed, stream, step, substep = 0, part = 0) {
    Object.assign(this, { seed, stream, step, substep, part, number: 0 });
    this.words = [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 0, step >>> 0, (substep & 0xffffff) | (part << 24), stream];
  }

  // Further numbers of the same stream.
  at(part) {
    const other = new Draw(this.seed, this.stream, this.step, this.substep, part);
    other.number = this.number;
    return other;
  }
}

// From a number uniform on (0, 1) a whole number below `bound`, as RandomDraw.choice makes it of the same word.
function choice(uniform, bound) { return Math.floor((uniform * 2 ** 32 - 0.5) * bound / 2 ** 32); }

// The first word of a block of Philox 4x32-10 (Salmon et al., SC 2011).
function philox(counter, key) {
  const high = (x, y) => {
    const low = (x & 0xffff) * (y & 0xffff), a = (x >>> 16) * (y & 0xffff), b = (x & 0xffff) * (y >>> 16);
    return ((x >>> 16) * (y >>> 16) + Math.floor((low + (a % 65536) * 65536 + (b % 65536) * 65536) / 2 ** 32)
      + Math.floor(a / 65536) + Math.floor(b / 65536)) >>> 0;
  };
  let [x, y, z, w] = counter, [k, l] = key;
  for (let round = 0; round < 10; round++) {
    const a = high(x, 0xd2511f53), b = high(z, 0xcd9e8d57);
    const lowA = Math.imul(x, 0xd2511f53) >>> 0, lowB = Math.imul(z, 0xcd9e8d57) >>> 0;
    [x, y, z, w] = [(b ^ y ^ k) >>> 0, lowB, (a ^ w ^ l) >>> 0, lowA];
    k = (k + 0x9e3779b9) >>> 0;
    l = (l + 0xbb67ae85) >>> 0;
  }
  return x;
}

// What stands at `place` when `count` numbers are shuffled for the `round`th time, as RandomDraw.shuffled has it.
function shuffled(draw, place, count, round) {
  const bits = Math.max(6, count <= 1 ? 0 : 32 - Math.clz32(count - 1)), low = Math.floor(bits / 2), high = bits - low;
  let value = place;
  do {
    let left = value >>> low, right = value & (2 ** low - 1);
    for (let turn = 0; turn < 8; turn++) {
      const isLeft = turn % 2 === 0;
      const word = philox([isLeft ? right : left, round >>> 0, (turn << 8) >>> 0, streams.shuffle], draw.words.slice(0, 2));
      if (isLeft) { left = (left ^ word & (2 ** high - 1)) >>> 0; } else { right = (right ^ word & (2 ** low - 1)) >>> 0; }
    }
    value = left * 2 ** low + right;
  } while (value >= count);
  return value;
}
