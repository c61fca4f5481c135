// <row-list prefix="Terms" min="0" max="50">: adds and removes rows, and keeps names, ids and labels numbered without gaps.
// Lists nest: a row of Terms[0] may hold a list with the prefix Terms[0].Instalments.
const numbered = ['name', 'id', 'for', 'aria-describedby', 'aria-labelledby', 'prefix', 'kind-from'];

customElements.define('row-list', class extends HTMLElement {
  connectedCallback() {
    for (const spare of this.#rows.filter(row => row.hasAttribute('data-spare')).slice(this.#spareToKeep())) spare.remove();
    this.addEventListener('click', this.#clicked);
    this.#renumber();
  }

  get #list() { return this.querySelector(':scope > [data-rows]'); }
  get #rows() { return [...this.#list.children]; }
  get #template() { return this.querySelector(':scope > [data-row-template]'); }
  get #add() { return this.querySelector(':scope > [data-add]'); }
  get #min() { return Number(this.getAttribute('min') ?? 0); }
  get #max() { return Number(this.getAttribute('max') ?? Infinity); }

  // A spare row in which something was typed stays.
  #spareToKeep() {
    const spare = this.#rows.filter(row => row.hasAttribute('data-spare'));
    const typed = spare.findLastIndex(row => [...row.querySelectorAll('input, textarea')].some(field => field.value !== field.defaultValue));
    return Math.max(typed + 1, this.#min - (this.#rows.length - spare.length), 0);
  }

  #clicked = event => {
    const button = event.target.closest('[data-add], [data-remove]');
    if (button?.closest('row-list') !== this) return;
    if (button.hasAttribute('data-add')) {
      event.preventDefault();
      this.#append();
    }
    else this.#take(button.closest('[data-row]'));
  };

  #append() {
    const [row] = this.#template?.content.cloneNode(true).children ?? [blank(this.#rows[0].cloneNode(true))];
    // Numbered before it stands in the form: choices of one name would take each other's mark.
    number(row, this.getAttribute('prefix'), this.#rows.length);
    this.#list.append(row);
    this.#renumber();
    this.#rows.at(-1).querySelector('input:not([type="hidden"]), select, textarea')?.focus();
  }

  #take(row) {
    const at = this.#rows.indexOf(row);
    row.remove();
    this.#renumber();
    const neighbour = this.#rows[Math.min(at, this.#rows.length - 1)];
    (neighbour?.querySelector(':scope > fieldset > [data-remove]:not([hidden])') ?? this.#add).focus();
  }

  #renumber() {
    const prefix = this.getAttribute('prefix');
    this.#rows.forEach((row, index) => number(row, prefix, index));
    this.#add.hidden = this.#rows.length >= this.#max;
    for (const row of this.#rows) row.querySelector(':scope > fieldset > [data-remove]').hidden = this.#rows.length <= this.#min;
  }
});

// A copy of a row as it looks before anything is typed: lists at their first entry, marks of choice as they are.
function blank(row) {
  for (const gone of row.querySelectorAll('.field-error, .kept-file .hint, output')) gone.localName === 'output' ? gone.textContent = '' : gone.remove();
  for (const wrong of row.querySelectorAll('.wrong')) wrong.classList.remove('wrong');
  for (const open of row.querySelectorAll('details[open]')) open.open = false;
  for (const field of row.querySelectorAll('input, select, textarea')) {
    field.removeAttribute('aria-invalid');
    delete field.dataset.filled;
    if (field.type === 'radio' || field.type === 'checkbox') continue;
    if (field.localName === 'select') field.selectedIndex = 0;
    else field.value = field.defaultValue = '';
    // A row that stays blank is left out: what it asks for is marked, and does not hold the form back.
    if (field.required) field.setAttribute('aria-required', 'true');
    field.required = false;
  }
  return row;
}

function number(row, prefix, index) {
  const name = new RegExp(`(^|\\s)(${escape(prefix)}\\[)\\d+(?=\\])`, 'g');
  const id = new RegExp(`(^|\\s)(f-${escape(prefix.replace(/[^A-Za-z0-9_]/g, '-'))}-)\\d+(?=-)`, 'g');
  const renamed = value => value.replace(name, `$1$2${index}`).replace(id, `$1$2${index}`);
  const visit = root => {
    for (const element of root.querySelectorAll('*')) {
      for (const attribute of numbered)
        if (element.hasAttribute(attribute)) element.setAttribute(attribute, renamed(element.getAttribute(attribute)));
      if (element.content) visit(element.content);
    }
  };
  visit(row);
  for (const place of row.querySelectorAll('[data-row-number]'))
    if (place.closest('[data-row]') === row) place.textContent = index + 1;
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
