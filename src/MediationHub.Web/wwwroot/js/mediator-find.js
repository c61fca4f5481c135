// <mediator-find src organization><input list><datalist>: offers mediators by a part of the name. The server takes a whole name, a certificate number, or both.
const pause = 200;

customElements.define('mediator-find', class extends HTMLElement {
  #timer;
  #asked = '';

  connectedCallback() {
    this.addEventListener('input', this.#typed);
  }

  #typed = event => {
    const text = event.target.value.trim();
    clearTimeout(this.#timer);
    if (text === '' || text === this.#asked || /[（(]/.test(text)) return;
    this.#timer = setTimeout(() => this.#ask(text), pause);
  };

  async #ask(text) {
    const query = new URLSearchParams({ q: text, organizationId: this.getAttribute('organization'), pageSize: 20 });
    try {
      const answer = await fetch(`${this.getAttribute('src')}?${query}`);
      if (!answer.ok) return;
      const { items } = await answer.json();
      this.#asked = text;
      this.querySelector('datalist').replaceChildren(...items.map(mediator => {
        const option = document.createElement('option');
        option.value = mediator.certificateNumber ? `${mediator.name}（${mediator.certificateNumber}）` : mediator.name;
        return option;
      }));
    } catch {
      // Without what is offered a name is typed in full.
    }
  }
});
