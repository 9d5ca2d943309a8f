"use strict";
// Pictures of a game of a few numbers: the orbit in its field, and the Dirac-GAN on its line.
const Game = (() => {
  const { word } = Controls;

  // Which numbers are drawn across and up: the generator's first and the discriminator's first, whose numbers come first.
  const axes = (game) => [Math.min(game.position.length - 1, Math.floor((game.position.length + 1) / 2)), 0];

  const hasLine = (game) => game.kind === "numbers" && game.position.length === 2 && game.game === "dirac";

  // The way so far, from the start on, as x, y, x, y, ….
  function orbit({ game, start, table }) {
    const names = axes(game), places = names.map((index) =>
      game.columns.findIndex((each) => each.name === game.position[index]) + 1);
    return names.map((index) => start[index]).concat(table.rows.flatMap((row) => places.map((place) => row[place])));
  }

  function draw(method) {
    const { game, picture } = method, [across, up] = axes(game), area = Run.frame(), field = [];
    for (let at = 0; picture.field && at < picture.field.length; at += 2) {
      const { starts } = picture;
      field.push(starts[at + across], starts[at + up], picture.field[at + across], picture.field[at + up]);
    }
    Plane.drawGame(method.canvas, {
      frame: area, field, orbit: orbit(method), equilibria: game.equilibria.flatMap((rest) => [rest[across], rest[up]]),
    }, null, 1);
    names(method.canvas, game, across, up);
    if (method.line) { drawLine(method.line, picture.position[across], picture.position[up], area.half); }
  }

  function names(canvas, game, across, up) {
    const pen = canvas.getContext("2d"), box = canvas.getBoundingClientRect();
    pen.save();
    pen.font = "12px system-ui, 'Liberation Sans', Arial, sans-serif";
    pen.fillStyle = Plane.colour("ink");
    pen.strokeStyle = Plane.colour("paper");
    pen.lineWidth = 5;
    pen.lineJoin = "round";
    const write = (text, x, y, align, baseline) => {
      pen.textAlign = align;
      pen.textBaseline = baseline;
      pen.strokeText(text, x, y);
      pen.fillText(text, x, y);
    };
    write(game.position[across] + " →", box.width - 6, box.height - 6, "right", "bottom");
    write("↑ " + game.position[up], 6, 6, "left", "top");
    pen.restore();
  }

  // The Dirac-GAN as it is played: a line of scores D(x) = -ψx over the data point 0 and the generator's point θ.
  function drawLine(canvas, theta, psi, half) {
    const { pen, width, height } = Plane.surface(canvas);
    const across = (x) => (x + half) / (2 * half) * width, base = height - 26;
    const score = (x) => base / 2 + 4 + psi * x * (base / 2 - 6) / (half * half) * 1.6;
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, width, base + 2);
    pen.clip();
    pen.strokeStyle = Plane.colour("ink");
    pen.lineWidth = 1.8;
    pen.beginPath();
    pen.moveTo(0, score(-half));
    pen.lineTo(width, score(half));
    pen.stroke();
    pen.restore();
    pen.strokeStyle = Plane.colour("line");
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(0, base + 0.5);
    pen.lineTo(width, base + 0.5);
    pen.stroke();
    const mark = (x, fill, text) => {
      pen.fillStyle = Plane.colour(fill);
      pen.beginPath();
      pen.arc(across(x), base, 5, 0, 2 * Math.PI);
      pen.fill();
      pen.fillStyle = Plane.colour("ink");
      pen.textAlign = "center";
      pen.textBaseline = "top";
      pen.fillText(text, Math.min(width - 12, Math.max(12, across(x))), base + 7);
    };
    pen.font = "12px system-ui, 'Liberation Sans', Arial, sans-serif";
    mark(0, "data", "0");
    mark(Math.max(-half, Math.min(half, theta)), "samples", "θ");
    canvas.setAttribute("aria-label", "The generator's point is at " + word(theta) + ", the data are at 0; the score falls by "
      + word(psi) + " from left to right over a length of 1.");
  }

  const short = (value) => word(Number(value.toPrecision(3)));

  function reading({ game, picture }) {
    if (!picture) { return ""; }
    const { position } = picture, numbers = game.position.map((name, index) => name + " = " + short(position[index]));
    const distances = game.equilibria.map((rest) => Math.hypot(...rest.map((value, index) => position[index] - value)));
    const distance = distances.length ? "; distance from the equilibrium " + short(Math.min(...distances)) : "";
    return numbers.join(", ") + distance + ".";
  }

  // What the pictures show, for the caption above them.
  function words(game) {
    const { swatch } = Controls;
    const field = game.position.length === 2 ? ["Arrows: where a small step of both would lead. "] : [];
    const line = !hasLine(game) ? [] : [
      "The strip is the game itself: ", swatch("data", "the data,"), " one point at 0, ", swatch("samples", "the generator's point"),
      " θ, and ", swatch("pen", "the score,"), " a line of slope −ψ. The generator moves uphill."];
    return ["Across: a number of the generator. Up: a number of the discriminator. ", swatch("way", "Their way"), " so far, and ",
      swatch("mode", "the equilibrium,"), " where neither wants to move. ", ...field, ...line];
  }

  return { draw, reading, words, hasLine };
})();
