"use strict";
// How good samples are, by the definitions of docs/measures.md.
const Measures = (() => {
  // Of samples x, y, …: modes that have one nearer than three deviations of the nearest centre, and the share of
  // such samples.
  function coverage(samples, modes) {
    const covered = new Set(), count = modes.centres.length / 2;
    let good = 0;
    for (let at = 0; at + 1 < samples.length; at += 2) {
      let nearest = -1, least = Infinity;
      for (let mode = 0; mode < count; mode += 1) {
        const distance = Math.hypot(samples[at] - modes.centres[2 * mode], samples[at + 1] - modes.centres[2 * mode + 1]);
        if (distance < least) { [nearest, least] = [mode, distance]; }
      }
      if (least < 3 * modes.deviations[nearest]) { good += 1; covered.add(nearest); }
    }
    return { modes: covered.size, modesTotal: count, highQuality: good / (samples.length / 2) };
  }

  // W₁ of as many points on a line as others: the kth smallest goes to the kth smallest.
  function onLine(points, others, x, y) {
    const along = (list) => Float64Array.from(
      { length: list.length / 2 }, (_, at) => x * list[2 * at] + y * list[2 * at + 1]).sort();
    const [one, other] = [along(points), along(others)];
    return one.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / one.length;
  }

  // Sliced W₁: the mean of W₁ over the projections onto 16 directions. The lists are as long as the shorter one.
  function slicedW1(samples, data) {
    const length = Math.min(samples.length, data.length), directions = 16;
    if (length === 0) { return NaN; }
    let sum = 0;
    for (let number = 0; number < directions; number += 1) {
      const angle = Math.PI * (number + 0.5) / directions;
      sum += onLine(samples.slice(0, length), data.slice(0, length), Math.cos(angle), Math.sin(angle));
    }
    return sum / directions;
  }

  return { coverage, slicedW1 };
})();
