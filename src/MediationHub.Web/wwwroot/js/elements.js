// Loads only the elements that the page uses, also those that wait inside a template.
const names = ['live-rate', 'live-board', 'row-list', 'submit-once', 'modal-dialog', 'id-check', 'money-words', 'import-progress', 'photo-shrink', 'auto-save', 'quick-form', 'type-pick', 'claim-sum', 'score-sum', 'employer-find', 'organization-find', 'mediator-find', 'duplicate-check', 'signature-pad', 'inbox-count'];

const retryAfter = 2000;

const uses = (root, name) => root.querySelector(name) !== null
  || [...root.querySelectorAll('template')].some(template => uses(template.content, name));

// As script elements they hold the page's load event back: a page that has loaded is a page whose elements are at work.
const load = name => {
  const script = document.createElement('script');
  [script.type, script.src] = ['module', new URL(`./${name}.js`, import.meta.url)];
  script.addEventListener('error', () => {
    script.remove();
    setTimeout(load, retryAfter, name);
  });
  document.head.append(script);
};

// What is folded for the screen is whole on paper.
addEventListener('beforeprint', () => {
  for (const folded of document.querySelectorAll('details.folded')) folded.open = true;
});

// Folded again from its end, a long text leaves the reader where it begins.
for (const folded of document.querySelectorAll('details.folded'))
  folded.addEventListener('toggle', () => folded.open || folded.scrollIntoView({ block: 'center' }));

for (const name of names) if (uses(document, name)) load(name);
