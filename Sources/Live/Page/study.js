"use strict";
// A study: the table of its cells, and the measures of its runs as they go on.
const Study = (() => {
  const find = (id) => document.getElementById(id);
  let shownTable = null, charts = [], plan = "";

  function element(name, words, scope) {
    const made = document.createElement(name);
    if (words !== undefined) { made.textContent = words; }
    if (scope) { made.scope = scope; }
    return made;
  }

  function showTable(table) {
    if (table === shownTable) { return; }
    shownTable = table;
    const head = element("thead"), body = element("tbody"), line = element("tr");
    for (const words of table.heads) { line.append(element("th", words, "col")); }
    head.append(line);
    for (const row of table.rows) {
      const made = element("tr");
      row.forEach((words, place) => made.append(place ? element("td", words) : element("th", words, "row")));
      body.append(made);
    }
    find("study").replaceChildren(head, body);
  }

  // Six colours, then the same with dashes.
  const style = (cell) => ({ colour: "c" + cell % 6, dash: [[], [6, 3], [2, 3]][Math.floor(cell / 6) % 3] });

  function build(curves) {
    const section = find("study-curves");
    section.replaceChildren();
    charts = curves.charts.map(({ column }) => {
      const figure = element("figure"), canvas = element("canvas"), key = element("ul");
      canvas.className = "chart tall";
      canvas.setAttribute("role", "img");
      key.className = "key";
      const values = curves.cells.map((name, cell) => {
        const item = element("li"), line = element("i"), value = element("b", "–");
        line.className = "s" + cell % 6 + " d" + Math.floor(cell / 6) % 3;
        item.append(line, element("span", name + " "), value);
        key.append(item);
        return value;
      });
      figure.append(element("h2", column.title.charAt(0).toUpperCase() + column.title.slice(1)), canvas, key);
      section.append(figure);
      return { canvas, values };
    });
  }

  const median = (all) => {
    const sorted = all.slice().sort((a, b) => a - b), half = sorted.length / 2;
    return sorted.length ? (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2 : null;
  };

  function showCurves(curves) {
    const words = JSON.stringify([curves.cells, curves.charts.map((chart) => chart.column.name)]);
    if (words !== plan) { plan = words; build(curves); }
    curves.charts.forEach(({ column, lines }, place) => {
      const { canvas, values } = charts[place], ends = curves.cells.map(() => []);
      const drawn = lines.map(({ cell, steps, values: all }) => {
        const points = steps.map((step, at) => [step, all[at]]).filter((pair) => pair[1] !== null);
        if (points.length) { ends[cell].push(points[points.length - 1][1]); }
        return { points, width: 1.2, ...style(cell) };
      });
      Chart.plot(canvas, drawn, Curves.scale(column));
      ends.forEach((all, cell) => { values[cell].textContent = Curves.text(median(all), column); });
      canvas.setAttribute("aria-label", column.title + ", median of the last values of each cell: "
        + curves.cells.map((name, cell) => name + " " + Curves.text(median(ends[cell]), column)).join(", "));
    });
    find("study-word").textContent = "A line is a run; the numbers are medians of the newest values."
      + (curves.shown < curves.planned ? " " + curves.shown + " of " + curves.planned + " runs are drawn." : "");
  }

  function show(table, curves) {
    find("study-section").hidden = !table;
    if (!table) { return; }
    showTable(table);
    find("study-curves-section").hidden = !(curves && curves.charts.length);
    if (curves && curves.charts.length) { showCurves(curves); }
  }

  return { show };
})();
