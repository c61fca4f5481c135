// <organization-find>: the list of organizations follows what is typed. It sends the form as its button does without scripts, and takes the list out of the answer.
const pause = 250;

customElements.define('organization-find', class extends HTMLElement {
  #timer;
  #turn = 0;

  connectedCallback() {
    this.addEventListener('input', event => {
      if (event.target.type !== 'search') return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#find(), pause);
    });
    this.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.target.type !== 'search') return;
      event.preventDefault();
      this.#find();
    });
    this.addEventListener('click', event => {
      if (!event.target.closest('button')) return;
      event.preventDefault();
      this.#find();
    });
  }

  async #find() {
    clearTimeout(this.#timer);
    const button = this.querySelector('button');
    const body = new FormData(button.form);
    body.set(button.name, button.value);
    const turn = ++this.#turn;
    let list = null;
    try {
      const answer = await fetch(button.form.action, { method: 'POST', body });
      list = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('organization-find [data-found]');
    } catch {
      // Left to the next letter, or to the button of the form.
    }
    if (turn === this.#turn && list !== null) this.querySelector('[data-found]').replaceWith(list);
  }
});
