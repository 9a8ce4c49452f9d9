// Field reports without network: what is typed is kept as a draft, what is sent waits here until it was taken. The form works without.
const form = document.getElementById("report");
const list = document.querySelector("#waiting ul");
const words = document.getElementById("waiting").dataset;
const DRAFT = "pantau-observe-draft";
const AGAIN = 15000;
const SINGLE = ["csrf"];

// What waits lies in IndexedDB: photographs are files, which fit nowhere else.
function opened() {
  return new Promise((settle, fail) => {
    const asked = indexedDB.open("pantau-observe", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("reports", { keyPath: "id" });
      asked.result.createObjectStore("photos");
    };
    asked.onsuccess = () => settle(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}
async function kept(store, mode, work) {
  const base = await opened();
  try {
    return await new Promise((settle, fail) => {
      const change = base.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : undefined);
      const asked = work(change.objectStore(store));
      change.oncomplete = () => settle(asked.result);
      change.onerror = change.onabort = () => fail(change.error);
    });
  } finally {
    base.close();
  }
}
const all = () => kept("reports", "readonly", (store) => store.getAll());
const put = (report) => kept("reports", "readwrite", (store) => store.put(report));
const drop = (id) => kept("reports", "readwrite", (store) => store.delete(id));
const draftPhotos = () => kept("photos", "readonly", (store) => store.get("draft"));
const keepPhotos = (photos) => kept("photos", "readwrite", (store) => (photos.length ? store.put(photos, "draft") : store.delete("draft")));

// The draft.
function values() {
  const found = [];
  for (const [name, value] of new FormData(form)) {
    if (!SINGLE.includes(name) && typeof value === "string" && (value !== "" || name === "id")) found.push([name, value]);
  }
  return found;
}
let photos = [];
function keepDraft() {
  const own = values().filter(([name]) => name !== "id");
  try {
    localStorage.setItem(DRAFT, JSON.stringify(own));
  } catch {
    tell(words.full);
  }
}
function fill(pairs) {
  for (const each of form.querySelectorAll("[name]")) {
    if (each.type === "file" || each.name === "csrf" || each.name === "id") continue;
    const own = pairs.filter(([name]) => name === each.name).map(([, value]) => value);
    if (each.type === "radio" || each.type === "checkbox") each.checked = own.includes(each.value);
    else if (own.length) {
      if (each.tagName === "SELECT" && ![...each.options].some((option) => option.value === own[0])) each.add(new Option(own[0], own[0]));
      each.value = own[0];
    } else if (each.type !== "hidden") each.value = each.tagName === "SELECT" ? each.options[0]?.value ?? "" : "";
  }
  for (const [name, value] of pairs) {
    if (!form.elements[name] && ["corrects", "harmed"].includes(name)) {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      form.append(hidden);
    }
  }
  for (const fold of form.querySelectorAll("details")) if ([...fold.querySelectorAll("input")].some((each) => each.value)) fold.open = true;
  show();
}
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "w-" + [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
function showPhotos() {
  document.getElementById("photos-kept").textContent = photos.length ? `${words.kept} ${photos.map((photo) => photo.name).join(", ")}` : "";
}
async function empty() {
  form.reset();
  form.elements.id.value = freshId();
  photos = [];
  localStorage.removeItem(DRAFT);
  await keepPhotos([]).catch(() => {});
  showPhotos();
  show();
}

// Fields that what was observed has no use for are out of the way.
function show() {
  const chosen = new FormData(form);
  for (const part of form.querySelectorAll("[data-for]")) {
    const [name, codes] = part.dataset.for.split("=");
    const own = chosen.getAll(name);
    const fits = own.some((code) => codes.split(",").includes(code));
    part.hidden = !fits;
    for (const each of part.querySelectorAll("input, select, textarea")) each.disabled = !fits;
  }
  const theatre = form.elements.theatre.value;  // a long list of parties is no help to whoever reports on one conflict
  for (const group of form.querySelectorAll("optgroup[data-theatre]")) group.hidden = group.disabled = Boolean(theatre) && group.dataset.theatre !== theatre;
}

// What waits, and what became of it.
function tell(text) {
  const line = document.getElementById("here-says");
  line.textContent = text;
}
function line(report) {
  const item = document.createElement("li");
  item.dataset.state = report.state;
  const state = Object.assign(document.createElement("span"), { className: "state", textContent: words[camel(report.state)] });
  const what = Object.assign(document.createElement("span"), { textContent: report.called });
  item.append(state, what);
  if (report.faults?.length) {
    const faults = document.createElement("ul");
    for (const fault of report.faults) faults.append(Object.assign(document.createElement("li"), { textContent: `${fault.name}: ${fault.words}` }));
    item.append(faults);
  }
  const acts = document.createElement("div");
  if (report.state === "sent") {
    acts.append(Object.assign(document.createElement("a"), { href: `/observe/reports/${report.document}`, textContent: words.open }));
    acts.append(button(words.drop, async () => { await drop(report.id); await render(); }));
  }
  if (report.state === "refused") {
    acts.append(button(words.mend, () => mend(report)));
    acts.append(button(words.drop, async () => { await drop(report.id); await render(); }));
  }
  if (acts.childNodes.length) item.append(acts);
  return item;
}
const camel = (state) => state.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}
async function render() {
  const reports = (await all()).sort((one, other) => (one.made < other.made ? 1 : -1));
  list.replaceChildren(...reports.map(line));
  document.getElementById("waiting").hidden = reports.length === 0;
}
async function mend(report) {
  photos = report.photos;
  fill(report.values);
  form.elements.id.value = freshId();
  keepDraft();
  await keepPhotos(photos).catch(() => {});
  await drop(report.id);
  showPhotos();
  await render();
  form.scrollIntoView();
}

// Sending: one at a time, in one window at a time; a report sent twice is one, by its id.
async function token() {
  const answer = await fetch("/observe/token", { headers: { accept: "application/json" }, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(8000) });
  return answer.ok ? answer.json() : null;
}
async function sendOne(report, who) {
  if (report.person && report.person !== who.name) return put({ ...report, state: "other" });
  await put({ ...report, state: "sending" });
  await render();
  const body = new FormData();
  for (const [name, value] of report.values) body.append(name, value);
  for (const photo of report.photos) body.append("photos", photo, photo.name);
  const answer = await fetch("/observe", { method: "POST", body, headers: { accept: "application/json", "x-csrf-token": who.csrf }, redirect: "manual" });
  if (answer.ok) return put({ ...report, state: "sent", document: (await answer.json()).document, photos: [] });
  if (answer.status === 422) return put({ ...report, state: "refused", faults: (await answer.json()).faults });
  if (answer.status === 413 || answer.status === 415 || answer.status === 400) return put({ ...report, state: "refused", faults: [{ name: String(answer.status), words: answer.statusText }] });
  return put({ ...report, state: answer.status === 401 || answer.type === "opaqueredirect" ? "signed_out" : "waiting" });
}
async function sendAll() {
  const waiting = (await all()).filter((report) => !["sent", "refused"].includes(report.state));
  if (!waiting.length) return;
  let who = null;
  try {
    who = await token();
  } catch {
    for (const report of waiting) await put({ ...report, state: "waiting" });
    return render();
  }
  for (const report of waiting.sort((one, other) => (one.made < other.made ? -1 : 1))) {
    if (who === null) await put({ ...report, state: "signed_out" });
    else
      try {
        await sendOne(report, who);
      } catch {
        await put({ ...report, state: "waiting" });
      }
  }
  await render();
}
let busy = false;
async function send() {
  if (busy) return;
  busy = true;
  try {
    if (navigator.locks) await navigator.locks.request("pantau-observe", { ifAvailable: true }, async (lock) => lock && sendAll());
    else await sendAll();
  } finally {
    busy = false;
  }
}

async function queue() {
  await learned;
  const chosen = new FormData(form);
  const report = {
    id: chosen.get("id"), values: values(), photos, state: "waiting", made: new Date().toISOString(),
    person: sessionPerson, called: [form.querySelector("input[name=what]:checked")?.parentElement.textContent.trim(), chosen.get("position"), chosen.get("from")].filter(Boolean).join(" · "),
  };
  await put(report);
  await empty();
  await render();
  document.getElementById("waiting").scrollIntoView();
  await send();
}
// Who is signed in: known from the last time there was network, so that nobody sends what another wrote on this device.
let sessionPerson = null;
let learned = null;
async function learnPerson() {
  try {
    const who = await token();
    sessionPerson = who ? who.name : null;
    if (who) localStorage.setItem("pantau-observe-person", who.name);
  } catch {
    sessionPerson = localStorage.getItem("pantau-observe-person");
  }
}

function showNetwork() {
  document.getElementById("offline").hidden = navigator.onLine;
}
function here() {
  tell("…");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.position_lat.value = coords.latitude.toFixed(5);
      form.elements.position_lon.value = coords.longitude.toFixed(5);
      form.elements.position_precision.value = coords.accuracy <= 500 ? "point" : coords.accuracy <= 5000 ? "settlement" : "district";
      tell(`± ${Math.round(coords.accuracy)} m`);
      keepDraft();
    },
    () => tell(words.nowhere),
    { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
  );
}
function localNow(zone) {
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone || undefined, dateStyle: "short", timeStyle: "short" }).format(new Date());
  return parts.replace(" ", "T");
}

async function start() {
  await opened().then((base) => base.close());  // where this fails (private windows of some browsers) the plain form is left as it is
  if (form.hasAttribute("data-fresh")) {
    form.elements.id.value = freshId();
    const draft = JSON.parse(localStorage.getItem(DRAFT) || "null");
    if (draft) fill(draft);
    photos = (await draftPhotos()) || [];
  }
  showPhotos();
  show();
  showNetwork();
  form.addEventListener("input", () => { show(); keepDraft(); });
  form.addEventListener("change", async (event) => {
    show();
    if (event.target.name === "theatre") {
      const zone = event.target.selectedOptions[0]?.dataset.zone;
      if (zone && !form.elements.zone.value) form.elements.zone.value = zone;
    }
    if (event.target.type === "file") {
      photos = [...photos, ...event.target.files].slice(0, 4);
      event.target.value = "";
      showPhotos();
      await keepPhotos(photos).catch(() => tell(words.full));
    }
    keepDraft();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    queue().catch(() => { tell(words.full); form.submit(); });
  });
  document.getElementById("here").hidden = !("geolocation" in navigator);
  document.getElementById("here").addEventListener("click", here);
  for (const now of form.querySelectorAll("[data-now]")) {
    now.hidden = false;
    now.addEventListener("click", () => { form.elements[now.dataset.now].value = localNow(form.elements.zone.value); keepDraft(); });
  }
  window.addEventListener("online", () => { showNetwork(); send(); });
  window.addEventListener("offline", showNetwork);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(send, AGAIN);
  document.getElementById("wrongs")?.focus();
  if ("serviceWorker" in navigator) {
    const worker = await navigator.serviceWorker.register(words.worker, { scope: "/observe" }).catch(() => null);
    if (worker?.active) worker.active.postMessage("keep");
  }
  learned = learnPerson();
  await render();
  await learned;
  await send();
  form.dataset.ready = "";
}
start();
