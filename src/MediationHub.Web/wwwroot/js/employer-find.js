// <employer-find src>: offers employers of earlier cases by name or credit code, and fills in what is known of the one chosen.
const pause = 200;

customElements.define('employer-find', class extends HTMLElement {
  #timer;
  #found = [];

  connectedCallback() {
    this.addEventListener('input', this.#typed);
    this.addEventListener('change', this.#chosen);
  }

  #typed = event => {
    if (!/\.(name|creditCode)$/.test(event.target.name ?? '') || event.isTrusted === false) return;
    if (this.#chosen(event)) return;
    clearTimeout(this.#timer);
    const field = event.target;
    this.#timer = setTimeout(() => this.#ask(field), pause);
  };

  async #ask(field) {
    const text = field.value.trim();
    if (text.length < 2) return;
    try {
      const answer = await fetch(`${this.getAttribute('src')}?q=${encodeURIComponent(text)}`);
      if (!answer.ok) return;
      this.#found = (await answer.json()).items;
    } catch {
      return;
    }
    this.querySelector('datalist').replaceChildren(...this.#found.map(employer => {
      const option = document.createElement('option');
      option.value = employer.name;
      option.label = employer.creditCode ?? '';
      return option;
    }));
    this.#chosen({ target: field });
  }

  /** Fills in the rest where what stands in the field is one employer's whole name or code. */
  #chosen = event => {
    const [, row, part] = /^(.*)\.(name|creditCode)$/.exec(event.target.name ?? '') ?? [];
    if (row === undefined) return false;
    const text = event.target.value.trim();
    const known = this.#found.find(employer => (part === 'name' ? employer.name : employer.creditCode) === text);
    if (known === undefined) return false;
    for (const name of ['name', 'creditCode', 'legalRepresentative']) {
      const field = [...event.target.form.elements].find(other => other.name === `${row}.${name}`);
      if (!field || field.value !== '' || !known[name]) continue;
      field.value = known[name];
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    return true;
  };
});
