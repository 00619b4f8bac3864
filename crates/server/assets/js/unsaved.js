// Nothing typed is lost: the browser asks before one leaves a form that holds something unsaved.
const unsaved = new Set();

addEventListener("input", ({ target }) => {
  if (target.form?.method === "post") unsaved.add(target.form);
});
addEventListener("submit", ({ target }) => unsaved.delete(target));
addEventListener("reset", ({ target }) => unsaved.delete(target));
addEventListener("beforeunload", (event) => {
  const kept = [...unsaved].some((form) => form.isConnected && form.dataset.leave === undefined);
  if (kept) event.preventDefault();
});
