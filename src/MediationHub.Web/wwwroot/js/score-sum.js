// <score-sum>: the sum of all points in it while they are typed.
customElements.define('score-sum', class extends HTMLElement {
  connectedCallback() {
    this.addEventListener('input', this.#sum);
    this.querySelector('.score-sum').hidden = false;
    this.#sum();
  }

  #sum = () => {
    // In hundredths, so that tenths of a point do not drift.
    const points = [...this.querySelectorAll('[name$=".points"], [name="bonus"]')].reduce((sum, field) => {
      const text = field.value.trim().normalize('NFKC');
      return /^\d{1,3}(\.\d{1,2})?$/.test(text) ? sum + Math.round(Number(text) * 100) : sum;
    }, 0);
    this.querySelector('.score-sum output').textContent = (points / 100).toFixed(2);
  };
});
