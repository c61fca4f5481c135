// Loads only the elements that the page uses, also those that wait inside a template.
const names = ['live-rate', 'live-board', 'row-list', 'submit-once', 'modal-dialog', 'id-check', 'money-words', 'import-progress', 'photo-shrink', 'auto-save', 'quick-form', 'type-pick', 'claim-sum', 'employer-find', 'organization-find', 'duplicate-check', 'signature-pad', 'inbox-count'];

const uses = (root, name) => root.querySelector(name) !== null
  || [...root.querySelectorAll('template')].some(template => uses(template.content, name));

for (const name of names) if (uses(document, name)) import(`./${name}.js`);
