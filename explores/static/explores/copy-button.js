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
    try {
      await navigator.clipboard.writeText(from ? (from.textContent ?? "") : location.href);
      toast(this.dataset.done ?? "Copied.");
    } catch {
      toast("The browser did not allow copying. Select the text and copy it by hand.");
    }
  }
}

customElements.define("copy-button", CopyButton);
