"use strict";
// Numbers on sliders: a logarithmic one with 0 at its left end, and a field for the exact number.
const Controls = (() => {
  const places = 200;

  // As a field takes it, and as it is read, with a minus as long as a plus.
  const digits = (value) => (value !== 0 && (Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3)
    ? Number(value.toPrecision(3)).toExponential() : String(Number(value.toPrecision(4))));
  const word = (value) => digits(value).replace(/-/g, "−");

  // From the place of a slider to a number of two digits.
  function numberAt(place, { min, max, whole }) {
    const low = min > 0 ? min : max * 1e-5;
    if (place <= 0) { return min > 0 ? min : 0; }
    const share = min > 0 ? place / places : (place - 1) / (places - 1);
    const value = low * Math.pow(max / low, share);
    return whole ? Math.round(value) : Number(value.toPrecision(2));
  }

  function placeOf(value, { min, max }) {
    const low = min > 0 ? min : max * 1e-5;
    if (value < low) { return min > 0 || value === 0 ? 0 : 1; }
    const share = Math.min(1, Math.log(value / low) / Math.log(max / low));
    return Math.round(min > 0 ? share * places : 1 + share * (places - 1));
  }

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) { made.setAttribute(key, value); }
    made.append(...children);
    return made;
  }

  // A patch of colour that stays with the word after it.
  const swatch = (kind, text) => element("span", { class: "with" }, element("span", { class: "swatch " + kind }), text);

  // `about` is the game's description of the number; `changed` is told of values that a person has chosen.
  function slider(owner, about, value, changed) {
    const id = "number-" + owner + "-" + about.key;
    const name = about.symbol ? about.title + "\u00a0" + about.symbol : about.title;
    const exact = element("input", { type: "number", id, min: about.min, step: about.whole ? 1 : "any" });
    const range = element("input", {
      type: "range", min: 0, max: places, step: 1, "aria-label": name + ", slider", "data-key": about.key });
    const note = element("small");
    const row = element("div", { class: "number" }, element("label", { for: id }, name, note), range, exact);
    let isOwn = about.isSchedule, shown = value;
    const show = (number) => {
      shown = number;
      exact.value = digits(number);
      range.value = String(placeOf(number, about));
      range.setAttribute("aria-valuetext", word(number));
      note.textContent = isOwn ? ", on its schedule" : "";
    };
    const choose = (number) => {
      isOwn = false;
      show(number);
      changed(number);
    };
    range.addEventListener("input", () => {
      const number = numberAt(Number(range.value), about);
      exact.value = digits(number);
      range.setAttribute("aria-valuetext", word(number));
    });
    range.addEventListener("change", () => choose(numberAt(Number(range.value), about)));
    exact.addEventListener("change", () => {
      const number = Number(exact.value);
      const isNumber = exact.value !== "" && Number.isFinite(number) && number >= about.min;
      if (isNumber && (!about.whole || Number.isInteger(number))) { choose(number); } else { show(shown); }
    });
    show(value);
    return { row, show: (number, isSchedule) => { isOwn = isSchedule; show(number); } };
  }

  return { slider, element, swatch, word, numberAt, placeOf, places };
})();
