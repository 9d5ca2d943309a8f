"use strict";
// Charts of everything that a table holds. What a column is called and how it is read, the column itself says.
const Curves = (() => {
  const groups = [
    ["loss", "Losses"], ["objective", "Objectives"], ["norm", "Gradient norms"], ["penalty", "Penalties"],
    ["fieldTerm", "Terms of the field"]];
  let charts = [];

  const text = (value, column) => {
    if (value === null || value === undefined) { return "–"; }
    if (column.format === "share") { return (100 * value).toFixed(1) + " %"; }
    if (column.format === "integer") {
      return value.toLocaleString("en") + (column.most ? " of " + column.most.toLocaleString("en") : "");
    }
    return (Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3)
      ? value.toExponential(2) : Number(value.toPrecision(4)).toLocaleString("en", { maximumSignificantDigits: 4 }))
      + (column.unit ? " " + column.unit : "");
  };

  // Columns that are drawn together.
  function plan(columns) {
    const found = [];
    for (const [role, heading] of groups) {
      const places = columns.map((column, place) => [column, place]).filter(([column]) => column.role === role);
      if (places.length) { found.push({ heading, places: places.slice(0, 6).map((pair) => pair[1]) }); }
    }
    columns.forEach((column, place) => {
      if (column.role === "outcome") { found.push({ heading: column.title, places: [place] }); }
    });
    return found;
  }

  function element(name, words) {
    const made = document.createElement(name);
    if (words !== undefined) { made.textContent = words; }
    return made;
  }

  function build(section, columns) {
    section.replaceChildren();
    charts = plan(columns).map(({ heading, places }) => {
      const figure = element("figure"), canvas = element("canvas"), key = element("ul");
      canvas.className = "chart";
      canvas.setAttribute("role", "img");
      key.className = "key";
      const values = places.map((place, index) => {
        const item = element("li"), line = element("i"), value = element("b", "–");
        line.className = "s" + index;
        item.append(line, element("span", columns[place].title + " "), value);
        key.append(item);
        return value;
      });
      figure.append(element("h2", heading.charAt(0).toUpperCase() + heading.slice(1)), canvas, key);
      figure.hidden = true;
      section.append(figure);
      return { figure, canvas, heading, values, lines: places.map((place, index) => ({ place, column: columns[place], colour: "c" + index })) };
    });
  }

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
    return rounded !== 0 && (Math.abs(rounded) >= 1e5 || Math.abs(rounded) < 1e-3)
      ? rounded.toExponential().replace("e+", "e") : rounded.toLocaleString("en", { maximumSignificantDigits: digits });
  };

  // How a column is read: its kind of axis, and ends that it always has.
  function scale(column) {
    const ends = column.most ? [0, column.most] : column.format === "share" ? [0, 1] : null;
    return { isLogarithmic: column.scale === "logarithmic" && !ends, ends };
  }

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
    const steps = axis(0, span, false).ticks.filter((step) => step <= span);
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
  // Returns whether there is anything to draw.
  function plot(canvas, lines, { isLogarithmic, ends, lastStep, moment } = {}) {
    const drawn = lines.map((line) => isLogarithmic
      ? { ...line, points: line.points.filter((pair) => pair[1] > 0) } : line).filter((line) => line.points.length);
    if (!drawn.length) { return false; }
    let [low, high, last] = [Infinity, -Infinity, lastStep || 1];
    for (const { points } of drawn) {
      for (const [, value] of points) { low = Math.min(low, value); high = Math.max(high, value); }
      if (!lastStep) { last = Math.max(last, points[points.length - 1][0]); }
    }
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
    return true;
  }

  function drawChart(chart, rows, lastStep, moment) {
    for (const line of chart.lines) { line.points = []; line.last = null; }
    for (const row of rows) {
      for (const line of chart.lines) {
        const value = row[line.place];
        if (value === null || value === undefined) { continue; }
        if (row[0] <= moment) { line.last = value; }
        line.points.push([row[0], value]);
      }
    }
    chart.figure.hidden = chart.lines.every((line) => line.points.length === 0);
    if (chart.figure.hidden) { return; }
    const { ends } = scale(chart.lines[0].column);
    const isLogarithmic = chart.lines.every(({ column }) => scale(column).isLogarithmic);
    if (!plot(chart.canvas, chart.lines, { isLogarithmic, ends, lastStep, moment })) { chart.figure.hidden = true; }
  }

  // `moment`: the step up to which values are told; Infinity for the newest.
  function draw(rows, lastStep, moment, speaks) {
    for (const chart of charts) {
      drawChart(chart, rows, lastStep, moment);
      chart.lines.forEach((line, index) => { chart.values[index].textContent = text(line.last, line.column); });
      if (speaks || !chart.canvas.hasAttribute("aria-label")) {
        chart.canvas.setAttribute("aria-label", chart.heading + ": "
          + chart.lines.map((line) => line.column.title + " " + text(line.last, line.column)).join(", "));
      }
    }
  }

  return { build, draw, plot, scale, text };
})();
