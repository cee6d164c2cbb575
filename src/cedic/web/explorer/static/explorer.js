// The workbench with scripts: every change shows at once, and long lists can be searched.
// Without them the form is sent with its button, and the lists are scrolled.
"use strict";

document.documentElement.classList.add("scripted");

const folded = (text) => text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();

function equip(root) {
  for (const tools of root.querySelectorAll(".tools[hidden]")) tools.hidden = false;
  // Of a table that goes on to the right, the latest period is what people look for.
  for (const table of root.querySelectorAll("[data-latest]")) table.scrollLeft = table.scrollWidth;
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-find]")) return;
  const wanted = folded(event.target.value.trim());
  for (const item of event.target.closest("fieldset").querySelectorAll(".choices li")) {
    item.hidden = !folded(item.textContent).includes(wanted);
  }
});

// What is typed to find a code is no choice of its own.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-find]")) event.stopPropagation();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-find]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-check]");
  if (!button) return;
  const boxes = [...button.closest("fieldset").querySelectorAll(".choices li:not([hidden]) input")];
  for (const box of boxes) box.checked = button.dataset.check === "all";
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
});

equip(document);
document.addEventListener("htmx:load", (event) => equip(event.detail.elt));
