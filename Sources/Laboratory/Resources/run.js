"use strict";
// Training of all shown methods, step by step together, and the changes that a person has made on the way.
const Run = (() => {
  const shownSamples = 500, cells = 32, fieldArrows = 15, evaluateEvery = 50, judgedSamples = 1000;
  let methods = [], step = 0, changes = [], queue = Promise.resolve();

  const isGame = () => methods.length > 0 && methods[0].game.kind === "numbers";
  const end = () => Math.max(1, ...methods.map((method) => method.game.steps));
  // Values are recorded at the multiples of this, whatever the speed, so that a link draws the same curves.
  const recordEvery = () => (isGame() ? 200 : 5);

  // The smallest square around the frames of games.
  function frameOf(games) {
    const frames = games.map((game) => game.frame);
    const low = (axis) => Math.min(...frames.map((each) => each[axis] - each.half));
    const high = (axis) => Math.max(...frames.map((each) => each[axis] + each.half));
    return {
      x: (low("x") + high("x")) / 2, y: (low("y") + high("y")) / 2,
      half: Math.max(high("x") - low("x"), high("y") - low("y")) / 2,
    };
  }

  const frame = () => frameOf(methods.map((method) => method.game));

  // All is done in the order in which it was asked for.
  function inTurn(work) {
    const next = queue.then(work);
    queue = next.catch(() => {});
    return next;
  }

  // Step 0 of other methods, another seed or other data. `data`: null for the configuration's own.
  async function begin({ wasm, shown, seed, data, kept }) {
    methods = shown;
    changes = kept;
    step = 0;
    const drawn = data && data.modes
      ? { centres: data.points, deviations: Array(data.points.length / 2).fill(data.noise) } : null;
    await Promise.all(methods.map(async (method) => {
      Method.clear(method);
      method.modes = data ? drawn : method.game.modes;
      const points = data ? { points: Float32Array.from(data.points), noise: data.noise } : {};
      await method.ask("load", { wasm, game: method.game, seed, ...points });
      method.start = method.game.kind === "numbers" ? Array.from((await method.ask("position", {})).position) : null;
      method.target = data ? (await method.ask("data", { count: 500 })).points : Float32Array.from(method.game.target || []);
    }));
  }

  // Whether a change is one of a method's numbers and may be: links are written by anybody.
  const applies = (method) => ([, name, key, value]) => {
    const number = method.game.numbers.find((each) => each.key === key);
    return (name === "*" || name === method.game.name) && number !== undefined
      && (value === null || (value >= number.min && (!number.whole || (Number.isInteger(value) && value <= 1000))));
  };

  // Messages for the way to `goal`. All are sent before the first is answered.
  function post(method, goal) {
    const told = [], own = changes.filter(applies(method)), grid = recordEvery();
    for (let at = step; at < goal;) {
      for (const [when, , key, value] of own) {
        if (when === at) { told.push(method.ask("set", { key, value })); }
      }
      const stops = own.map((change) => change[0]).filter((when) => when > at);
      const next = Math.min(goal, ...stops, (Math.floor(at / grid) + 1) * grid);
      told.push(method.ask("advance", { steps: next - at, rows: 1 }));
      at = next;
      if (at % evaluateEvery === 0 && method.game.kind === "plane") {
        told.push(method.ask("look", { samples: judgedSamples, frame: method.game.frame }));
      }
    }
    return told;
  }

  function take(method, answer) {
    if (answer.numbers) {
      for (const { key, value } of answer.numbers) { method.numbers.set(key, value); }
    } else if (answer.samples) {
      if (!method.diverged) { Method.mark(method, answer.step, answer.samples); }
    } else if (!method.diverged) {
      const isWanted = isGame() || answer.step % recordEvery() === 0 || answer.diverged;
      Method.record(method, isWanted ? answer : { ...answer, rows: [] });
    }
  }

  // Trains up to `goal`. Returns the milliseconds that the slowest method took.
  async function advance(goal) {
    const taken = await Promise.all(methods.map(async (method) => {
      const answers = await Promise.all(post(method, goal));
      for (const answer of answers) { take(method, answer); }
      return answers.reduce((sum, answer) => sum + (answer.milliseconds || 0), 0);
    }));
    step = Math.max(step, goal);
    return Math.max(...taken);
  }

  async function look(method, area) {
    if (isGame()) {
      // The engine's first number is the discriminator's, which is drawn upwards.
      const turned = { x: area.y, y: area.x, half: area.half };
      const [{ position }, { field }] = await Promise.all([
        method.ask("position", {}), method.ask("field", { n: fieldArrows, frame: turned })]);
      method.picture = { position: Array.from(position), field, starts: centres(fieldArrows, turned) };
      return 0;
    }
    const found = await method.ask("look", { samples: shownSamples, grid: cells, frame: area });
    method.picture = { samples: found.samples, surface: found.scores && (method.game.width === 1 ? row : surface)(found, area, method.game.score) };
    return found.milliseconds;
  }

  // The starts of arrows are the centres of cells.
  function centres(count, area) {
    const place = (index) => ((index + 0.5) / count * 2 - 1) * area.half, starts = [];
    for (let row = 0; row < count; row += 1) {
      for (let column = 0; column < count; column += 1) { starts.push(area.x + place(column), area.y + place(row)); }
    }
    return starts;
  }

  // Of the slopes at all cells every third is an arrow, the outer two left out.
  function surface({ scores, slopes }, area, meaning) {
    const starts = centres(cells, area), arrows = [], shown = [];
    for (let row = 2; row < cells; row += 3) {
      for (let column = 2; column < cells; column += 3) {
        const at = 2 * (row * cells + column);
        arrows.push(starts[at], starts[at + 1]);
        shown.push(slopes[at], slopes[at + 1]);
      }
    }
    return {
      columns: cells, rows: cells, scores, meaning, arrows, slopes: shown,
      left: area.x - area.half, right: area.x + area.half, bottom: area.y - area.half, top: area.y + area.half,
    };
  }

  // Along a line all rows of cells are the same.
  function row({ scores }, area, meaning) {
    const end = area.half * (1 - 1 / cells);
    return { columns: cells, rows: 1, scores: scores.slice(0, cells), meaning, left: area.x - end, right: area.x + end };
  }

  async function lookAtAll() {
    const area = frame();
    return Math.max(0, ...await Promise.all(methods.map((method) => look(method, area))));
  }

  // From the next step on. Several changes of one number at one step are one.
  function change(name, key, value) {
    changes = changes.filter((each) => !(each[0] === step && each[1] === name && each[2] === key));
    const made = [step, name, key, value];
    changes.push(made);
    for (const method of methods) {
      if (value !== null && applies(method)(made)) { method.numbers.set(key, value); }
    }
  }

  // What holds at the present step, as changes at step 0: a restart keeps it.
  function settled() {
    const last = new Map();
    for (const [when, name, key, value] of changes) {
      if (when <= step) { last.set(name + " " + key, [0, name, key, value]); }
    }
    return [...last.values()].filter((each) => each[3] !== null);
  }

  return {
    begin: (setup) => inTurn(() => begin(setup)), advance: (goal) => inTurn(() => advance(goal)), look: () => inTurn(lookAtAll),
    change, settled, applies, end, frame, frameOf,
    get methods() { return methods; },
    get step() { return step; },
    get changes() { return changes; },
  };
})();
