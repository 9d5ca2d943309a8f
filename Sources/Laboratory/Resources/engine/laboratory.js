// What a page asks of the engine, by messages from a worker or by calls.
class Laboratory {
  // Takes a game and begins at step 0.
  async load({ wasm, game, seed, numbers, points, noise }) {
    const bytes = typeof wasm === "string" ? Uint8Array.from(atob(wasm), (letter) => letter.charCodeAt(0)) : wasm;
    this.module = bytes instanceof WebAssembly.Module ? bytes : await WebAssembly.compile(bytes);
    this.game = game;
    const kernels = new Kernels(this.module, game.engine);
    this.trainer = new Trainer(kernels, game.engine, seed === undefined || seed === null ? game.seed : seed);
    this.views = new Views(this.trainer);
    this.order = Kernels.integers(game.order);
    for (const [key, value] of Object.entries(numbers || {})) { this.set({ key, value }); }
    if (points) { this.points({ points, noise }); }
    return { ready: true, step: 0, numbers: this.numbers() };
  }

  numbers() {
    return this.game.numbers.map(({ key, value }) => ({
      key, value: key.startsWith("steps.") ? (this.trainer.set.has(key) ? this.trainer.set.get(key) : value) : this.trainer.number(key),
    }));
  }

  row() {
    const { trainer } = this;
    const row = [trainer.step].concat(this.order.map((place) => trainer.value(trainer.observations[place])));
    return this.game.kind === "numbers" ? row.concat(Array.from(this.views.position())) : row;
  }

  // So many steps, or those of so many milliseconds.
  advance({ steps, milliseconds = Infinity, rows = 50 }) {
    const began = performance.now(), last = this.trainer.step + steps, made = [];
    const isOrbit = this.game.kind === "numbers";
    let every = 1;
    while (this.trainer.step < last && this.trainer.advance()) {
      if (isOrbit || this.trainer.step % every === 0) { made.push(this.row()); }
      if (!isOrbit && made.length > 2 * rows) {
        every *= 2;
        for (let k = made.length - 1; k >= 0; k--) { if (made[k][0] % every !== 0) { made.splice(k, 1); } }
      }
      if (performance.now() - began >= milliseconds) { break; }
    }
    const isMissing = this.trainer.step > 0 && (made.length === 0 || made[made.length - 1][0] !== this.trainer.step);
    if (isMissing && steps > 0 && !this.trainer.diverged) { made.push(this.row()); }
    const kept = isOrbit ? made : Laboratory.thinned(made, rows);
    return {
      step: this.trainer.step, rows: Float64Array.from(kept.flat()), width: this.row().length, diverged: this.trainer.diverged,
      milliseconds: performance.now() - began,
    };
  }

  // At most so many, evenly, the last one among them.
  static thinned(rows, most) {
    const every = Math.ceil(rows.length / most);
    return rows.filter((_, index) => (rows.length - 1 - index) % every === 0);
  }

  static centres(n, { x, y, half }) {
    return Array.from({ length: 2 * n * n }, (_, index) => {
      const place = Math.floor(index / 2), along = index % 2 === 0 ? place % n : Math.floor(place / n);
      return (index % 2 === 0 ? x : y) + half * (2 * (along + 0.5) / n - 1);
    });
  }

  look({ samples = 0, grid = 0, arrows = grid, frame }) {
    const began = performance.now(), result = { step: this.trainer.step, samples: null, scores: null, slopes: null };
    if (this.views.generator && samples > 0) { result.samples = this.views.samples(Math.min(samples, 8192)); }
    if (this.views.discriminator && grid > 0) {
      const looked = this.views.judged(Laboratory.centres(grid, frame));
      result.scores = looked.scores;
      result.slopes = arrows === grid ? looked.gradients : this.views.judged(Laboratory.centres(arrows, frame)).gradients;
    }
    return { ...result, milliseconds: performance.now() - began };
  }

  position() { return { position: this.views.field ? this.views.position() : null }; }

  field({ n, frame }) { return { field: this.views.field ? this.views.pushed(Laboratory.centres(n, frame)) : null }; }

  // A number from the next step on; null brings its schedule back.
  set({ key, value }) {
    const known = this.game.numbers.find((each) => each.key === key);
    if (!known) { throw new Error(this.game.name + " has no number " + key); }
    if (value === null) {
      this.trainer.set.delete(key);
    } else if (!Number.isFinite(value) || value < known.min || value > 1e6 || (known.whole && (!Number.isInteger(value) || value > 1000))) {
      throw new Error(key + " cannot be " + value);
    } else {
      this.trainer.set.set(key, value);
    }
    return { numbers: this.numbers() };
  }

  // Points drawn by somebody, to be learned in place of the data; null brings the data back.
  points({ points, noise = 0 }) {
    if (points && (points.length < 2 || points.length % 2 !== 0 || !Array.from(points).every(Number.isFinite))) {
      throw new Error("points are pairs of finite numbers");
    }
    this.trainer.batches.own = points
      ? { kind: "points", points: Array.from(points), width: this.game.width, noise: [noise, noise], order: "drawn" } : null;
    return {};
  }

  data({ count }) { return { points: this.views.generator ? this.views.points(count) : null }; }

  generate({ latents }) { return { samples: this.views.generated(latents) }; }

  judge({ points }) { return this.views.judged(points); }

  state() {
    const { kernels, data, step } = this.trainer;
    return { step, arrays: Object.fromEntries(data.arrays.map(({ name, buffer }) => [name, kernels.numbers(buffer).slice()])) };
  }
}

const asked = ["load", "advance", "look", "position", "field", "set", "points", "data", "generate", "judge", "state"];

// One message after another, also while a game is being compiled.
function listen(scope) {
  const laboratory = new Laboratory();
  let last = Promise.resolve();
  const answer = async (message) => {
    try {
      if (!asked.includes(message.do)) { throw new Error("the laboratory cannot do " + message.do); }
      if (message.do !== "load" && !laboratory.trainer) { throw new Error("no game has been loaded"); }
      const result = await laboratory[message.do](message);
      const arrays = Object.values(result).filter((value) => ArrayBuffer.isView(value)).map((value) => value.buffer);
      scope.postMessage({ id: message.id, ...result }, arrays);
    } catch (error) {
      scope.postMessage({ id: message.id, error: error.message });
    }
  };
  scope.onmessage = ({ data }) => { last = last.then(() => answer(data)); };
}

if (typeof module === "object" && module.exports) { module.exports = { Laboratory, Kernels }; } else { listen(self); }
