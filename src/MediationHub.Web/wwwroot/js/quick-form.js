// <quick-form><form>: Enter goes to the next field, Ctrl+Enter sends the form. A button, a link and a text of several lines keep their Enter.
const stays = new Set(['submit', 'button', 'reset', 'file', 'textarea']);

customElements.define('quick-form', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('keydown', this.#pressed);
  }

  #pressed = event => {
    const field = event.target;
    if (event.key !== 'Enter' || event.isComposing || event.defaultPrevented || !field.form) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      field.form.requestSubmit(field.form.querySelector('button.primary'));
      return;
    }
    if (stays.has(field.type) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const fields = [...field.form.elements].filter(next => next.localName !== 'fieldset' && next.type !== 'hidden' && !next.disabled && next.tabIndex >= 0 && next.checkVisibility()
      && (next.type !== 'radio' || next.checked || next === field) && !next.hasAttribute('data-add') && !next.hasAttribute('data-remove'));
    const next = fields[fields.indexOf(field) + 1];
    next?.focus();
    if (next?.localName === 'input' && next.select) next.select();
  };
});
