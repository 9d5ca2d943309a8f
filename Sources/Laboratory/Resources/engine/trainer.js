// The steps of Sources/Dynamics/Trainer.swift: batches are drawn, each turn's program runs, its numbers are looked at.

// The value of a schedule at a step, counted from 1, as Sources/Games/Schedule.swift has it.
function scheduled(schedule, step) {
  const { kind, from, to, over } = schedule;
  if (kind === "constant") { return schedule.value; }
  if (kind === "step") { return from * Math.pow(schedule.factor, Math.floor((step - 1) / schedule.every)); }
  const share = over <= 1 ? 1 : Math.min(1, (step - 1) / (over - 1));
  if (share === 0) { return from; }
  if (share === 1) { return to; }
  if (kind === "linear") { return from + (to - from) * share; }
  if (kind === "cosine") { return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2; }
  return from * Math.pow(to / from, share);
}

class Trainer {
  constructor(kernels, data, seed) {
    Object.assign(this, { kernels, data, seed, step: 0, realBatches: 0, diverged: null });
    this.batches = new Batches(kernels, data);
    this.start = new Start(kernels, data.arrays);
    this.set = new Map(); // numbers that somebody has set, by key
    this.counts = { discriminator: 0, generator: 0 };
    this.turns = data.turns.map((turn) => ({ ...turn, run: kernels.program(turn.program) }));
    this.lookahead = data.lookahead && { every: data.lookahead.every, run: kernels.program(data.lookahead.program) };
    this.observations = this.turns.flatMap((turn) => turn.observations);
    this.start.all(seed);
  }

  number(name) {
    const known = this.data.numbers.find((each) => each.name === name);
    return this.set.has(name) ? this.set.get(name) : scheduled(known.schedule, this.step + 1);
  }

  // How often the players of a turn move in it.
  repetitions(turn) {
    const key = "steps." + turn.players[0];
    return turn.players.length === 1 && this.set.has(key) ? this.set.get(key) : turn.repetitions;
  }

  setNumbers() {
    for (const { name, buffer } of this.data.numbers) { this.kernels.numbers(buffer)[0] = this.number(name); }
  }

  setCounts() {
    for (const player of ["discriminator", "generator"]) {
      this.kernels.numbers(this.data.counts[player])[0] = this.counts[player];
    }
  }

  // One step; false where a number is not finite. The player whose move it was does not move.
  advance() {
    if (this.diverged) { return false; }
    const step = this.step + 1, state = { batch: 0 };
    this.setNumbers();
    if (this.data.renewsDiscriminator) {
      this.counts.discriminator = 0;
      if (step > 1) { this.start.discriminator(this.seed, step); }
    }
    this.setCounts();
    for (let index = 0; index < this.turns.length; index++) {
      if (!this.play(index, step, state)) { return false; }
    }
    if (this.lookahead && step % this.lookahead.every === 0) {
      this.kernels.evaluate(this.lookahead.run);
      this.kernels.update(this.lookahead.run);
    }
    this.step = step;
    return true;
  }

  play(index, step, state) {
    const turn = this.turns[index], before = this.turns[index - 1];
    const kept = turn.keepsLatents && before ? { turn: before, number: state.batch - 1 } : null;
    for (let repetition = 0; repetition < this.repetitions(turn); repetition++) {
      this.draw(turn, step, state.batch, kept);
      this.kernels.evaluate(turn.run);
      const broken = this.firstBroken(turn);
      if (broken) {
        this.diverged = { step, what: "the " + broken.player + "'s " + broken.term };
        return false;
      }
      this.kernels.update(turn.run);
      this.counts.discriminator += turn.steps.discriminator;
      this.counts.generator += turn.steps.generator;
      this.setCounts();
      state.batch += turn.batches.length;
    }
    return true;
  }

  // Every batch has a number within the step, so that no two draw the same.
  draw(turn, step, first, kept) {
    turn.batches.forEach((batch, place) => {
      for (const { kind, buffer } of batch) {
        const source = kind === "latent" && kept ? kept : { turn, number: first + place };
        const [stream, part] = Trainer.purpose(kind, source.turn.players.includes("discriminator"));
        const draw = new Draw(this.seed, stream, step, source.number, part);
        draw.number = this.realBatches;
        this.batches.fill(buffer, kind, draw);
      }
      if (turn.readsData[place]) { this.realBatches += 1; }
    });
  }

  // Which random numbers are reserved for what.
  static purpose(kind, isDiscriminators) {
    switch (kind) {
      case "real": return [streams.data, 0];
      case "latent": return [isDiscriminators ? streams.discriminatorLatent : streams.generatorLatent, 0];
      case "interpolation": return [streams.interpolation, 0];
      case "perturbation": return [streams.interpolation, 1];
      case "realNoise": return [streams.instanceNoise, 0];
      default: return [streams.instanceNoise, 1];
    }
  }

  value(observation) { return this.kernels.numbers(observation.buffer)[0]; }

  // A penalty rather than the loss that it is part of.
  firstBroken(turn) {
    const broken = turn.observations.filter((each) => !Number.isFinite(this.value(each)));
    if (broken.length === 0) { return null; }
    const [first] = broken;
    if (first.term !== "loss") { return first; }
    return broken.find((each) => each.player === first.player && each.isPartOfLoss) || first;
  }
}
