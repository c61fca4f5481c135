// <submit-once busy-text="…"><form>: a second press while the first is under way does nothing.
customElements.define('submit-once', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('submit', this.#submitted);
    addEventListener('pageshow', this.#reset);
  }

  disconnectedCallback() {
    removeEventListener('pageshow', this.#reset);
  }

  #submitted = event => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (form.ariaBusy === 'true') {
      event.preventDefault();
      return;
    }
    form.ariaBusy = 'true';
    const button = event.submitter;
    if (button === null) return;
    // Disabled only after the form's data are gathered: the pressed button's own name and value go along.
    setTimeout(() => {
      button.dataset.text = button.innerHTML;
      button.textContent = this.getAttribute('busy-text');
      button.disabled = true;
    });
  };

  // Back from the next page: the browser shows this one as it was left.
  #reset = () => {
    for (const form of this.querySelectorAll('form[aria-busy]')) form.ariaBusy = null;
    for (const button of this.querySelectorAll('button[data-text]')) {
      button.innerHTML = button.dataset.text;
      button.disabled = false;
      delete button.dataset.text;
    }
  };
});
