// <modal-dialog><dialog id="x">: opened on top of the page by <a href="?do=x#x" data-dialog="x">, which works without this too.
customElements.define('modal-dialog', class extends HTMLElement {
  #listening = new AbortController();

  connectedCallback() {
    const dialog = this.querySelector('dialog');
    if (dialog.open) {
      dialog.close();
      dialog.showModal();
    }
    document.addEventListener('click', event => {
      const link = event.target.closest(`a[data-dialog="${dialog.id}"]`);
      if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      dialog.showModal();
    }, { signal: this.#listening.signal });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }
});
