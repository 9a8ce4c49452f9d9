// Reviewing without a mouse, and words taken from the page. Every form works without this.
const page = document.querySelector("[data-text]");
const article = document.querySelector("[data-lock]");

// Who is at it: said when the page opens, and again while it is in view.
const token = document.querySelector("input[name=csrf]")?.value ?? "";
function hold() {
  if (document.visibilityState === "visible") {
    fetch(article.dataset.lock, { method: "POST", headers: { "x-csrf-token": token }, redirect: "manual" }).catch(() => {});
  }
}
if (article) {
  hold();
  setInterval(hold, 240_000);
}

// The fault is read out and looked at first.
document.getElementById("fault")?.focus();

// The page begins at the record under review, in its own frame.
const chosen = page?.querySelector(".chosen");
if (chosen) page.scrollTop = chosen.offsetTop - page.offsetTop - page.clientHeight / 3;

// Words of the page, as places in its kept text: code points, not UTF-16 units.
const points = (text) => [...text].length;
function placeOf(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const inside = node.childNodes[offset] ?? null;
    const bits = [...page.querySelectorAll("[data-at]")];
    const next = inside ? bits.find((bit) => inside.contains(bit) || bit.contains(inside) || (inside.compareDocumentPosition(bit) & Node.DOCUMENT_POSITION_FOLLOWING)) : null;
    const after = next ?? bits.find((bit) => node.compareDocumentPosition(bit) & Node.DOCUMENT_POSITION_FOLLOWING && !node.contains(bit));
    return after ? Number(after.dataset.at) : null;
  }
  const bit = node.parentElement.closest("[data-at]");
  return bit ? Number(bit.dataset.at) + points(node.data.slice(0, offset)) : null;
}
function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !page?.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const words = range.toString();
  const start = placeOf(range.startContainer, range.startOffset);
  if (start === null || !words.trim()) return null;
  const lead = points(words) - points(words.trimStart());
  const from = start + lead;
  const end = placeOf(range.endContainer, range.endOffset);
  const tail = points(words) - points(words.trimEnd());
  return { words: words.trim(), at: end === null ? "" : `${from}-${end - tail}` };
}

let target = document.querySelector(".words-in");
for (const input of document.querySelectorAll(".words-in")) {
  input.addEventListener("focus", () => { target = input; });
  input.addEventListener("input", () => { document.querySelector(`[name="${input.name.replace("words-", "at-")}"]`).value = ""; });
}
for (const input of document.querySelectorAll("[name^='value-']")) {
  input.addEventListener("focus", () => { target = document.getElementById(input.id.replace("value-", "words-")) ?? target; });
}
function take() {
  const found = selected();
  if (!found || !target) return false;
  target.value = found.words;
  document.querySelector(`[name="${target.name.replace("words-", "at-")}"]`).value = found.at;
  const value = document.getElementById(target.id.replace("words-", "value-"));
  if (value && value.tagName === "INPUT" && value.type === "text" && !value.value) value.value = found.words;
  target.focus();
  return true;
}
page?.addEventListener("mouseup", () => { if (target && selected()) take(); });

// The keyboard's way: into the page, word by word, and back with what was selected.
function enterPage() {
  page.focus();
  const begin = page.querySelector(".chosen") ?? page.querySelector("[data-at]");
  if (begin?.firstChild) getSelection().collapse(begin.firstChild, 0);
  getSelection().modify("extend", "forward", "word");
}
page?.addEventListener("keydown", (event) => {
  const move = { ArrowRight: ["forward", "word"], ArrowLeft: ["backward", "word"], ArrowDown: ["forward", "line"], ArrowUp: ["backward", "line"] }[event.key];
  if (move && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    const selection = getSelection();
    if (!event.shiftKey) {
      if (move[0] === "forward") selection.collapseToEnd(); else selection.collapseToStart();
      if (move[1] === "line") selection.modify("move", ...move);
      else if (move[0] === "backward") selection.modify("move", "backward", "word");
      selection.modify("extend", "forward", "word");
    } else selection.modify("extend", ...move);
    selection.focusNode?.parentElement?.scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") {
    if (take()) event.preventDefault();
  } else if (event.key === "Escape") target?.focus();
});

// Single keys: off where somebody types, and where they were switched off.
const toggle = document.querySelector("[data-review-keys]");
let on = localStorage.getItem("review-keys") !== "off";
if (toggle) {
  toggle.checked = on;
  toggle.addEventListener("change", () => { on = toggle.checked; localStorage.setItem("review-keys", on ? "on" : "off"); });
}
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  if (typing && event.key === "Escape") { typing.blur(); document.getElementById("content").focus(); return; }
  if (!on || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "w" && page) { event.preventDefault(); enterPage(); return; }
  if (event.key === "e") { event.preventDefault(); document.querySelector("[data-form=slots] [name^='value-'], [data-form=slots] .words-in")?.focus(); return; }
  const hit = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!hit) return;
  event.preventDefault();
  const why = hit.form?.querySelector("input[name=why][required]");
  if (why && !why.value.trim()) { why.focus(); why.addEventListener("keydown", (press) => { if (press.key === "Enter") { press.preventDefault(); hit.form.requestSubmit(hit); } }); return; }
  hit.click();
});
// From a value to the page with Alt+W, so that the letter can be typed.
document.addEventListener("keydown", (event) => {
  if (event.altKey && event.key.toLowerCase() === "w" && page) { event.preventDefault(); enterPage(); }
});
