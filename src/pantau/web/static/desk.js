// Small conveniences; every page works without them.

// A narrow screen begins with the page, not with the form that narrows it, and its menu shows where one is.
const narrow = window.matchMedia("(max-width: 44rem)");
for (const fold of document.querySelectorAll("details[data-folds]")) {
  fold.open = !narrow.matches;
  narrow.addEventListener("change", () => { fold.open = !narrow.matches; });
}
const current = document.querySelector(".menu [aria-current]");
if (current) {
  const list = current.closest("ul"), item = current.getBoundingClientRect(), frame = list.getBoundingClientRect();
  list.scrollLeft += item.left - frame.left - (frame.width - item.width) / 2;
}

// There a table is told row by row, each cell with the head of its column before it (phone.css).
for (const table of document.querySelectorAll(".scroll > table:not(.documents)")) {
  const heads = Array.from(table.tHead.rows[0].cells, (head) => head.textContent.trim());
  for (const cell of table.querySelectorAll("tbody td")) cell.dataset.head = heads[cell.cellIndex] ?? "";
  table.classList.add("stack");
}

// What does not scroll is no stop on the way through the page, and no landmark.
const stops = new ResizeObserver((seen) => {
  for (const { target } of seen) {
    const scrolls = target.scrollWidth > target.clientWidth;
    target.setAttribute("tabindex", scrolls ? 0 : -1);
    target.setAttribute("role", scrolls ? "region" : "group");
  }
});
for (const region of document.querySelectorAll(".scroll, .canvas")) stops.observe(region);

// Keys: / goes to the search, Esc closes what is open. The one that is a letter can be switched off (WCAG 2.1.4).
const keys = document.querySelector("[data-keys]"), box = document.querySelector("#q") ?? document.querySelector("#find");
const kept = (value) => {
  try {
    if (value) localStorage.setItem("keys", value);
    return localStorage.getItem("keys");
  } catch { // a browser that keeps nothing
    return value;
  }
};
let isOn = kept() !== "off";
if (keys && box) {
  const button = keys.querySelector("button");
  button.setAttribute("aria-pressed", isOn);
  button.addEventListener("click", () => {
    isOn = !isOn;
    kept(isOn ? "on" : "off");
    button.setAttribute("aria-pressed", isOn);
  });
  keys.hidden = false;
}

function find(event) {
  if (!isOn || !box || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  event.preventDefault();
  if (box.checkVisibility()) box.select();
  else window.location.assign(box.form.action);
}

function close({ target }) {
  if (target.matches("input[type=search]")) {
    if (target.value) target.value = "";
    else document.querySelector("main").focus();
    return;
  }
  const open = target.closest("details[open]"), summary = open?.querySelector("summary");
  if (!summary?.checkVisibility()) return;
  open.open = false;
  summary.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "/") find(event);
  if (event.key === "Escape") close(event);
});
