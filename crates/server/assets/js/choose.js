// Bulk choice: the box in the table's head chooses every row of the page, and the bar says how many are chosen.
// Without script the rows are chosen one by one, and the bar comes and goes all the same.
const rows = (form) => [...form.querySelectorAll("tbody input[type=checkbox]")];

function tell(form) {
  const boxes = rows(form), chosen = boxes.filter((box) => box.checked).length;
  form.querySelectorAll("[data-chosen]").forEach((place) => (place.textContent = chosen));
  const all = form.querySelector("[data-choose-all]");
  if (!all) return;
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
}

addEventListener("change", ({ target }) => {
  const form = target.form;
  if (!form?.querySelector("[data-chosen]")) return;
  if (target.dataset.chooseAll !== undefined) rows(form).forEach((box) => (box.checked = target.checked));
  tell(form);
});
addEventListener("reset", ({ target }) => setTimeout(tell, 0, target));
