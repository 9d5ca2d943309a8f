"use strict";
// The page: what a person has set, buttons, keys, and the address.
(() => {
  const find = (id) => document.getElementById(id);
  const laboratory = JSON.parse(find("laboratory").textContent);
  const mostSeed = 4294967295;
  let wasm = null, state = null, written = null;

  const chapter = () => Lesson.chapters[state.chapter];
  const area = () => Lesson.area(chapter());
  const shownNames = () => state.methods || chapter().shown || chapter().methods;

  function write() {
    if (Player.isLoading) { return; }
    const number = Lesson.chapters.length > 1 ? state.chapter : null;
    const text = Link.text({ ...state, chapter: number, changes: Run.changes, step: Run.step });
    if (text === written) { return; }
    written = text;
    history.replaceState(null, "", text);
  }

  function change(name, key, value) {
    Run.change(name, key, value);
    write();
  }

  // Step 0 of what is set; `kept`: changes of numbers.
  async function prepare(kept) {
    for (const method of Run.methods) { method.close(); }
    const places = chapter().methods;
    const shown = shownNames().map((name) => Object.assign(
      Method.make(Lesson.gameOf(name), places.indexOf(name) % 6), { title: Lesson.titleOf(chapter(), name) }));
    await Run.begin({ wasm, shown, seed: state.seed, data: Data.chosen(state.data, state.points, area()), kept });
    Board.build(shown, change);
    Board.showNumbers();
  }

  // From step 0, with the numbers as they are on the sliders.
  function restart(plays) {
    const goesOn = Player.isPlaying || plays;
    return Player.job(async (isOver) => {
      await Player.load(() => prepare(Run.settled()));
      await Player.rest();
      if (goesOn && !isOver()) { Player.play(); }
    });
  }

  // What the address asks for, as far as there is such a thing.
  function asked() {
    const found = Link.read(location.hash, Lesson.chapters.length), about = Lesson.chapters[found.chapter];
    const methods = (found.methods || []).filter((name) => about.methods.includes(name));
    const isData = Object.hasOwn(Data.shapes, found.data) || (found.data === "drawn" && found.points !== "");
    return {
      ...found,
      seed: found.seed === null ? 0 : found.seed,
      speed: found.speed !== null ? found.speed : about.speed === undefined ? Pace.fastest : about.speed,
      methods: methods.length ? methods : null,
      data: isData && !Lesson.isGame(about) ? found.data : "own",
    };
  }

  function follow() {
    state = asked();
    const { changes, step, plays } = state;
    Data.show(state.points, area());
    find("seed").value = state.seed;
    find("drawing").hidden = true;
    Lesson.show(state.chapter, shownNames(), choose);
    showData();
    showSpeed();
    return Player.job(async (isOver) => {
      await Player.load(() => prepare(changes));
      await Player.catchUp(Math.min(step, Run.end()), isOver);
      await Player.rest();
      if (plays && !isOver()) { Player.play(); }
    });
  }

  function choose(methods) {
    state.methods = methods;
    restart(false);
  }

  function showData() {
    const option = (value, words) => Controls.element("option", { value }, words);
    find("data-field").hidden = Lesson.isGame(chapter());
    find("data").replaceChildren(option("own", "as configured"),
      ...Object.entries(Data.shapes).map(([name, shape]) => option(name, shape.title)),
      ...(state.points ? [option("drawn", "drawn by hand")] : []));
    find("data").value = state.data;
  }

  function showSpeed() {
    const words = Pace.speedWords(state.speed);
    find("speed").value = state.speed;
    find("speed").setAttribute("aria-valuetext", words);
    find("speed-word").textContent = words;
  }

  function takeSeed(seed) {
    if (Number.isInteger(seed) && seed >= 0 && seed <= mostSeed) { state.seed = seed; restart(false); }
    find("seed").value = state.seed;
  }

  const reseed = () => takeSeed((state.seed + 1) % (mostSeed + 1));

  function toggle() {
    if (Player.isLoading) { return; }
    if (Player.isPlaying) { Player.pause(); } else if (Run.step >= Run.end()) { restart(true); } else { Player.play(); }
  }

  async function copy() {
    write();
    try {
      await navigator.clipboard.writeText(location.href);
      find("copy").textContent = "Copied";
      setTimeout(() => { find("copy").textContent = "Copy link"; }, 1500);
    } catch (error) {
      Player.say("The browser does not let this page copy. The link is in the address bar.");
    }
  }

  function drawn(points) {
    state = { ...state, data: "drawn", points };
    showData();
    restart(true);
  }

  const redraw = () => { if (!Player.isLoading) { Board.draw(true); } };

  function listen() {
    find("play").addEventListener("click", toggle);
    find("step").addEventListener("click", Player.oneStep);
    find("restart").addEventListener("click", () => restart(false));
    find("reseed").addEventListener("click", reseed);
    find("seed").addEventListener("change", () => takeSeed(Number(find("seed").value)));
    find("speed").addEventListener("input", () => {
      state.speed = Number(find("speed").value);
      showSpeed();
      write();
    });
    find("data").addEventListener("change", () => {
      state.data = find("data").value;
      restart(false);
    });
    find("draw").addEventListener("click", () => Data.open(area()));
    find("copy").addEventListener("click", copy);
    window.addEventListener("hashchange", () => { if (location.hash !== written) { follow(); } });
    window.addEventListener("resize", redraw);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    document.addEventListener("keydown", pressed);
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, #pad")) { return; }
    const key = event.key.toLowerCase(), number = Number(event.key), { length } = Lesson.chapters;
    if (key === " " && event.target.closest("button, a, summary")) { return; }
    const acts = { " ": toggle, s: Player.oneStep, r: () => restart(false), n: reseed };
    if (Object.hasOwn(acts, key) && !Player.isLoading) {
      event.preventDefault();
      acts[key]();
    } else if (length > 1 && number >= 1 && number <= length) {
      location.hash = "#chapter=" + number;
    }
  }

  async function begin() {
    find("made").textContent = "Version " + laboratory.version + ".";
    Lesson.begin(laboratory);
    Player.begin({ speed: () => state.speed, write });
    Data.start(drawn);
    listen();
    await Player.guarded(async () => { wasm = await Method.kernels(); });
    if (wasm) { await follow(); }
  }

  begin();
})();
