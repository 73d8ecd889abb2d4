// <copy-button>: copies the address of the page, or the text of the element that data-from names.

class CopyButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.copy);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.copy);
  }

  async copy() {
    const from = document.getElementById(this.dataset.from ?? "");
    const note = document.createElement("toast-note");
    note.className = "toast";
    try {
      await navigator.clipboard.writeText(from ? (from.textContent ?? "") : location.href);
      note.textContent = this.dataset.done ?? "Copied.";
    } catch {
      note.textContent = "The browser did not allow copying. Select the text and copy it by hand.";
    }
    document.querySelector(".toasts")?.replaceChildren(note);
  }
}

customElements.define("copy-button", CopyButton);
