// Files dropped on a `.drop` go into the field in it, beside those it already holds, and are listed by name.
function take(zone, input, more) {
  const all = new DataTransfer();
  for (const file of [...(input.multiple ? input.files : []), ...more]) all.items.add(file);
  input.files = all.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

for (const zone of document.querySelectorAll(".drop")) {
  const input = zone.querySelector("input[type=file]"), names = zone.querySelector("ul");
  if (!input) continue;
  const over = (is) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", is);
  };
  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    take(zone, input, event.dataTransfer.files);
  });
  input.addEventListener("change", () => {
    names?.replaceChildren(...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name })));
  });
}
