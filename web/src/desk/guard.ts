/** Asks before typed text is lost: leaving the page, or a wrong tap on a link. */
export function guardForm(form: HTMLFormElement): void {
  let changed = false;
  form.addEventListener("input", () => {
    changed = true;
  });
  form.addEventListener("submit", () => {
    changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}
