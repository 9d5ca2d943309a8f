// node laboratory-check.js PAGE FOLDER STEPS: trains every game of a page as many steps, and compares every batch, every
// number and every array with the trace FOLDER/<name>.safetensors that the program wrote.
"use strict";
const fs = require("fs");
const { open, tensors, difference } = require("./laboratory.js");

// What differs between an engine and a trace.
class Comparison {
  constructor(trace) { Object.assign(this, { trace, arrays: 0, numbers: 0, differing: 0, worst: 0, where: "" }); }

  compare(name, ours) {
    const { worst, differing } = difference(ours, this.trace[name]);
    this.arrays += 1;
    this.numbers += ours.length;
    this.differing += differing;
    if (worst > this.worst) { Object.assign(this, { worst, where: name }); }
  }
}

function watch(trainer, comparison) {
  const { kernels, turns } = trainer, state = { step: 0, move: 0 };
  const [draw, update] = [trainer.draw.bind(trainer), kernels.update.bind(kernels)];
  trainer.draw = (turn, step, first, kept) => {
    draw(turn, step, first, kept);
    if (step !== state.step) { Object.assign(state, { step, move: 0 }); }
    turn.batches.forEach((batch, index) => batch.forEach(({ kind, buffer }) => {
      comparison.compare(`${step}.${state.move}.batch.${index}.${kind}`, kernels.numbers(buffer));
    }));
  };
  kernels.update = (program) => {
    const turn = turns.find((each) => each.run === program);
    for (const observation of turn ? turn.observations : []) {
      const isWhole = observation.term === "loss" || observation.term === "gradientNorm";
      const name = isWhole ? `${observation.term}.${observation.player}` : `term.${observation.player}.${observation.term}`;
      comparison.compare(`${state.step}.${state.move}.${name}`, [trainer.value(observation)]);
    }
    if (turn) { state.move += 1; }
    update(program);
  };
}

// Behind every piece of memory 64 bytes that nobody may write to; memory itself has no walls in a page.
function wallIn(Kernels) {
  const take = Kernels.prototype.take, walls = [];
  Kernels.prototype.take = function (bytes) {
    const place = take.call(this, bytes + 64);
    new Uint8Array(this.kernels.memory.buffer, place + bytes, 64).fill(0xab);
    walls.push([this, place + bytes]);
    return place;
  };
  return () => {
    const broken = walls.filter(([each, place]) => new Uint8Array(each.kernels.memory.buffer, place, 64).some((byte) => byte !== 0xab));
    walls.length = 0;
    return broken.length;
  };
}

async function run(page, folder, steps) {
  const { Laboratory, Kernels, wasm, page: { games } } = open(page), brokenWalls = wallIn(Kernels);
  const module = await WebAssembly.compile(wasm), all = { arrays: 0, numbers: 0, differing: 0, worst: 0, where: "", exact: 0, failed: 0 };
  for (const game of games) {
    const file = `${folder}/${game.name}.safetensors`;
    if (!fs.existsSync(file)) { continue; }
    const laboratory = new Laboratory(), comparison = new Comparison(tensors(file));
    await laboratory.load({ wasm: module, game });
    const state = (prefix) => {
      for (const [name, array] of Object.entries(laboratory.state().arrays)) { comparison.compare(prefix + name, array); }
    };
    state("0.state.");
    watch(laboratory.trainer, comparison);
    for (let step = 1; step <= steps && !laboratory.advance({ steps: 1 }).diverged; step++) { state(`${step}.state.`); }
    // Rounding of the browser's sine or power alone; it grows from step to step.
    const tolerance = game.precision === "float64" ? 1e-12 : 1e-4;
    const broken = brokenWalls();
    if (broken > 0) { console.log(`${game.name.padEnd(44)} wrote beyond ${broken} pieces of memory`); }
    const isRight = comparison.worst <= tolerance && laboratory.trainer.step > 0 && broken === 0;
    if (comparison.differing > 0 || !isRight) {
      console.log(`${game.name.padEnd(44)} ${comparison.differing} of ${comparison.numbers} differ, worst ${comparison.worst.toExponential(1)} `
        + `at ${comparison.where}${isRight ? "" : "   too much"}`);
    }
    for (const key of ["arrays", "numbers", "differing"]) { all[key] += comparison[key]; }
    if (comparison.worst > all.worst) { Object.assign(all, { worst: comparison.worst, where: game.name + ": " + comparison.where }); }
    if (comparison.differing === 0) { all.exact += 1; }
    if (!isRight) { all.failed += 1; }
    all.games = (all.games || 0) + 1;
  }
  console.log(`${all.games || 0} games, ${steps} steps each: ${all.exact} equal bit by bit; ${all.arrays} arrays, ${all.numbers} numbers, `
    + `${all.differing} differ, worst ${all.worst.toExponential(1)}${all.where && " at " + all.where}`);
  if (all.failed > 0 || !all.games) { process.exitCode = 1; }
}

run(process.argv[2], process.argv[3], Number(process.argv[4])).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
