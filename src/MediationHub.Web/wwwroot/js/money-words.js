// <money-words><input><output>: the amount in 大写 while it is typed, in the same words as the papers.
const digits = '零壹贰叁肆伍陆柒捌玖';
const groups = [[1_0000_0000, '亿'], [1_0000, '万'], [1, '']];
const places = [[1000, '仟'], [100, '佰'], [10, '拾'], [1, '']];

/** 壹万贰仟元整; null where the text is no amount below ten billion with at most two decimals. */
export function inWords(text) {
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/[,，]/g, ''));
  if (match === null) return null;
  const yuan = Number(match[1]);
  const [jiao, fen] = (match[2] ?? '').padEnd(2, '0').split('').map(Number);
  let words = yuan > 0 || jiao + fen === 0 ? wholeInWords(yuan) + '元' : '';
  if (jiao > 0) words += digits[jiao] + '角';
  else if (fen > 0 && yuan > 0) words += '零';
  return words + (fen > 0 ? digits[fen] + '分' : '整');
}

function wholeInWords(yuan) {
  return joined(yuan, groups, 1_0000, upTo9999, figures => figures < 1000) || '零';
}

function upTo9999(figures) {
  return joined(figures, places, 10, digit => digits[digit], () => false);
}

// Biggest part first; 零 wherever a part is left out, or where the part itself begins with a zero.
function joined(number, parts, base, inside, startsWithZero) {
  let words = '', gap = false;
  for (const [size, name] of parts) {
    const part = Math.floor(number / size) % base;
    if (part > 0) words += (words !== '' && (gap || startsWithZero(part)) ? '零' : '') + inside(part) + name;
    gap = part === 0;
  }
  return words;
}

customElements.define('money-words', class extends HTMLElement {
  connectedCallback() {
    this.querySelector('input').addEventListener('input', this.#say);
    this.#say();
  }

  #say = () => {
    const text = this.querySelector('input').value.trim();
    const words = inWords(text);
    const output = this.querySelector('output');
    output.dataset.state = words === null && text !== '' ? 'wrong' : '';
    output.textContent = text === '' ? '' : words === null ? '请填写金额，最多两位小数' : `人民币${words}`;
  };
});
