/// The only program of a page: it moves all pictures to one moment. Without it every moment is shown.
enum PageScript {
    static let slider = HTML(
        markup: """

            (function () {
              "use strict";
              var slider = document.getElementById("moment");
              if (!slider) { return; }
              document.documentElement.classList.add("moving");
              var steps = slider.dataset.steps.split(" ").map(Number);
              var word = document.getElementById("moment-step");
              var lists = Array.from(document.querySelectorAll(".moments"));
              function show() {
                var step = steps[Number(slider.value)];
                lists.forEach(function (list) {
                  var now = list.firstElementChild;
                  Array.from(list.children).forEach(function (item) {
                    item.classList.remove("now");
                    if (step >= Number(item.dataset.step)) { now = item; }
                  });
                  now.classList.add("now");
                });
                word.textContent = "step " + step.toLocaleString("en");
                slider.setAttribute("aria-valuetext", word.textContent);
              }
              slider.addEventListener("input", show);
              slider.value = String(steps.length - 1);
              show();
            })();

            """)
}
