// <type-pick label><select>: a box before the list in which a code (07.1) or some of the name (欠薪) chooses the entry. The list stays.
customElements.define('type-pick', class extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector('select');
    if (this.querySelector('input') !== null) return;
    const box = document.createElement('input');
    box.type = 'text';
    box.className = 'pick-box';
    box.autocomplete = 'off';
    box.placeholder = '代码或名称';
    box.setAttribute('aria-label', this.getAttribute('label'));
    const pair = document.createElement('span');
    pair.className = 'pick';
    select.before(pair);
    pair.append(box, select);
    // Most cases have one claim, of the case's own type.
    select.addEventListener('change', () => {
      const claim = select.form?.elements['claims[0].type'];
      if (claim && claim.value === '') claim.value = select.value;
    });
    box.addEventListener('input', () => this.#choose(select, box.value, 0));
    box.addEventListener('keydown', event => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#choose(select, box.value, step);
    });
  }

  // Codes by their beginning, names by any of their characters in a row; the arrows go through all that fit.
  #choose(select, text, step) {
    const wanted = text.trim().normalize('NFKC').toLowerCase();
    if (wanted === '') return;
    const options = [...select.options].filter(option => option.value !== '');
    const named = option => `${option.closest('optgroup')?.label ?? ''}·${option.text}`.toLowerCase();
    const found = [
      ...options.filter(option => option.value === wanted),
      ...options.filter(option => option.value !== wanted && option.value.startsWith(wanted)),
      ...options.filter(option => !option.value.startsWith(wanted) && option.text.replace(/^\S+\s/, '').startsWith(wanted)),
      ...options.filter(option => !option.value.startsWith(wanted) && !option.text.replace(/^\S+\s/, '').startsWith(wanted) && named(option).includes(wanted)),
    ];
    if (found.length === 0) return;
    const at = step === 0 ? 0 : (found.indexOf(select.selectedOptions[0]) + step + found.length) % found.length;
    select.value = found[at].value;
    for (const type of ['input', 'change']) select.dispatchEvent(new Event(type, { bubbles: true }));
  }
});
