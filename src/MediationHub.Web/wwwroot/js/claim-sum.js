// <claim-sum>: the sum of all amounts in it while they are typed.
customElements.define('claim-sum', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('input', this.#sum);
    this.addEventListener('click', event => { if (event.target.closest('[data-remove]')) this.#sum(); });
    this.#sum();
  }

  #sum = () => {
    // In fen, so that tenths of a yuan do not drift.
    const fen = [...this.querySelectorAll('[name$=".amount"]')].reduce((sum, field) => {
      const text = field.value.trim().normalize('NFKC').replace(/,/g, '');
      return /^\d{1,10}(\.\d{1,2})?$/.test(text) ? sum + Math.round(Number(text) * 100) : sum;
    }, 0);
    this.querySelector('.claim-sum output').textContent = (fen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  };
});
