"use strict";
// The curves of all methods over the steps, a chart for each quantity.
const Curves = (() => {
  const { element, word } = Controls;
  let charts = [];

  const sentences = {
    distance: "How far both players are from where they would rest. A straight line downwards means that every step takes the "
      + "same share of the way.",
    position: "This number of the players, step by step.",
    modes: "How many modes of the data have a sample nearer than three standard deviations.",
    quality: "The share of samples, in percent, nearer than three standard deviations to a mode. A perfect generator has 98.9 %.",
    slicedW1: "Sliced W₁: how far samples must move on average to lie as the data do, seen from 16 directions. 500 points; two "
      + "draws of the data are not at 0 either.",
    loss: "What this player minimizes, penalties included. By itself it says little: the other player moves it, too.",
    norm: "How long this player's gradient is. It falls towards 0 where the player comes to rest.",
  };
  const capital = (title) => title.charAt(0).toUpperCase() + title.slice(1);

  const place = (game, name) => game.columns.findIndex((each) => each.name === name) + 1;

  // What a chart draws of a method: [step, value] of a column, or of what was told of its samples.
  const column = (name) => ({ game, table }) => {
    const at = place(game, name);
    return at > 0 ? table.rows.map((row) => [row[0], row[at]]) : [];
  };
  const mark = (at, factor = 1) => ({ marks }) => marks.rows.filter((row) => row[at] !== undefined)
    .map((row) => [row[0], factor * row[at]]);

  // From the players' position to the nearest equilibrium.
  function distances({ game, table }) {
    const places = game.position.map((name) => place(game, name));
    return table.rows.map((row) => [row[0], Math.min(...game.equilibria.map((rest) => Math.hypot(
      ...places.map((at, index) => row[at] - rest[index]))))]);
  }

  function ofNumbers(games) {
    const distance = {
      heading: "Distance from the equilibrium", isLogarithmic: true, lines: distances, words: sentences.distance,
    };
    return (games.every((game) => game.equilibria.length) ? [distance] : []).concat(games[0].position.map((name) => (
      { heading: name + " over the steps", lines: column(name), words: sentences.position })));
  }

  function ofSamples(methods) {
    const total = Math.max(...methods.map((method) => (method.modes ? method.modes.centres.length / 2 : 0)));
    const coverage = [
      { heading: "Modes covered", ends: [0, total], lines: mark(1), unit: " of " + total, words: sentences.modes },
      { heading: "Samples of high quality", ends: [0, 100], lines: mark(2, 100), unit: " %", words: sentences.quality },
    ];
    return (total > 0 ? coverage : []).concat([
      { heading: "Distance from the data", isLogarithmic: true, lines: mark(3), words: sentences.slicedW1 }]);
  }

  // Columns of one role, each once.
  function ofRole(games, role) {
    const found = new Map(games.flatMap((game) => game.columns).filter((about) => about.role === role)
      .map((about) => [about.name, about]));
    return [...found.values()].map((about) => ({
      heading: capital(about.title), lines: column(about.name), isLogarithmic: about.scale === "log", words: sentences[role] }));
  }

  function build(methods) {
    const games = methods.map((method) => method.game);
    const planned = (games[0].kind === "numbers" ? ofNumbers(games) : ofSamples(methods))
      .concat(ofRole(games, "loss"), ofRole(games, "norm"));
    charts = planned.map((chart) => ({
      ...chart, canvas: element("canvas", { class: "chart", role: "img", "aria-label": chart.heading }),
      values: methods.map(() => element("b", {}, "–")),
    }));
    document.getElementById("curves").replaceChildren(...charts.map((chart) => figure(chart, methods)));
  }

  function figure({ heading, canvas, values, words }, methods) {
    const key = methods.map((method, index) => element("li", {},
      element("i", { class: "s" + method.colour }), method.title + " ", values[index]));
    return element("figure", {}, element("h3", {}, heading), canvas, element("ul", { class: "key" }, ...key),
      element("figcaption", {}, words));
  }

  function drawChart(chart, methods, speaks) {
    const lines = methods.map((method) => ({ colour: "c" + method.colour, points: chart.lines(method) }));
    const { isLogarithmic, ends } = chart;
    Chart.plot(chart.canvas, lines, { isLogarithmic, ends, lastStep: Math.max(10, Run.step) });
    lines.forEach(({ points }, index) => {
      const last = points.length ? points[points.length - 1][1] : null;
      chart.values[index].textContent = last === null ? "–" : word(Number(last.toPrecision(3))) + (chart.unit || "");
    });
    if (speaks) {
      const values = methods.map((method, index) => method.title + " " + chart.values[index].textContent);
      chart.canvas.setAttribute("aria-label", chart.heading + ": " + values.join(", "));
    }
  }

  function draw(methods, speaks) {
    for (const chart of charts) { drawChart(chart, methods, speaks); }
  }

  return { build, draw };
})();
