// A link field: suggestions while one types. The field stays plain text, and the server resolves what stands in it.
// `/pick/{register}?q=` answers [{value, title, under}]; a field that takes many holds its values between commas.
import { cells, listbox, suggestions } from "./listbox.js";

const last = /[^,]*$/;

function prepare(input) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  if (!list || input.dataset.ready) return;
  input.dataset.ready = "yes";
  const many = input.dataset.many !== undefined;
  listbox(input, list, {
    find: (words) => suggestions(input.dataset.pick, many ? words.match(last)[0].trim() : words),
    draw: (item) => cells([item.value, "reference"], [item.title, "title"], [item.under, "quiet"]),
    choose: (item) => {
      const before = many ? input.value.replace(last, "") : "";
      input.value = (before ? `${before.trim()} ` : "") + item.value + (many ? ", " : "");
      const picked = input.closest(".picker").querySelector(".picked");
      if (picked && !many) picked.textContent = item.title;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
}

const prepareAll = () => document.querySelectorAll("input[data-pick]").forEach(prepare);
prepareAll();
addEventListener("htmx:afterSwap", prepareAll);
