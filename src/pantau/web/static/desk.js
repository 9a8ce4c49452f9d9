// Small conveniences; every page works without them.
for (const select of document.querySelectorAll("select[data-sends]")) {
  select.form.classList.add("live");
  select.addEventListener("change", () => select.form.requestSubmit());
}

// A narrow screen begins with the page, not with the form that narrows it.
const narrow = window.matchMedia("(max-width: 44rem)");
for (const fold of document.querySelectorAll("details[data-folds]")) {
  fold.open = !narrow.matches;
  narrow.addEventListener("change", () => { fold.open = !narrow.matches; });
}
