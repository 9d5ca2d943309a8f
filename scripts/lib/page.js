(function () {
  var root = document.documentElement, wide = [];
  document.querySelectorAll("body *").forEach(function (element) {
    var box = element.getBoundingClientRect();
    // What is in a box that can be moved sideways, or is not seen, is no wider than its box.
    if (box.width > 1 && box.right > root.clientWidth + 1 && !element.closest(".wide, svg")) { wide.push(element.tagName); }
  });
  if (root.scrollWidth > root.clientWidth) { wide.push("page"); }
  root.setAttribute("data-wide", wide.join(" ") || "none");
  var slider = document.getElementById("moment"), faults = [];
  if (slider) {
    var steps = slider.dataset.steps.split(" ");
    steps.forEach(function (step, place) {
      slider.value = String(place);
      slider.dispatchEvent(new Event("input"));
      document.querySelectorAll(".moments").forEach(function (list) {
        var shown = Array.from(list.children).filter(function (item) { return item.getClientRects().length; });
        if (shown.length !== 1) { faults.push("shown " + shown.length); return; }
        if (Number(shown[0].dataset.step) > Number(step)) { faults.push("step " + shown[0].dataset.step); }
      });
      var word = "step " + Number(step).toLocaleString("en");
      if (slider.getAttribute("aria-valuetext") !== word) { faults.push("word " + word); }
    });
  }
  root.setAttribute("data-slider", faults.join(", ") || "sound");
})();
