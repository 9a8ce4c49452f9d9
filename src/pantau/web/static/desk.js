// Small conveniences; every page works without them.
for (const select of document.querySelectorAll("select[data-sends]")) {
  select.form.classList.add("live");
  select.addEventListener("change", () => select.form.requestSubmit());
}
