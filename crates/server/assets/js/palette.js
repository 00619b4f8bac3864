// Ctrl-K: go anywhere, find anything, do what can be done here. `/palette?q=` answers [{title, under, href, kind}].
import { cells, listbox, suggestions } from "./listbox.js";

const dialog = document.getElementById("palette");
const input = dialog?.querySelector("input");

function search(words) {
  const title = dialog.dataset.search.replace("{words}", () => words);
  return { kind: dialog.dataset.do, title, href: `${dialog.dataset.searchPath}?q=${encodeURIComponent(words)}` };
}

if (dialog) {
  const list = listbox(input, dialog.querySelector("ul"), {
    find: async (words) => {
      const found = await suggestions(dialog.dataset.path, words).catch(() => []);
      return words ? [...found, search(words)] : found;
    },
    draw: (item) => cells([item.kind, "quiet"], [item.title, "title"], [item.under, "quiet"]),
    choose: (item) => {
      dialog.close();
      location.assign(item.href);
    },
  });
  const open = () => {
    input.value = "";
    dialog.showModal();
    list.ask(true);
  };
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    dialog.open ? dialog.close() : open();
  });
  addEventListener("click", (event) => event.target.closest("[data-opens=palette]") && open());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", list.close);
}
