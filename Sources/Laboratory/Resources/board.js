"use strict";
// What is seen of the methods: a column for each with its picture and its numbers, and the curves of all.
const Board = (() => {
  const { element, word, swatch } = Controls;
  const find = (id) => document.getElementById(id);
  let shownAt = { curves: -Infinity, spoken: -Infinity };

  function buildColumn(method, changed) {
    const { game } = method, hasLine = Game.hasLine(game);
    method.canvas = element("canvas", { class: "square", role: "img" });
    method.line = hasLine ? element("canvas", { class: "line", role: "img" }) : null;
    method.reading = element("p", { class: "reading" });
    method.sliders = new Map(game.numbers.map((number) => [number.key,
      Controls.slider(game.name, number, method.numbers.get(number.key), (value) => changed(game.name, number.key, value))]));
    const picture = element("div", {}, method.canvas, ...(hasLine ? [method.line] : []), method.reading);
    const numbers = element("div", { class: "numbers" }, ...[...method.sliders.values()].map((slider) => slider.row));
    return element("figure", { class: "method", "data-method": game.name },
      element("h3", {}, element("i", { class: "s" + method.colour }), method.title),
      element("div", { class: "parts" }, picture, numbers));
  }

  // `changed` is told: the method's name, the key, the value.
  function build(methods, changed) {
    const { game } = methods[0];
    find("board").replaceChildren(...methods.map((method) => buildColumn(method, changed)));
    find("picture-words").replaceChildren(...(game.kind === "numbers" ? Game.words(game) : game.width === 1 ? lineWords() : planeWords()));
    Curves.build(methods);
    facts(methods);
  }

  const planeWords = () => [
    "Each picture shows ", swatch("samples", "{samples}"), " of the generator over ", swatch("data", "{data}"), "; ",
    swatch("mode", "{centre}."), " Colours are the discriminator's score: ", swatch("low", "“{generated}”,"), " ",
    swatch("high", "“{real}”;"), " each picture has its own scale. Arrows point to where the score grows: that is where the ",
    "generator sends its points."];

  const lineWords = () => [
    "Each picture shows how dense ", swatch("samples", "{samples}"), " of the generator and ", swatch("data", "{data}"),
    " are along a line; short bar: {centre}. Above is the discriminator's score: the generator sends its points to where ",
    "it is higher."];

  // What trains, in a table: a row for each setting, a column for each method.
  function facts(methods) {
    const names = [...new Set(methods.flatMap((method) => method.game.settings.map(([name]) => name)))];
    const value = (method, name) => {
      const found = method.game.settings.find(([other]) => other === name);
      return found ? String(found[1]) : "–";
    };
    const head = element("tr", {}, element("td"), ...methods.map((method) => element("th", { scope: "col" }, method.title)));
    const body = names.map((name) => element("tr", {}, element("th", { scope: "row" }, name),
      ...methods.map((method) => element("td", {}, value(method, name)))));
    const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
    find("facts-list").replaceChildren(
      element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Settings" }, table));
  }

  const percent = (share) => (100 * share).toFixed(1) + " %";

  function reading(method) {
    const { diverged, game, marks, modes } = method;
    if (diverged) {
      return `Diverged at step ${diverged.step.toLocaleString("en")}: ${diverged.what} is not a finite number.`;
    }
    if (game.kind === "numbers") { return Game.reading(method); }
    if (marks.rows.length === 0) { return "Samples are judged every 50 steps."; }
    const [, covered, quality, distance] = marks.rows[marks.rows.length - 1];
    const words = "distance from the data " + word(Number(distance.toPrecision(2))) + ".";
    return covered === undefined ? "Sliced " + words
      : `${covered} of ${modes.centres.length / 2} modes, ${percent(quality)} of high quality, ${words}`;
  }

  function drawMethod(method, area, speaks) {
    const { picture, canvas, target, modes } = method, text = reading(method);
    if (picture && method.game.kind === "numbers") {
      Game.draw(method);
    } else if (picture) {
      const draw = method.game.width === 1 ? Plane.drawLine : Plane.draw;
      draw(canvas, { frame: area, target, modes: modes ? modes.centres : [] }, picture);
    }
    method.reading.textContent = text;
    method.reading.classList.toggle("fails", method.diverged !== null);
    if (speaks) { canvas.setAttribute("aria-label", `${method.title} at step ${Run.step}. ${text}`); }
  }

  // Pictures are drawn each time, curves at most five times a second, and a screen reader is told once a second.
  function draw(isAll) {
    const { methods } = Run, now = performance.now(), speaks = isAll || now - shownAt.spoken > 1000;
    if (methods.length === 0) { return; }
    const area = Run.frame();
    for (const method of methods) { drawMethod(method, area, speaks); }
    if (isAll || now - shownAt.curves > 200) {
      Curves.draw(methods, speaks);
      shownAt.curves = now;
    }
    if (speaks) { shownAt.spoken = now; }
  }

  // Sliders as the numbers of the methods are.
  function showNumbers() {
    for (const method of Run.methods) {
      for (const number of method.game.numbers) {
        const last = Run.changes.filter((change) => change[2] === number.key && Run.applies(method)(change)).pop();
        const isOwn = !last || last[3] === null;
        method.sliders.get(number.key).show(isOwn ? number.value : last[3], isOwn && number.isSchedule);
      }
    }
  }

  return { build, draw, showNumbers };
})();
