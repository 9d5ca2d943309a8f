"use strict";
// One method that trains: its worker, what it has told of itself, and what was recorded of it.
const Method = (() => {
  const mostRows = 1500;
  let address = null;

  const part = (id) => document.getElementById(id).textContent;

  // The kernels, compiled once for all workers.
  const kernels = () => {
    const bytes = Uint8Array.from(atob(part("wasm")), (letter) => letter.charCodeAt(0));
    return WebAssembly.compile(bytes);
  };

  // Answers come in the order of the questions.
  function line(worker) {
    const open = new Map();
    let number = 0, fault = null;
    worker.onmessage = ({ data }) => {
      const asked = open.get(data.id);
      open.delete(data.id);
      if (!asked) { return; }
      if (data.error === undefined) { asked.resolve(data); } else { asked.reject(new Error(data.error)); }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fault = new Error(event.message || "The engine could not be started.");
      for (const { reject } of open.values()) { reject(fault); }
      open.clear();
    };
    return (what, values) => new Promise((resolve, reject) => {
      if (fault) { reject(fault); return; }
      number += 1;
      open.set(number, { resolve, reject });
      worker.postMessage({ ...values, id: number, do: what });
    });
  }

  function make(game, colour) {
    if (address === null) { address = URL.createObjectURL(new Blob([part("worker")], { type: "text/javascript" })); }
    const worker = new Worker(address), method = { game, colour, ask: line(worker), close: () => worker.terminate() };
    clear(method);
    return method;
  }

  // As before the first step.
  function clear(method) {
    method.table = table();
    method.marks = table();
    method.diverged = null;
    method.picture = null;
    method.numbers = new Map(method.game.numbers.map((number) => [number.key, number.value]));
  }

  // A list of rows, each beginning with its step: those at multiples of a number that doubles as they become too many.
  const table = () => ({ rows: [], every: 1 });

  function add(to, row) {
    if (row[0] % to.every !== 0) { return; }
    to.rows.push(row);
    if (to.rows.length > mostRows) {
      to.every *= 2;
      to.rows = to.rows.filter(([step]) => step % to.every === 0);
    }
  }

  // Rows of an answer, each a step and a value for each column.
  function record(method, { rows, width, diverged }) {
    for (let at = 0; at + width <= rows.length; at += width) { add(method.table, Array.from(rows.slice(at, at + width))); }
    if (diverged) { method.diverged = diverged; }
  }

  function mark(method, step, samples) {
    const found = method.modes ? Measures.coverage(samples, method.modes) : {};
    const distance = Measures.slicedW1(samples, method.target);
    add(method.marks, [step, found.modes, found.highQuality, distance]);
  }

  return { kernels, make, clear, record, mark };
})();
