// Light, dark, or as the system has it: applied before the first paint, kept in this browser.
const root = document.documentElement;
const keep = (theme) => {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
};
const kept = localStorage.getItem("theme");
if (kept) keep(kept);
addEventListener("click", ({ target }) => {
  const theme = target.dataset?.setTheme;
  if (!theme) return;
  localStorage.setItem("theme", theme);
  keep(theme);
});
