// For scripts/checks/laboratory: takes the engine, the kernels and the games out of a page that 'gantrain lab' wrote, and
// trains them in node.
"use strict";
const fs = require("fs");
const path = require("path");
const vm = require("vm");

// The contents of the block with that id.
function block(page, id) {
  const text = new RegExp(`<script type="[^"]*" id="${id}">([^]*?)</script>`).exec(page);
  if (!text) { throw new Error("the page has no block " + id); }
  return text[1];
}

function open(file) {
  const page = fs.readFileSync(file, "utf8"), exported = { exports: {} };
  vm.runInThisContext("(function (module) {" + block(page, "worker") + "\n})", { filename: "engine.js" })(exported);
  const wasm = new Uint8Array(Buffer.from(block(page, "wasm"), "base64"));
  return { ...exported.exports, wasm, page: JSON.parse(block(page, "laboratory")) };
}

// The arrays of a safetensors file.
function tensors(file) {
  const bytes = fs.readFileSync(file), length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const arrays = {};
  for (const [name, about] of Object.entries(header)) {
    if (name === "__metadata__") { continue; }
    const { dtype, data_offsets: [from, to] } = about;
    const part = Uint8Array.from(bytes.subarray(8 + length + from, 8 + length + to)).buffer;
    arrays[name] = dtype === "F64" ? new Float64Array(part) : new Float32Array(part);
  }
  return arrays;
}

// The largest difference of two lists relative to the largest number of the second, and how many numbers differ at all.
function difference(ours, theirs) {
  if (!theirs || ours.length !== theirs.length) { return { worst: Infinity, differing: ours.length }; }
  let worst = 0, differing = 0, largest = 0;
  for (let i = 0; i < ours.length; i++) {
    largest = Math.max(largest, Math.abs(theirs[i]));
    if (Object.is(ours[i], theirs[i]) || ours[i] === theirs[i]) { continue; }
    differing += 1;
    worst = Math.max(worst, Number.isNaN(ours[i] - theirs[i]) ? Infinity : Math.abs(ours[i] - theirs[i]));
  }
  return { worst: worst === 0 ? 0 : worst / (largest || 1), differing };
}

module.exports = { open, tensors, difference, block };

