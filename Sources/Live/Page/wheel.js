"use strict";
// Buttons that steer a run.
const Wheel = (() => {
  const find = (id) => document.getElementById(id);
  let send = async () => {}, isPaused = false;
  const fields = new Map();

  function start(post) {
    send = post;
    find("pause").addEventListener("click", () => send({ do: isPaused ? "go" : "pause" }));
    find("step").addEventListener("click", () => send({ do: "step" }));
    find("speed").addEventListener("change", () => {
      const value = find("speed").value;
      send({ do: "speed", value: value === "" ? null : Number(value) });
    });
  }

  function add(number) {
    const form = document.createElement("form"), label = document.createElement("label");
    const input = document.createElement("input"), button = document.createElement("button");
    input.type = "number";
    input.min = number.whole ? "1" : "0";
    input.step = number.whole ? "1" : "any";
    input.required = true;
    input.id = "number-" + number.key;
    label.htmlFor = input.id;
    button.textContent = "Change";
    button.setAttribute("aria-label", "Change " + number.title);
    form.append(label, input, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send({ do: "change", key: number.key, value: Number(input.value) });
    });
    find("numbers").append(form);
    const field = { label, input, shown: null };
    fields.set(number.key, field);
    return field;
  }

  const text = (value) => Number(value.toPrecision(6)).toString();

  function show(wheel, isOver) {
    find("wheel").hidden = !wheel || isOver;
    if (!wheel) { return; }
    isPaused = wheel.pausedAfter !== null;
    find("pause").textContent = isPaused ? "Go on" : "Pause";
    find("speed").value = wheel.speed === null ? "" : String(wheel.speed);
    find("numbers-fold").hidden = wheel.numbers.length === 0;
    for (const number of wheel.numbers) {
      const field = fields.get(number.key) || add(number);
      field.label.textContent = number.title + ", now " + text(number.value);
      // What somebody is typing stays.
      if (field.shown === null || (field.shown !== number.value && document.activeElement !== field.input)) {
        field.input.value = text(number.value);
        field.shown = number.value;
      }
    }
  }

  return { start, show };
})();
