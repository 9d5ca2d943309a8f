"use strict";
// Chapters: their text, what may be tried, and the methods that may be shown.
const Lesson = (() => {
  const { element } = Controls;
  const find = (id) => document.getElementById(id);
  let chapters = [], games = [];

  // A chapter names the files of its methods; a game has the name of its file.
  const nameOf = (file) => file.replace(/^.*\//, "").replace(/\.json$/, "");

  function begin(laboratory) {
    games = laboratory.games;
    chapters = (laboratory.chapters || grouped()).map((each) => ({ ...each, methods: each.methods.map(nameOf) }));
  }

  // Without chapters: games that have the same numbers stand together, and so do networks.
  function grouped() {
    const groups = new Map();
    for (const game of games) {
      const key = game.kind + (game.position || []).join();
      groups.set(key, (groups.get(key) || []).concat([game.name]));
    }
    return [...groups.values()].map((methods) => ({ title: methods.join(", "), text: [], methods }));
  }

  const gameOf = (name) => games.find((game) => game.name === name);
  const titleOf = (chapter, name) => (Object.hasOwn(chapter.titles || {}, name) ? chapter.titles[name] : name);
  // A game of a few numbers has no data to choose.
  const isGame = (chapter) => gameOf(chapter.methods[0]).kind === "numbers";
  // Where data of a chapter lie, whichever of its methods are shown.
  const area = (chapter) => Run.frameOf(chapter.methods.map(gameOf));

  // A text may name addresses: [words](https://…).
  function linked(text) {
    return text.split(/(\[[^\]]+\]\(https:\/\/[^)\s]+\))/).map((part) => {
      const found = part.match(/^\[([^\]]+)\]\((https:\/\/[^)\s]+)\)$/);
      return found ? element("a", { href: found[2] }, found[1]) : part;
    });
  }

  function showText(number) {
    const { title, text = [], try: tries = [] } = chapters[number];
    find("lesson").hidden = text.length === 0;
    find("lesson").querySelector("h2").textContent = title;
    find("lesson-text").replaceChildren(...text.map((words) => element("p", {}, ...linked(words))));
    find("tries").replaceChildren(...tries.map(({ text: words, link }) => element("li", {},
      link ? element("a", { href: `#chapter=${number + 1}&${link}&play` }, words) : words)));
  }

  function showChapters(number) {
    const list = find("chapters").querySelector("ol"), links = chapters.map((each, index) =>
      element("a", { href: "#chapter=" + (index + 1) }, `${index + 1}. ${each.title}`));
    links[number].setAttribute("aria-current", "page");
    list.replaceChildren(...links.map((link) => element("li", {}, link)));
    find("chapters").hidden = chapters.length < 2;
    // On a phone the list moves sideways.
    list.scrollLeft = links[number].offsetLeft - list.offsetLeft - 20;
  }

  // `choose` is told the names of the methods that are to be shown.
  function showChoice(chapter, shown, choose) {
    const boxes = chapter.methods.map((name, index) => {
      const box = element("input", { type: "checkbox", id: "method-" + index });
      box.checked = shown.includes(name);
      box.addEventListener("change", () => {
        const chosen = chapter.methods.filter((_, place) => boxes[place].checked);
        if (chosen.length === 0) { box.checked = true; } else { choose(chosen); }
      });
      return box;
    });
    find("choice").hidden = boxes.length < 2;
    find("methods").replaceChildren(...boxes.map((box, index) => element("span", { class: "field" },
      box, element("label", { for: box.id }, titleOf(chapter, chapter.methods[index])))));
  }

  function show(number, shown, choose) {
    showText(number);
    showChapters(number);
    showChoice(chapters[number], shown, choose);
  }

  return {
    begin, show, gameOf, titleOf, isGame, area,
    get chapters() { return chapters; },
  };
})();
