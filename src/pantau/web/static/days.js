// A slider beside a field for a day: it moves the day, and sends the form when it has come to rest. Without a script the field does.
const REST = 600, DAY = 86_400_000;

for (const slide of document.querySelectorAll("input[type=range][data-day]")) {
  const field = document.getElementById(slide.dataset.day);
  const first = Date.parse(slide.dataset.first);
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" });
  const action = slide.form.getAttribute("action").split("#")[0];
  let waiting;

  const tell = () => {
    const day = new Date(first + Number(slide.value) * DAY);
    slide.setAttribute("aria-valuetext", words.format(day));
    return day.toISOString().slice(0, 10);
  };

  slide.parentElement.hidden = false;
  tell();
  slide.addEventListener("input", () => {
    clearTimeout(waiting);
    field.value = tell();
  });
  slide.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      slide.form.action = `${action}#${slide.id}`; // the next page goes on where this one was
      slide.form.requestSubmit();
    }, REST);
  });
  field.addEventListener("change", () => {
    const day = Math.round((Date.parse(field.value) - first) / DAY);
    if (day >= 0) slide.value = day;
    tell();
  });
  if (location.hash === `#${slide.id}`) slide.focus({ preventScroll: true });
}
