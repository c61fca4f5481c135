// <id-check kind="residentId|creditCode"><input><output>: says at once when the check digit cannot be right. The server decides.
const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 11643: 17 digits, then one check digit modulo 11. */
export function isResidentId(text) {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const sum = residentWeights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
  return '10X98765432'[sum % 11] === text[17];
}

/** GB 32100: 17 characters of 31, then one check character modulo 31. */
export function isCreditCode(text) {
  const values = [...text].map(letter => creditLetters.indexOf(letter));
  if (values.length !== 18 || values.includes(-1)) return false;
  let weight = 1, sum = 0;
  for (const value of values.slice(0, 17)) {
    sum += value * weight;
    weight = weight * 3 % 31;
  }
  return (31 - sum % 31) % 31 === values[17];
}

const say = {
  short: count => `已输入 ${count} 位，应为 18 位`,
  right: '校验位正确',
  person: (sex, born) => `校验位正确 · ${sex} · ${born}`,
  wrong: '校验位不符，请对照证件核对',
};

customElements.define('id-check', class extends HTMLElement {
  connectedCallback() {
    this.#input.addEventListener('input', this.#check);
    this.#kindSelect?.addEventListener('change', this.#check);
    if (this.#mark === null) return;
    this.#input.form?.addEventListener('change', this.#need);
    this.#need();
  }

  disconnectedCallback() {
    this.#kindSelect?.removeEventListener('change', this.#check);
    this.#input?.form?.removeEventListener('change', this.#need);
  }

  // Whether the number has to be there hangs on other fields: where it does not, the style takes the mark away.
  get #mark() { return this.closest('.field')?.querySelector('.must[data-when]') ?? null; }

  #need = () => {
    const mark = this.#mark;
    if (mark !== null) this.#input.setAttribute('aria-required', String(getComputedStyle(mark).display !== 'none'));
  };

  get #input() { return this.querySelector('input'); }

  get #kindSelect() {
    const id = this.getAttribute('kind-from');
    return id === null ? null : document.getElementById(id);
  }

  #check = () => {
    const output = this.querySelector('output');
    const text = this.#input.value.trim().toUpperCase();
    const other = this.#kindSelect !== null && this.#kindSelect.value !== 'residentId';
    const right = this.getAttribute('kind') === 'creditCode' ? isCreditCode(text) : isResidentId(text);
    output.dataset.state = text.length < 18 ? 'short' : right ? 'right' : 'wrong';
    output.textContent = text === '' || other ? ''
      : text.length < 18 ? say.short(text.length)
      : !right ? say.wrong
      : this.getAttribute('kind') === 'creditCode' ? say.right : this.#tell(text);
  };

  // What the number says of its holder goes into the fields that are still blank.
  #tell(text) {
    const born = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
    const male = Number(text[16]) % 2 === 1;
    this.#fill('birth', born);
    this.#fill('sex', male ? 'male' : 'female');
    return say.person(male ? '男' : '女', born);
  }

  #fill(attribute, value) {
    const field = document.getElementById(this.getAttribute(attribute) ?? '');
    if (field === null || (field.value !== '' && field.dataset.filled !== field.value)) return;
    field.value = value;
    field.dataset.filled = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
});
