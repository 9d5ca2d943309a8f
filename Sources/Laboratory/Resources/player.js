"use strict";
// Play, pause, one step, and everything that takes long, one after another; and what the page says of it.
const Player = (() => {
  const find = (id) => document.getElementById(id);
  let isPlaying = false, isLoading = true, jobs = Promise.resolve(), jobCount = 0, waiting = 0;
  let loops = 0, looping = Promise.resolve();
  // Set by the page: the place of the speed, and what writes the address.
  let speed = () => Pace.fastest, write = () => {};

  function begin(hooks) { ({ speed, write } = hooks); }

  function say(text) { find("word").textContent = text; }

  function status() {
    const step = Run.step.toLocaleString("en"), end = Run.end().toLocaleString("en"), isOver = Run.step >= Run.end();
    const how = isPlaying ? Pace.words() : isOver ? ", done" : ", paused";
    find("status").textContent = isLoading ? "Loading." : `Step ${step} of ${end}${how}.`;
    const state = isLoading || waiting > 0 ? "works" : loops > 0 ? "plays" : "rests";
    Object.assign(document.documentElement.dataset, { step: Run.step, state });
    find("play").textContent = isPlaying ? "Pause" : "Play";
    for (const id of ["play", "step", "restart", "reseed"]) { find(id).disabled = isLoading; }
    if (isOver) { find("step").disabled = true; }
  }

  // What goes wrong is said on the page.
  async function guarded(work) {
    try {
      say("");
      await work();
    } catch (error) {
      isPlaying = false;
      isLoading = false;
      say(error.message);
      status();
    }
  }

  // One job after another. A long one asks whether it is over, as it is once another waits.
  function job(work) {
    jobCount += 1;
    waiting += 1;
    const number = jobCount;
    status();
    jobs = jobs.then(() => guarded(() => work(() => number !== jobCount))).then(() => {
      waiting -= 1;
      status();
    });
    return jobs;
  }

  const haveAllDiverged = () => Run.methods.every((method) => method.diverged);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  async function advance(count) { Pace.stepped(count, await Run.advance(Run.step + count)); }
  async function look() { Pace.looked(await Run.look()); }

  async function round(elapsed) {
    const count = Math.min(Pace.due(speed(), elapsed), Run.end() - Run.step);
    if (count === 0) { return; }
    await advance(count);
    if (Pace.looks()) { await look(); }
    Pace.note(Run.step);
  }

  // Workers train on while the last picture is drawn.
  async function loop() {
    Pace.begin();
    let before = performance.now(), wrote = before;
    while (isPlaying && Run.step < Run.end() && !haveAllDiverged()) {
      const now = performance.now(), work = round(now - before);
      before = now;
      Board.draw(false);
      status();
      if (now - wrote > 1000) { write(); wrote = now; }
      await Promise.all([work, nextFrame()]);
    }
    isPlaying = false;
    await rest();
  }

  function play() {
    if (isPlaying) { return; }
    isPlaying = true;
    loops += 1;
    looping = looping.then(() => guarded(loop)).then(() => {
      loops -= 1;
      status();
    });
  }

  function pause() { isPlaying = false; }

  async function stop() {
    pause();
    await looping;
  }

  // The picture of the present step, and the address that leads to it.
  async function rest() {
    await look();
    Board.draw(true);
    write();
    status();
  }

  function oneStep() {
    if (isPlaying || isLoading || Run.step >= Run.end()) { return; }
    job(async () => {
      await advance(1);
      await rest();
    });
  }

  // To the step of a link, with a word on the way.
  async function catchUp(goal, isOver) {
    while (Run.step < goal && !isOver() && !haveAllDiverged()) {
      await advance(Math.min(goal - Run.step, Pace.fitting(100)));
      find("status").textContent = `Step ${Run.step.toLocaleString("en")}, on the way to ${goal.toLocaleString("en")}.`;
    }
  }

  // Stops, and loads what `work` prepares.
  async function load(work) {
    await stop();
    isLoading = true;
    status();
    await work();
    Pace.forget();
    isLoading = false;
  }

  return {
    begin, say, status, guarded, job, play, pause, rest, oneStep, catchUp, load,
    get isPlaying() { return isPlaying; },
    get isLoading() { return isLoading; },
  };
})();
