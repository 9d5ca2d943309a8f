// node laboratory-page.js FOLDER: what a page shows and what can be changed in it, against what the program wrote into the
// folder (scripts/checks/laboratory lists the files).
"use strict";
const fs = require("fs");
const { open, tensors, difference } = require("./laboratory.js");

const folder = process.argv[2];
let failed = 0;

function expect(what, worst, tolerance) {
  const isRight = worst <= tolerance;
  console.log(`${isRight ? "" : "failed: "}${what}: worst difference ${worst.toExponential(1)}`);
  if (!isRight) { failed += 1; }
}

function table(name) {
  return fs.readFileSync(`${folder}/run/${name}.csv`, "utf8").trim().split("\n").slice(1).flatMap((line) => line.split(",").map(Number));
}

function metadata(file) {
  const bytes = fs.readFileSync(file);
  return JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString()).__metadata__;
}

async function loaded(page, more = {}) {
  const { Laboratory, wasm, page: { games } } = open(`${folder}/${page}.html`);
  const laboratory = new Laboratory();
  await laboratory.load({ wasm, game: games[0], ...more });
  return laboratory;
}

async function views() {
  const laboratory = await loaded("page");
  laboratory.advance({ steps: 30 });
  const { samples } = laboratory.generate({ latents: table("latents") });
  expect("samples of the run's latent points", difference(samples, table("samples")).worst, 1e-6);
  const file = `${folder}/run/surfaces.safetensors`, { left, right, bottom, top } = metadata(file), count = 65;
  const place = (low, high, k) => Number(low) + (Number(high) - Number(low)) * k / (count - 1);
  const points = Array.from({ length: 2 * count * count }, (_, index) => {
    const at = index >> 1;
    return index % 2 === 0 ? place(left, right, at % count) : place(bottom, top, Math.floor(at / count));
  });
  const { scores, gradients } = laboratory.judge({ points });
  expect("the discriminator over the run's window", difference(scores, tensors(file)["step-30"]).worst, 1e-6);
  const h = 0.01, moved = (x, y) => laboratory.judge({ points: points.map((value, k) => value + (k % 2 === 0 ? x : y)) }).scores;
  const [east, west, north, south] = [moved(h, 0), moved(-h, 0), moved(0, h), moved(0, -h)];
  const slopes = Array.from(gradients, (_, k) => (k % 2 === 0 ? east[k >> 1] - west[k >> 1] : north[k >> 1] - south[k >> 1]) / (2 * h));
  expect("its slopes, by central differences", difference(gradients, slopes).worst, 1e-3);
  const frame = { x: 0, y: 0, half: 2 }, looked = laboratory.look({ samples: 300, grid: 4, arrows: 3, frame });
  const middle = laboratory.judge({ points: [-1.5, -1.5, -0.5, -1.5] }).scores;
  expect("cells of a look", difference(looked.scores.slice(0, 2), middle).worst, 0);
  expect("numbers in a look", Math.abs(looked.samples.length - 600) + Math.abs(looked.slopes.length - 18), 0);
}

// Three steps, all arrays.
async function change(what, name, more, before = () => undefined) {
  const laboratory = await loaded("plain", more), trace = tensors(`${folder}/${name}.safetensors`);
  before(laboratory);
  let worst = 0;
  for (let step = 1; step <= 3; step++) {
    laboratory.advance({ steps: 1 });
    for (const [array, numbers] of Object.entries(laboratory.state().arrays)) {
      worst = Math.max(worst, difference(numbers, trace[`${step}.state.${array}`]).worst);
    }
  }
  expect(what, worst, 0);
  return laboratory;
}

async function changes() {
  await change("another seed", "seed", { seed: 9 });
  await change("a weight that was set", "gamma", { numbers: { "penalty.r1": 0.5, "rate.generator": 0.001 } });
  await change("a weight that was set and taken back", "plain", {}, (laboratory) => {
    laboratory.set({ key: "penalty.r1", value: 7 });
    laboratory.set({ key: "penalty.r1", value: null });
  });
  await change("moves that were set", "moves", { numbers: { "steps.discriminator": 2 } });
  const points = fs.readFileSync(`${folder}/points.csv`, "utf8").trim().split(/[\n,]/).map(Number);
  await change("points that somebody drew", "points", { points: Float64Array.from(points), noise: 0.01 });
  const laboratory = await change("points that were taken back", "plain", { points: [1, 2] }, (each) => each.points({ points: null }));
  for (const [what, call] of [
    ["an unknown number", () => laboratory.set({ key: "penalty.r2", value: 1 })],
    ["a negative weight", () => laboratory.set({ key: "penalty.r1", value: -1 })],
    ["half a move", () => laboratory.set({ key: "steps.generator", value: 1.5 })],
    ["half a point", () => laboratory.points({ points: [1] })],
    ["a point at infinity", () => laboratory.points({ points: [1, Infinity] })],
  ]) {
    let isRefused = false;
    try { call(); } catch { isRefused = true; }
    if (!isRefused) { console.log("failed: taken without a word: " + what); failed += 1; }
  }
  const rows = laboratory.advance({ steps: 500, rows: 20 });
  const steps = Array.from(rows.rows).filter((_, index) => index % rows.width === 0);
  expect("rows that are thinned end with the last step", Math.abs(steps[steps.length - 1] - laboratory.trainer.step) + Math.max(0, steps.length - 20), 0);
}

// A rate that no number survives: the player does not move, and the page says where.
async function divergence() {
  const laboratory = await loaded("plain", { numbers: { "rate.discriminator": 1e6, "rate.generator": 1e6 } });
  const answer = laboratory.advance({ steps: 50 }), before = answer.step;
  const again = laboratory.advance({ steps: 50 });
  expect("a diverged game stands still", Math.abs(again.step - before) + (answer.diverged && answer.diverged.step === before + 1 ? 0 : 1), 0);
}

(async () => {
  await views();
  await changes();
  await divergence();
  process.exitCode = failed > 0 ? 1 : 0;
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
