"use strict";
// A chart of lines over the steps of training: its axes, its ticks, and lines thinned to the pixels that there are.
const Chart = (() => {
  // From 1, 2 or 5 times a power of ten to another; ticks at all of these, or at powers of ten if there are many.
  function logarithmicAxis(low, high) {
    const round = [], log = Math.log10;
    for (let power = Math.floor(log(low)); power <= Math.ceil(log(high)); power += 1) {
      for (const factor of [1, 2, 5, 10]) { round.push(factor * Math.pow(10, power)); }
    }
    const first = round.filter((each) => each > 0 && each <= low * 1.0001).pop() || low;
    const last = round.find((each) => each > first && each > high * 0.9999) || high * 2;
    const decades = log(last) - log(first), every = Math.ceil(decades / 4);
    const ticks = round.filter((each, at) => each >= first && each <= last && at % 4 !== 3
      && (decades < 1.5 || (at % 4 === 0 && Math.round(log(each)) % every === 0)));
    return { low: first, high: last, ticks, place: (v) => (log(v) - log(first)) / decades };
  }

  // Ends of an axis and places for its ticks.
  function axis(low, high, isLogarithmic) {
    if (isLogarithmic) { return logarithmicAxis(low, high); }
    if (low === high) { const room = Math.abs(low) * 0.1 || 1; low -= room; high += room; }
    const rough = (high - low) / 4, power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) || rough;
    const from = Math.floor(low / step + 1e-9) * step, to = Math.ceil(high / step - 1e-9) * step, ticks = [];
    for (let index = 0; from + index * step <= to + step / 2; index += 1) { ticks.push(from + index * step); }
    // As many digits as tell one tick from the next.
    const digits = Math.min(15, Math.max(3, Math.ceil(Math.log10(Math.max(Math.abs(from), Math.abs(to)) / step)) + 1));
    return { low: from, high: to, ticks, digits, place: (v) => (v - from) / (to - from) };
  }

  const tick = (value, digits = 3) => {
    const rounded = Number(value.toPrecision(digits));
    const words = rounded !== 0 && (Math.abs(rounded) >= 1e5 || Math.abs(rounded) < 1e-3)
      ? rounded.toExponential().replace("e+", "e") : rounded.toLocaleString("en", { maximumSignificantDigits: digits });
    return words.replace(/-/g, "\u2212");
  };

  function drawAxes(pen, box, y, span) {
    pen.fillStyle = Plane.colour("quiet");
    pen.strokeStyle = Plane.colour("grid");
    pen.lineWidth = 1;
    pen.textBaseline = "middle";
    pen.textAlign = "right";
    y.ticks.forEach((value) => {
      const at = Math.round(box.up(value)) + 0.5;
      pen.beginPath();
      pen.moveTo(box.left, at);
      pen.lineTo(box.right, at);
      pen.stroke();
      pen.fillText(tick(value, y.digits), box.left - 5, at);
    });
    pen.textBaseline = "top";
    const steps = axis(0, span, false).ticks.filter((step) => step <= span && Number.isInteger(step));
    steps.forEach((step, index) => {
      pen.textAlign = index === 0 ? "left" : box.across(step) > box.right - 20 ? "right" : "center";
      pen.fillText(step.toLocaleString("en"), box.across(step), box.bottom + 5);
    });
    if (box.across(steps[steps.length - 1]) < box.right - 60) {
      pen.textAlign = "right";
      pen.fillText("step", box.right, box.bottom + 5);
    }
  }

  function drawLine(pen, box, line) {
    pen.strokeStyle = Plane.colour(line.colour);
    pen.lineWidth = line.width || 1.6;
    pen.lineJoin = "round";
    pen.setLineDash(line.dash || []);
    pen.beginPath();
    // Of the points above one pixel the first, the lowest, the highest and the last.
    let column = null, ends = null;
    const flush = () => {
      if (ends) { for (const value of ends) { pen.lineTo(column, box.up(value)); } }
    };
    line.points.forEach(([step, value], place) => {
      const at = Math.round(box.across(step));
      if (at !== column) {
        flush();
        column = at;
        ends = [value, value, value, value];
        if (place === 0) { pen.moveTo(column, box.up(value)); }
      } else {
        ends = [ends[0], Math.min(ends[1], value), Math.max(ends[2], value), value];
      }
    });
    flush();
    pen.stroke();
    pen.setLineDash([]);
    if (line.points.length === 1) {
      pen.fillStyle = pen.strokeStyle;
      pen.fillRect(column - 2, box.up(line.points[0][1]) - 2, 4, 4);
    }
  }

  // Lines over the steps of training. A line has `points`, pairs of a step and a value in the order of the steps; the name
  // of its `colour`; and, if it likes, a `width` and a `dash`. `lastStep`: where the axis ends; `moment`: a step to mark.
  // Without points the axes alone are drawn. Returns whether there were any.
  function plot(canvas, lines, { isLogarithmic, ends, lastStep, moment } = {}) {
    const isSeen = (value) => Number.isFinite(value) && (!isLogarithmic || value > 0);
    const drawn = lines.map((line) => ({ ...line, points: line.points.filter((pair) => isSeen(pair[1])) }))
      .filter((line) => line.points.length);
    let [low, high, last] = [Infinity, -Infinity, lastStep || 1];
    for (const { points } of drawn) {
      for (const [, value] of points) { low = Math.min(low, value); high = Math.max(high, value); }
      if (!lastStep) { last = Math.max(last, points[points.length - 1][0]); }
    }
    if (!drawn.length) { [low, high] = isLogarithmic ? [0.1, 1] : [0, 1]; }
    const y = axis(ends ? ends[0] : low, ends ? ends[1] : high, isLogarithmic);
    const { pen, width, height } = Plane.surface(canvas);
    pen.font = "11px system-ui, 'Liberation Sans', Arial, sans-serif";
    const left = Math.max(...y.ticks.map((value) => pen.measureText(tick(value, y.digits)).width)) + 10;
    const box = { left, right: width - 8, top: 8, bottom: height - 20 };
    box.across = (step) => box.left + step / last * (box.right - box.left);
    box.up = (value) => box.bottom - y.place(value) * (box.bottom - box.top);
    drawAxes(pen, box, y, last);
    if (moment < Infinity) {
      pen.strokeStyle = Plane.colour("ink");
      pen.beginPath();
      pen.moveTo(box.across(moment), box.top);
      pen.lineTo(box.across(moment), box.bottom);
      pen.stroke();
    }
    for (const line of drawn) { drawLine(pen, box, line); }
    return drawn.length > 0;
  }

  return { plot };
})();
