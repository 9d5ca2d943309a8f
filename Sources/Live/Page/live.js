"use strict";
// Takes frames as they come and draws what has changed.
(() => {
  const find = (id) => document.getElementById(id);
  const token = new URLSearchParams(location.search).get("token") || "";
  const address = (path, more) => path + "?token=" + encodeURIComponent(token) + (more || "");
  const mostRows = 6000;
  let state = {}, moments = [], chosen = null, drawn = false, spoken = 0, later = 0, hasEnded = false;
  const shownMoments = new Map();

  // Every second row of each kind goes when there are too many: those with measures of the outcome are rarer.
  function thin(rows) {
    if (rows.length <= mostRows) { return rows; }
    const outcomes = state.setup.columns.map((column, place) => [column, place])
      .filter(([column]) => column.role === "outcome").map((pair) => pair[1]);
    const counts = [0, 0];
    return rows.filter((row) => {
      const kind = outcomes.some((place) => row[place] !== null && row[place] !== undefined) ? 1 : 0;
      counts[kind] += 1;
      return counts[kind] % 2 === 0;
    });
  }

  function take(news, isWhole) {
    const rows = isWhole ? [] : state.rows || [];
    if (isWhole) { state = {}; }
    const setup = news.setup && JSON.stringify(news.setup.columns);
    for (const part of Object.keys(news)) { if (part !== "rows") { state[part] = news[part]; } }
    state.rows = thin(rows.concat(news.rows || []));
    if (setup && setup !== take.setup) {
      take.setup = setup;
      Curves.build(find("curves"), news.setup.columns);
    }
    if (news.moments || isWhole) { takeMoments(); }
    if (!drawn) { drawn = true; requestAnimationFrame(draw); }
  }

  function takeMoments() {
    const isAtEnd = chosen === null;
    moments = state.moments || [];
    const slider = find("moment");
    find("slider").hidden = moments.length === 0 && !(state.game && state.game.orbit.length > 2);
    slider.max = String(state.game ? 200 : moments.length);
    if (isAtEnd) { slider.value = slider.max; }
  }

  const steps = (count) => Number(count).toLocaleString("en");

  const isPaused = (head) => head.status === "training" && !!state.wheel && state.wheel.pausedAfter !== null;
  // The word that a run has paused may come before the word on its last step.
  const shownStepOf = (head) => (isPaused(head) ? state.wheel.pausedAfter : head.step);

  function statusText(head) {
    if (state.study) {
      return steps(head.step) + " of " + steps(head.total) + " runs are over"
        + (head.status === "completed" ? ": completed" : "");
    }
    const rate = head.stepsPerSecond, step = shownStepOf(head), total = " of " + steps(head.total);
    return isPaused(head) ? "paused, step " + steps(step) + total
      : head.status + ", step " + steps(step) + total + (rate ? ", " + steps(Math.round(rate)) + " steps a second" : "");
  }

  function showHead(head) {
    find("title").textContent = head.title || "gantrain";
    document.title = (head.title || "gantrain") + " – gantrain";
    find("status").textContent = statusText(head);
    const bar = find("progress");
    bar.max = Math.max(1, head.total);
    bar.value = shownStepOf(head);
  }

  // The step up to which everything is shown; Infinity for the newest.
  const shownStep = () => (chosen === null ? Infinity : chosen);

  function describe(id, words, speaks) { if (speaks) { find(id).setAttribute("aria-label", words); } }

  function drawGame(speaks) {
    const until = chosen === null ? 1 : Number(find("moment").value) / 200;
    const end = Plane.drawGame(find("game"), state.game, state.picture && state.picture.position, until);
    find("game-axes").textContent = "Across: " + state.game.axes[0] + ". Up: " + state.game.axes[1] + ".";
    if (!end) { return; }
    describe("game", "Orbit of the players: the generator at " + end[0].toPrecision(3) + ", the discriminator at "
      + end[1].toPrecision(3), speaks);
  }

  function drawPoints(picture, speaks) {
    const { setup } = state, isLine = setup.dimensions === 1, packs = setup.packing > 1;
    if (isLine) {
      Plane.drawLine(find("line"), setup, picture);
    } else {
      Plane.draw(find("plane"), setup, picture);
      Plane.drawDensities(find("densities"), setup, picture);
    }
    find("about-surface").hidden = !picture.surface;
    find("about-arrows").hidden = !picture.surface || picture.surface.arrows.length === 0;
    find("about-packs").hidden = !packs;
    find("about-packs").textContent = "The discriminator sees " + setup.packing
      + " points at a time, so a single point has no score.";
    describe(isLine ? "line" : "plane", "Samples of the generator over the data at step " + steps(picture.step)
      + (picture.surface ? ", with the discriminator's scores" : ""), speaks);
  }

  function drawPictures(speaks) {
    const isGame = !!(state.game && state.game.orbit.length > 1), isLine = state.setup && state.setup.dimensions === 1;
    const picture = chosen !== null && !isGame ? shownMoments.get(chosen) : state.picture;
    const shows = !isGame && !!picture && picture.samples.length > 0;
    find("pictures").hidden = !isGame && !shows;
    find("game-figure").hidden = !isGame;
    find("line-figure").hidden = !shows || !isLine;
    find("plane-figure").hidden = find("densities-figure").hidden = !shows || isLine;
    if (isGame) { drawGame(speaks); } else if (shows) { drawPoints(picture, speaks); }
    const word = find("moment-step");
    word.textContent = chosen === null ? "newest" : "step " + steps(chosen);
    find("moment").setAttribute("aria-valuetext", word.textContent);
  }

  function showNotes(notes) {
    if (notes === showNotes.shown) { return; }
    showNotes.shown = notes;
    find("notes-section").hidden = notes.length === 0;
    find("notes").replaceChildren(...notes.map((note) => {
      const item = document.createElement("li");
      item.textContent = note;
      return item;
    }));
  }

  function draw() {
    drawn = false;
    if (!state.head) { return; }
    // Words for a screen reader change now and then, and at the end.
    const now = Date.now(), speaks = now - spoken > 2000;
    if (speaks) { spoken = now; } else if (!later) { later = setTimeout(() => { later = 0; redraw(); }, 2100); }
    showHead(state.head);
    Wheel.show(state.wheel, hasEnded || state.head.status !== "training");
    if (find("slider").hidden && state.game) { takeMoments(); }
    drawPictures(speaks);
    const rows = state.rows || [];
    const last = rows.length ? rows[rows.length - 1][0] : 0;
    Curves.draw(rows, state.study ? 0 : Math.max(last, 1), shownStep(), speaks);
    Study.show(state.study, state.curves);
    showNotes(state.notes || []);
    document.documentElement.dataset.step = String(shownStepOf(state.head));
  }

  const redraw = () => { if (!drawn) { drawn = true; requestAnimationFrame(draw); } };

  async function choose() {
    const slider = find("moment"), place = Number(slider.value);
    if (place >= Number(slider.max)) {
      chosen = null;
    } else if (state.game) {
      const rows = state.rows || [];
      chosen = rows.length ? rows[Math.min(rows.length - 1, Math.round(place / 200 * rows.length))][0] : null;
    } else {
      chosen = moments[place];
      if (!shownMoments.has(chosen)) {
        const step = chosen, reply = await fetch(address("moment", "&step=" + step)).catch(() => null);
        if (!reply || !reply.ok) { return; }
        if (shownMoments.size > 60) { shownMoments.delete(shownMoments.keys().next().value); }
        shownMoments.set(step, await reply.json());
      }
    }
    redraw();
  }

  async function post(command) {
    const word = find("wheel-word");
    word.textContent = "";
    try {
      const reply = await fetch(address("wheel"), {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(command) });
      const told = await reply.json();
      if (told.refused) { word.textContent = told.refused; }
    } catch (error) {
      word.textContent = "The run cannot be reached.";
    }
  }

  function listen() {
    const source = new EventSource(address("events"));
    source.addEventListener("open", () => { find("connection").textContent = ""; });
    source.addEventListener("state", (event) => take(JSON.parse(event.data), true));
    source.addEventListener("change", (event) => take(JSON.parse(event.data), false));
    source.addEventListener("end", () => {
      hasEnded = true;
      source.close();
      find("connection").textContent = "This page hears no more: gantrain has ended. What it shows stays.";
      redraw();
    });
    source.addEventListener("error", () => {
      if (!hasEnded) { find("connection").textContent = "The connection is lost. Trying again."; }
    });
  }

  find("moment").addEventListener("input", choose);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  window.addEventListener("resize", redraw);
  Wheel.start(post);
  listen();
})();
