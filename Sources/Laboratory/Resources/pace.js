"use strict";
// How many steps are due before the next picture, and how quickly they come.
const Pace = (() => {
  const speeds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, Infinity];
  const budget = 28; // Milliseconds of training and looking for a picture: some 30 pictures a second.
  let stepTime, lookTime, rounds, owed, shown;

  // Of other methods nothing is known.
  function forget() {
    stepTime = 0;
    lookTime = 0;
    begin();
  }

  // Training goes on: one step is due at once.
  function begin() {
    rounds = 0;
    owed = 1;
    shown = [];
  }

  // Looking costs at most a third of the time.
  const lookEvery = () => Math.max(1, Math.ceil(lookTime / (budget / 3)));

  // Steps that are due after so many milliseconds: as the speed says, or as many as fit into a picture.
  function due(place, elapsed) {
    const speed = speeds[place];
    if (speed === Infinity) { return fitting(budget - lookTime / lookEvery()); }
    owed = Math.min(owed + speed * elapsed / 1000, Math.max(1, speed / 5));
    const whole = Math.floor(owed);
    owed -= whole;
    return whole;
  }

  // Steps that so many milliseconds have room for.
  const fitting = (room) => (stepTime > 0 ? Math.max(1, Math.floor(room / stepTime)) : 1);

  const mean = (old, value) => (old === 0 ? value : 0.8 * old + 0.2 * value);

  function stepped(count, milliseconds) { stepTime = mean(stepTime, milliseconds / count); }
  function looked(milliseconds) { lookTime = mean(lookTime, milliseconds); }

  // Whether this round ends with a look.
  function looks() {
    rounds += 1;
    return rounds % lookEvery() === 0;
  }

  function note(step) { shown = shown.concat([{ at: performance.now(), step }]).slice(-60); }

  // Steps and pictures a second, over the last 60 rounds; nothing before there are five.
  function words() {
    if (shown.length < 5) { return ""; }
    const [first] = shown, last = shown[shown.length - 1], seconds = (last.at - first.at) / 1000;
    const steps = Math.round((last.step - first.step) / seconds), pictures = Math.round((shown.length - 1) / seconds);
    return `, ${steps.toLocaleString("en")} steps and ${pictures} pictures a second`;
  }

  function speedWords(place) {
    const speed = speeds[place];
    return speed === Infinity ? "as fast as it goes"
      : speed === 1 ? "1 step a second" : speed.toLocaleString("en") + " steps a second";
  }

  forget();
  return { forget, begin, due, fitting, stepped, looked, looks, note, words, speedWords, fastest: speeds.length - 1 };
})();
