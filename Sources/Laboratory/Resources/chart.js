"use strict";
// A chart of lines over steps on a canvas: its axes, its ticks, and lines thinned to the pixels that there are.
const Chart = (() => {
  // Ends of an axis and places for its ticks.
  function axis(low, high, isLogarithmic) {
    if (isLogarithmic) {
      let from = Math.floor(Math.log10(low)), to = Math.ceil(Math.log10(high));
      if (from === to) { to += 1; }
      const every = Math.max(1, Math.ceil((to - from) / 4)), ticks = [];
      for (let power = from; power <= to; power += every) { ticks.push(Math.pow(10, power)); }
      return {
        low: Math.pow(10, from), high: Math.pow(10, to), ticks, place: (v) => (Math.log10(v) - from) / (to - from),
      };
    }
    if (low === high) { const room = Math.abs(low) * 0.1 || 1; low -= room; high += room; }
    const rough = (high - low) / 4, power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) || rough;
    const from = Math.floor(low / step + 1e-9) * step, to = Math.ceil(high / step - 1e-9) * step, ticks = [];
    for (let index = 0; from + index * step <= to + step / 2; index += 1) { ticks.push(from + index * step); }
    return { low: from, high: to, ticks, place: (v) => (v - from) / (to - from) };
  }

  // With as many digits as tell ticks apart.
  function tickWords(ticks, isLogarithmic) {
    const most = Math.max(...ticks.map(Math.abs)), apart = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : most;
    if (isLogarithmic) { return ticks.map((value) => tick(value, 1)); }
    return ticks.map((value) => tick(value, Math.max(3, 1 + Math.ceil(Math.log10(most / apart)))));
  }

  function tick(value, digits) {
    if (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)) {
      return value.toExponential(0).replace("e+", "e").replace(/-/g, "−");
    }
    return Number(value.toPrecision(digits)).toLocaleString("en", { maximumSignificantDigits: digits }).replace("-", "−");
  }

  function axes(pen, { left, right, top, bottom }, y, labels, lastStep) {
    pen.fillStyle = Plane.colour("quiet");
    pen.strokeStyle = Plane.colour("grid");
    pen.lineWidth = 1;
    pen.textBaseline = "middle";
    pen.textAlign = "right";
    y.ticks.forEach((value, index) => {
      const at = Math.round(bottom - y.place(value) * (bottom - top)) + 0.5;
      pen.beginPath();
      pen.moveTo(left, at);
      pen.lineTo(right, at);
      pen.stroke();
      pen.fillText(labels[index], left - 5, at);
    });
    pen.textBaseline = "top";
    const across = (step) => left + step / lastStep * (right - left);
    const steps = axis(0, lastStep, false).ticks.filter((step) => step <= lastStep && Number.isInteger(step));
    steps.forEach((step, index) => {
      pen.textAlign = index === 0 ? "left" : across(step) > right - 20 ? "right" : "center";
      pen.fillText(step.toLocaleString("en"), across(step), bottom + 5);
    });
    if (across(steps[steps.length - 1]) < right - 60) {
      pen.textAlign = "right";
      pen.fillText("step", right, bottom + 5);
    }
  }

  // Of the points above one pixel the first, the lowest, the highest and the last.
  function stroke(pen, points, across, up) {
    let column = null, ends = null;
    const flush = () => {
      if (ends) { for (const value of ends) { pen.lineTo(column, up(value)); } }
    };
    pen.beginPath();
    points.forEach(([step, value], place) => {
      const at = Math.round(across(step));
      if (at !== column) {
        flush();
        column = at;
        ends = [value, value, value, value];
        if (place === 0) { pen.moveTo(column, up(value)); }
      } else {
        ends = [ends[0], Math.min(ends[1], value), Math.max(ends[2], value), value];
      }
    });
    flush();
    pen.stroke();
    if (points.length === 1) {
      pen.fillStyle = pen.strokeStyle;
      pen.fillRect(column - 2, up(points[0][1]) - 2, 4, 4);
    }
  }

  // `lines`: [{points: [[step, value], …], colour: "c0"}]; `ends`: [low, high] of an axis that does not follow the values.
  // Returns whether any point was drawn.
  function draw(canvas, lines, { isLogarithmic = false, ends = null, lastStep }) {
    const { pen, width, height } = Plane.surface(canvas);
    const shown = lines.map(({ points, colour }) => ({
      colour, points: points.filter((point) => Number.isFinite(point[1]) && !(isLogarithmic && point[1] <= 0)),
    }));
    let low = Infinity, high = -Infinity;
    for (const { points } of shown) {
      for (const [, value] of points) { low = Math.min(low, value); high = Math.max(high, value); }
    }
    const isEmpty = low > high;
    if (isEmpty) { [low, high] = isLogarithmic ? [0.1, 1] : [0, 1]; }
    if (ends) { [low, high] = ends; }
    const y = axis(low, high, isLogarithmic), labels = tickWords(y.ticks, isLogarithmic), span = Math.max(1, lastStep);
    pen.font = "11px system-ui, 'Liberation Sans', Arial, sans-serif";
    const left = Math.max(...labels.map((label) => pen.measureText(label).width)) + 10;
    const box = { left, right: width - 8, top: 8, bottom: height - 20 };
    axes(pen, box, y, labels, span);
    const across = (step) => left + step / span * (box.right - left);
    const up = (value) => box.bottom - y.place(value) * (box.bottom - box.top);
    pen.lineWidth = 1.6;
    pen.lineJoin = "round";
    for (const { points, colour } of shown) {
      pen.strokeStyle = Plane.colour(colour);
      stroke(pen, points, across, up);
    }
    return !isEmpty;
  }

  return { draw };
})();
