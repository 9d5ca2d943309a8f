"use strict";
// What a person has set, written into the address and read from it, so that a link shows the same.
const Link = (() => {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const places = 64;

  // Points as two letters each: places on a grid of 64 by 64 over the frame.
  function packed(points, frame) {
    const place = (value, middle) => Math.min(places - 1, Math.max(0,
      Math.floor((value - middle + frame.half) / (2 * frame.half) * places)));
    let text = "";
    for (let at = 0; at + 1 < points.length; at += 2) {
      text += digits[place(points[at], frame.x)] + digits[place(points[at + 1], frame.y)];
    }
    return text;
  }

  function unpacked(text, frame) {
    const points = [];
    for (let at = 0; at + 1 < text.length; at += 2) {
      const [x, y] = [digits.indexOf(text[at]), digits.indexOf(text[at + 1])];
      if (x < 0 || y < 0) { continue; }
      points.push(frame.x + ((x + 0.5) / places * 2 - 1) * frame.half, frame.y + ((y + 0.5) / places * 2 - 1) * frame.half);
    }
    return points;
  }

  const whole = (text, least, most, otherwise) => {
    const value = /^\d{1,10}$/.test(text || "") ? Number(text) : NaN;
    return value >= least && value <= most ? value : otherwise;
  };

  // A change: [step, method or "*", key, value]; the value null is the schedule of the configuration.
  const changeText = ([step, method, key, value]) =>
    [step, encodeURIComponent(method), encodeURIComponent(key), value === null ? "-" : String(value)].join("~");

  function changeOf(text) {
    const parts = text.split("~");
    if (parts.length !== 4) { return null; }
    const step = whole(parts[0], 0, 1e9, null), value = parts[3] === "-" ? null : Number(parts[3]);
    if (step === null || (value !== null && !(Number.isFinite(value) && value >= 0))) { return null; }
    return [step, decoded(parts[1]), decoded(parts[2]), value];
  }

  // What cannot be decoded stays as it is.
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch (error) {
      return text;
    }
  }

  function text(state) {
    const parts = [];
    if (state.chapter !== null) { parts.push(["chapter", state.chapter + 1]); }
    if (state.methods) { parts.push(["methods", state.methods.map(encodeURIComponent).join("~")]); }
    parts.push(["seed", state.seed]);
    if (state.data !== "own") { parts.push(["data", state.data]); }
    if (state.data === "drawn") { parts.push(["points", state.points]); }
    parts.push(["speed", state.speed]);
    if (state.changes.length) { parts.push(["set", state.changes.map(changeText).join("!")]); }
    if (state.step > 0) { parts.push(["step", state.step]); }
    return "#" + parts.map(([name, value]) => name + "=" + encodeURIComponent(value)).join("&");
  }

  // `chapters`: how many there are.
  function read(fragment, chapters) {
    const parts = new URLSearchParams(fragment.replace(/^#/, ""));
    const chapter = whole(parts.get("chapter"), 1, chapters, null);
    return {
      chapter: chapter === null ? (chapters ? 0 : null) : chapter - 1,
      methods: parts.get("methods") ? parts.get("methods").split("~").map(decoded) : null,
      seed: whole(parts.get("seed"), 0, 4294967295, null),
      data: parts.get("data") || "own",
      points: (parts.get("points") || "").slice(0, 4000).match(/^(?:[\w-]{2})*/)[0],
      speed: whole(parts.get("speed"), 0, 13, null),
      changes: (parts.get("set") || "").split("!").map(changeOf).filter((change) => change !== null)
        .sort((one, other) => one[0] - other[0]),
      step: whole(parts.get("step"), 0, 10000000, 0),
      // Only in links that a text has: to train as soon as it is followed.
      plays: parts.has("play"),
    };
  }

  return { text, read, packed, unpacked };
})();
