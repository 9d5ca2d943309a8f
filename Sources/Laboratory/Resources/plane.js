"use strict";
// Pictures of the plane: samples over data, the discriminator as colours and arrows, an orbit in its field.
const Plane = (() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

  // A canvas as many pixels wide as the screen has for it. What it returns draws in CSS pixels.
  function surface(canvas) {
    const box = canvas.getBoundingClientRect(), ratio = window.devicePixelRatio || 1;
    const width = Math.max(1, Math.round(box.width * ratio)), height = Math.max(1, Math.round(box.height * ratio));
    if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, box.width, box.height);
    return { pen, width: box.width, height: box.height };
  }

  const rgb = (text) => [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));

  // Scores as colours: of a critic only differences count, so its median is the middle.
  function heat(found) {
    const { columns, rows, scores } = found;
    const finite = scores.filter((score) => score !== null);
    const sorted = found.meaning === "critic" ? finite.slice().sort((a, b) => a - b) : [];
    const middle = sorted.length ? sorted[sorted.length >> 1] : 0;
    const most = finite.reduce((most, score) => Math.max(most, Math.abs(score - middle)), 1e-30);
    const [low, centre, high] = ["low", "middle", "high"].map((name) => rgb(colour(name)));
    const canvas = document.createElement("canvas");
    canvas.width = columns;
    canvas.height = rows;
    const pen = canvas.getContext("2d"), image = pen.createImageData(columns, rows);
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const score = scores[row * columns + column], share = score === null ? 0 : (score - middle) / most;
        const end = share < 0 ? low : high, weight = Math.sqrt(Math.abs(share));
        const at = 4 * ((rows - 1 - row) * columns + column);
        for (let part = 0; part < 3; part += 1) {
          image.data[at + part] = centre[part] + weight * (end[part] - centre[part]);
        }
        image.data[at + 3] = 255;
      }
    }
    pen.putImageData(image, 0, 0);
    return canvas;
  }

  function placer(frame, width, height) {
    return (x, y) => [
      (x - frame.x + frame.half) / (2 * frame.half) * width, (frame.y + frame.half - y) / (2 * frame.half) * height];
  }

  function arrows(pen, starts, directions, place, cell) {
    let longest = 0;
    for (let at = 0; at < directions.length; at += 2) {
      longest = Math.max(longest, Math.hypot(directions[at], directions[at + 1]));
    }
    if (!(longest > 0)) { return; }
    pen.strokeStyle = colour("arrow");
    pen.globalAlpha = 0.75;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let at = 0; at < directions.length; at += 2) {
      const size = Math.hypot(directions[at], directions[at + 1]);
      if (!(size > 0)) { continue; }
      // The square root shows weak arrows beside strong ones.
      const length = cell * (0.15 + 0.7 * Math.sqrt(size / longest));
      const [x, y] = place(starts[at], starts[at + 1]);
      const dx = directions[at] / size * length, dy = -directions[at + 1] / size * length;
      const [endX, endY] = [x + dx / 2, y + dy / 2];
      pen.moveTo(x - dx / 2, y - dy / 2);
      pen.lineTo(endX, endY);
      pen.lineTo(endX - dx * 0.3 + dy * 0.18, endY - dy * 0.3 - dx * 0.18);
      pen.moveTo(endX, endY);
      pen.lineTo(endX - dx * 0.3 - dy * 0.18, endY - dy * 0.3 + dx * 0.18);
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  // All in one path, which draws several times as fast as one after another.
  function dots(pen, points, place, radius, fill, edge) {
    pen.beginPath();
    for (let at = 0; at + 1 < points.length; at += 2) {
      if (points[at] === null || points[at + 1] === null) { continue; }
      const [x, y] = place(points[at], points[at + 1]);
      pen.moveTo(x + radius, y);
      pen.arc(x, y, radius, 0, 2 * Math.PI);
    }
    if (edge) { pen.strokeStyle = edge; pen.lineWidth = 1; pen.stroke(); }
    pen.fillStyle = fill;
    pen.fill();
  }

  function rings(pen, points, place, radius) {
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [x, y] = place(points[at], points[at + 1]);
      for (const [style, width] of [[colour("edge"), 4], [colour("ink"), 1.6]]) {
        pen.strokeStyle = style;
        pen.lineWidth = width;
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        pen.stroke();
      }
    }
  }

  // What the players of a GAN do, at one moment.
  function draw(canvas, setup, picture) {
    const { pen, width, height } = surface(canvas), place = placer(setup.frame, width, height);
    const found = picture && picture.surface;
    if (found) {
      const [left, top] = place(found.left, found.top), [right, bottom] = place(found.right, found.bottom);
      pen.imageSmoothingEnabled = true;
      pen.drawImage(heat(found), left, top, right - left, bottom - top);
      arrows(pen, found.arrows, found.slopes, place, width / Math.max(2, Math.sqrt(found.arrows.length / 2)));
    }
    const size = Math.max(1.2, width / 280);
    pen.globalAlpha = 0.55;
    dots(pen, setup.target, place, 0.8 * size, colour("target"));
    pen.globalAlpha = 1;
    if (picture) { dots(pen, picture.samples, place, size, colour("sample"), colour("edge")); }
    rings(pen, setup.modes, place, 2.6 * size);
  }

  // The players of a game with a known answer, one number each. `until`: how much of the orbit is shown, from 0 to 1.
  function drawGame(canvas, game, position, until) {
    const { pen, width, height } = surface(canvas), place = placer(game.frame, width, height);
    const starts = [], directions = [];
    for (let at = 0; at < game.field.length; at += 4) {
      starts.push(game.field[at], game.field[at + 1]);
      directions.push(game.field[at + 2], game.field[at + 3]);
    }
    arrows(pen, starts, directions, place, width / Math.max(2, Math.sqrt(starts.length / 2)));
    const count = Math.max(1, Math.round(until * game.orbit.length / 2));
    pen.strokeStyle = colour("sample");
    pen.lineWidth = 1.6;
    pen.beginPath();
    let end = null;
    for (let at = 0; at < count && 2 * at + 1 < game.orbit.length; at += 1) {
      const [x, y] = [game.orbit[2 * at], game.orbit[2 * at + 1]];
      if (x === null || y === null) { continue; }
      const at2 = place(x, y);
      if (end) { pen.lineTo(at2[0], at2[1]); } else { pen.moveTo(at2[0], at2[1]); }
      end = [x, y];
    }
    pen.stroke();
    rings(pen, game.equilibria, place, 5);
    // The discriminator's number comes first.
    if (until === 1 && position && position.length === 2) { end = [position[1], position[0]]; }
    if (end) { dots(pen, end, place, 5, colour("sample"), colour("edge")); }
    return end;
  }

  return { draw, drawGame, surface, colour };
})();
