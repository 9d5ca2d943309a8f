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

  // How a column is read: its kind of axis, and ends that it always has.
  function scale(column) {
    const ends = column.most ? [0, column.most] : column.format === "share" ? [0, 1] : null;
    return { isLogarithmic: column.scale === "logarithmic" && !ends, ends };
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
    if (!Chart.plot(chart.canvas, chart.lines, { isLogarithmic, ends, lastStep, moment })) { chart.figure.hidden = true; }
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

  return { build, draw, scale, text };
})();
