"use strict";
// Pictures of points: samples over data, the discriminator as colours and arrows, densities, an orbit in its field. They
// know nothing of where their numbers come from. Colours are those of the page, under the names of PageColours.
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
    dots(pen, setup.target, place, 0.8 * size, colour("data"));
    pen.globalAlpha = 1;
    if (picture) { dots(pen, picture.samples, place, size, colour("samples"), colour("edge")); }
    rings(pen, setup.modes, place, 2.6 * size);
  }

  // Points of a line: how dense the data and the samples are, and the discriminator's score above.
  function drawLine(canvas, setup, picture) {
    const { pen, width, height } = surface(canvas), { x, half } = setup.frame;
    const across = (value) => (value - x + half) / (2 * half) * width;
    const found = picture && picture.surface, floor = height - 22, roof = found ? height * 0.4 : 24;
    const data = lineDensity(setup.target, setup.frame), made = lineDensity(picture ? picture.samples : [], setup.frame);
    const most = Math.max(...data, ...made, 1e-30);
    const trace = (density) => density.forEach((value, place) => {
      pen.lineTo((place + 0.5) / density.length * width, floor - value / most * (floor - roof - 20));
    });
    pen.font = "11px system-ui, 'Liberation Sans', Arial, sans-serif";
    pen.fillStyle = colour("data");
    pen.globalAlpha = 0.45;
    pen.beginPath();
    pen.moveTo(0, floor);
    trace(data);
    pen.lineTo(width, floor);
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = colour("samples");
    pen.lineWidth = 2;
    pen.beginPath();
    trace(made);
    pen.stroke();
    pen.strokeStyle = colour("ink");
    pen.lineWidth = 1.6;
    for (let at = 0; at < setup.modes.length; at += 2) {
      pen.beginPath();
      pen.moveTo(across(setup.modes[at]), floor - 7);
      pen.lineTo(across(setup.modes[at]), floor + 3);
      pen.stroke();
    }
    pen.strokeStyle = colour("line");
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(0, floor + 0.5);
    pen.lineTo(width, floor + 0.5);
    pen.stroke();
    pen.fillStyle = colour("quiet");
    pen.textBaseline = "top";
    for (const [share, align] of [[0, "left"], [0.25, "center"], [0.5, "center"], [0.75, "center"], [1, "right"]]) {
      pen.textAlign = align;
      const value = x - half + 2 * half * share;
      pen.fillText(Number(value.toPrecision(3)).toString().replace("-", "\u2212"), width * share + (align === "left" ? 4 : align === "right" ? -4 : 0), floor + 5);
    }
    pen.textAlign = "left";
    pen.fillText("density", 6, roof + 6);
    if (found) { drawScores(pen, found, across, width, roof); }
  }

  // How often points fall near each of many places of a line, smoothed.
  function lineDensity(points, frame) {
    const cells = 100, counts = new Array(cells).fill(0);
    for (let at = 0; at < points.length; at += 2) {
      const cell = Math.floor((points[at] - frame.x + frame.half) / (2 * frame.half) * cells);
      if (points[at] !== null && cell >= 0 && cell < cells) { counts[cell] += 1; }
    }
    const smooth = (all) => all.map((value, at) => (2 * value + (all[at - 1] || 0) + (all[at + 1] || 0)) / 4);
    return smooth(smooth(counts)).map((count) => count / Math.max(1, points.length / 2));
  }

  // A discriminator's scores along a line, above what is drawn of its points.
  function drawScores(pen, found, across, width, roof) {
    const finite = found.scores.filter((score) => score !== null);
    if (!finite.length) { return; }
    const low = Math.min(...finite, found.meaning === "logit" ? 0 : Infinity);
    const high = Math.max(...finite, found.meaning === "logit" ? 0 : -Infinity);
    const up = (score) => roof - 14 - (score - low) / Math.max(1e-30, high - low) * (roof - 42);
    const step = (found.right - found.left) / Math.max(1, found.columns - 1);
    if (found.meaning === "logit") {
      pen.strokeStyle = colour("grid");
      pen.beginPath();
      pen.moveTo(0, up(0));
      pen.lineTo(width, up(0));
      pen.stroke();
    }
    pen.strokeStyle = colour("c0");
    pen.lineWidth = 2;
    pen.beginPath();
    found.scores.forEach((score, place) => {
      if (score !== null) { pen.lineTo(across(found.left + place * step), up(score)); }
    });
    pen.stroke();
    const words = (value) => Number(value.toPrecision(3)).toString().replace("-", "\u2212");
    pen.textBaseline = "top";
    pen.fillText("score of the discriminator, from " + words(low) + " to " + words(high), 6, 6);
  }

  // How dense points are, smoothed, row after row from the top.
  function density(points, frame, cells) {
    let counts = new Array(cells * cells).fill(0);
    for (let at = 0; at + 1 < points.length; at += 2) {
      const column = Math.floor((points[at] - frame.x + frame.half) / (2 * frame.half) * cells);
      const row = Math.floor((frame.y + frame.half - points[at + 1]) / (2 * frame.half) * cells);
      if (points[at] === null || points[at + 1] === null) { continue; }
      if (column >= 0 && column < cells && row >= 0 && row < cells) { counts[row * cells + column] += 1; }
    }
    const weights = [1, 4, 6, 4, 1];
    for (const stride of [1, cells]) {
      counts = counts.map((_, at) => {
        const place = stride === 1 ? at % cells : Math.floor(at / cells);
        let sum = 0;
        weights.forEach((weight, offset) => {
          const other = place + offset - 2;
          if (other >= 0 && other < cells) { sum += weight * counts[at + (offset - 2) * stride]; }
        });
        return sum / 16;
      });
    }
    return counts.map((count) => count / Math.max(1, points.length / 2));
  }

  // Densities of the data, left, and of the samples, right, on one scale of colours.
  function drawDensities(canvas, setup, picture) {
    const { pen, width, height } = surface(canvas), cells = 56, gap = 8;
    const side = Math.min(height, (width - gap) / 2);
    const both = [setup.target, picture ? picture.samples : []].map((points) => density(points, setup.frame, cells));
    const most = Math.max(...both[0], ...both[1], 1e-30), [from, to] = ["paper", "c0"].map((name) => rgb(colour(name)));
    both.forEach((shares, place) => {
      const small = document.createElement("canvas");
      small.width = cells;
      small.height = cells;
      const ink = small.getContext("2d"), image = ink.createImageData(cells, cells);
      shares.forEach((share, at) => {
        const weight = Math.sqrt(share / most);
        for (let part = 0; part < 3; part += 1) { image.data[4 * at + part] = from[part] + weight * (to[part] - from[part]); }
        image.data[4 * at + 3] = 255;
      });
      ink.putImageData(image, 0, 0);
      pen.drawImage(small, place * (side + gap), 0, side, side);
      pen.strokeStyle = colour("line");
      pen.lineWidth = 1;
      pen.strokeRect(place * (side + gap) + 0.5, 0.5, side - 1, side - 1);
    });
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
    // Points of the orbit may have been left out: `places` are those of the others among `count`.
    const count = Math.max(1, game.places ? game.places.filter((place) => place <= until * (game.count - 1)).length
      : Math.round(until * game.orbit.length / 2));
    pen.strokeStyle = colour("samples");
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
    if (end) { dots(pen, end, place, 5, colour("samples"), colour("edge")); }
    return end;
  }

  return { draw, drawLine, drawDensities, drawGame, surface, colour };
})();
