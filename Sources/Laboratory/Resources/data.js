"use strict";
// Data to choose from, all as points with normal noise around them, and a board to draw others on.
const Data = (() => {
  const around = (count, point) => Array.from({ length: count }, (_, index) => point(index, index / count)).flat();

  // Sizes are those of a frame from -2 to 2.
  const shapes = {
    ring: {
      title: "eight Gaussians on a ring", noise: 0.02, modes: true,
      points: () => around(8, (_, share) => [2 * Math.cos(2 * Math.PI * share), 2 * Math.sin(2 * Math.PI * share)]),
    },
    grid: {
      title: "a grid of 25 Gaussians", noise: 0.05, modes: true,
      points: () => around(25, (index) => [index % 5 - 2, Math.floor(index / 5) - 2]),
    },
    gaussian: { title: "one Gaussian", noise: 0.5, modes: true, points: () => [0, 0] },
    circle: {
      title: "a circle", noise: 0.02, modes: false,
      points: () => around(360, (_, share) => [1.7 * Math.cos(2 * Math.PI * share), 1.7 * Math.sin(2 * Math.PI * share)]),
    },
    moons: {
      title: "two moons", noise: 0.08, modes: false,
      points: () => around(200, (_, share) => [1.3 * Math.cos(Math.PI * share) - 0.65, 1.3 * Math.sin(Math.PI * share) - 0.35])
        .concat(around(200, (_, share) => [0.65 - 1.3 * Math.cos(Math.PI * share), 0.35 - 1.3 * Math.sin(Math.PI * share)])),
    },
    spiral: {
      title: "a spiral", noise: 0.04, modes: false,
      points: () => around(400, (_, share) => {
        const angle = Math.PI * (0.5 + 3 * share), radius = angle * 2 / (3.5 * Math.PI);
        return [radius * Math.cos(angle), radius * Math.sin(angle)];
      }),
    },
  };

  const drawnNoise = 0.05, mostPoints = 400;
  let points = [], frame = { x: 0, y: 0, half: 2.6 }, pen = [0, 0], last = null, isDown = false;
  const find = (id) => document.getElementById(id);

  // Keeps to the grid of the address, so that a link trains on the very points.
  function add(x, y) {
    if (points.length >= 2 * mostPoints) { return; }
    const [px, py] = Link.unpacked(Link.packed([x, y], frame), frame);
    const end = points.length;
    if (end && points[end - 2] === px && points[end - 1] === py) { return; }
    points.push(px, py);
  }

  // From the last point on, a point for each place of the grid that the pen has crossed.
  function line(x, y) {
    const pieces = last ? Math.min(64, Math.ceil(Math.hypot(x - last[0], y - last[1]) / (frame.half / 24))) : 1;
    for (let piece = 1; piece <= pieces; piece += 1) {
      const share = piece / pieces;
      add(last ? last[0] + share * (x - last[0]) : x, last ? last[1] + share * (y - last[1]) : y);
    }
    last = [x, y];
  }

  // Lines at whole numbers show where the data of other shapes would lie.
  function ruled(brush, place, width, height) {
    brush.strokeStyle = Plane.colour("grid");
    brush.lineWidth = 1;
    brush.beginPath();
    for (let at = Math.ceil(-frame.half); at <= frame.half && frame.half < 20; at += 1) {
      const [x] = place(frame.x + at, 0), [, y] = place(0, frame.y + at);
      brush.moveTo(x, 0);
      brush.lineTo(x, height);
      brush.moveTo(0, y);
      brush.lineTo(width, y);
    }
    brush.stroke();
  }

  function paint() {
    const canvas = find("pad"), { pen: brush, width, height } = Plane.surface(canvas);
    const place = (x, y) => [
      (x - frame.x + frame.half) / (2 * frame.half) * width, (frame.y + frame.half - y) / (2 * frame.half) * height];
    ruled(brush, place, width, height);
    brush.fillStyle = Plane.colour("ink");
    for (let at = 0; at < points.length; at += 2) {
      const [x, y] = place(points[at], points[at + 1]);
      brush.beginPath();
      brush.arc(x, y, 3, 0, 2 * Math.PI);
      brush.fill();
    }
    if (document.activeElement === canvas && canvas.matches(":focus-visible")) {
      const [x, y] = place(pen[0], pen[1]);
      brush.strokeStyle = Plane.colour("c1");
      brush.lineWidth = 2;
      brush.strokeRect(x - 6, y - 6, 12, 12);
    }
    const count = points.length / 2;
    find("pad-count").textContent = count === 0 ? "No points yet." : count === 1 ? "1 point."
      : count + " points" + (count >= mostPoints ? ", which is as many as fit." : ".");
    find("use").disabled = count === 0;
  }

  function start(use) {
    const pad = find("pad");
    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return [
        frame.x + ((event.clientX - box.left) / box.width * 2 - 1) * frame.half,
        frame.y + (1 - (event.clientY - box.top) / box.height * 2) * frame.half];
    };
    pad.addEventListener("pointerdown", (event) => {
      isDown = true;
      last = null;
      pad.setPointerCapture(event.pointerId);
      line(...at(event));
      paint();
    });
    pad.addEventListener("pointermove", (event) => {
      if (isDown) { line(...at(event)); paint(); }
    });
    for (const name of ["pointerup", "pointercancel"]) { pad.addEventListener(name, () => { isDown = false; }); }
    pad.addEventListener("keydown", (event) => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (way) {
        const room = (value, middle) => Math.min(middle + frame.half, Math.max(middle - frame.half, value));
        pen = [room(pen[0] + way[0] * frame.half / 16, frame.x), room(pen[1] + way[1] * frame.half / 16, frame.y)];
      } else if (event.key === "Enter") {
        add(pen[0], pen[1]);
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      paint();
    });
    for (const name of ["focus", "blur"]) { pad.addEventListener(name, paint); }
    find("clear").addEventListener("click", () => { points = []; paint(); });
    find("close").addEventListener("click", () => { find("drawing").hidden = true; find("draw").focus(); });
    find("use").addEventListener("click", () => {
      find("drawing").hidden = true;
      use(Link.packed(points, frame));
    });
  }

  function open(area) {
    frame = area;
    find("drawing").hidden = false;
    paint();
    find("pad").focus();
  }

  // What the engine is told: null for the data of the configuration.
  function chosen(name, packedPoints, area) {
    if (name === "drawn") { return { points: Link.unpacked(packedPoints, area), noise: drawnNoise, modes: false }; }
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : null;
    if (!shape) { return null; }
    // As they are where they fit, else as large as the frame.
    const scale = area.half >= 2 && area.half <= 4 ? 1 : area.half / 2.6;
    const points = shape.points().map((value, at) => scale * value + (at % 2 === 0 ? area.x : area.y));
    return { points, noise: scale * shape.noise, modes: shape.modes };
  }

  // What the board shows when it is opened again.
  function show(packedPoints, area) { points = Link.unpacked(packedPoints, area); }

  return { shapes, start, open, chosen, show };
})();
