// A picture as PNG: its own SVG, fetched from here, drawn at twice its size and saved. Without a script there is the SVG alone.
const TWICE = 2, LONGEST = 8192;

for (const button of document.querySelectorAll("button[data-svg]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    save(button.dataset.svg, button.dataset.name)
      .catch(() => { button.textContent = button.dataset.failed; })
      .finally(() => { button.disabled = false; });
  });
}

async function save(address, name) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const scale = Math.min(TWICE, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const drawn = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (!drawn) throw new Error("nothing drawn");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(drawn);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
