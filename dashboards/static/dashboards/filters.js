// What the forms of filters gain by a script: Del takes a filter off, a choice in the line applies at once, and a slider
// moves its box. Without it every form still works by its button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Delete" && event.key !== "Backspace") return;
  const chip = event.target instanceof Element && event.target.matches("summary.chip") && event.target.closest(".filter");
  const without = chip instanceof HTMLElement && chip.dataset.without;
  if (without) location.assign(without);
});

document.addEventListener("change", (event) => {
  const box = event.target;
  if ((box instanceof HTMLSelectElement || box instanceof HTMLInputElement) && box.matches("[data-apply]")) box.form?.requestSubmit();
});

document.addEventListener("input", (event) => {
  const moved = event.target;
  if (!(moved instanceof HTMLInputElement) || !moved.form) return;
  for (const slide of /** @type {NodeListOf<HTMLInputElement>} */ (moved.form.querySelectorAll(".filter-slide"))) {
    const box = moved.form.elements.namedItem(slide.dataset.of ?? "");
    if (slide === moved && box instanceof HTMLInputElement) box.value = slide.value;
    else if (box === moved) slide.value = moved.value;
  }
});
