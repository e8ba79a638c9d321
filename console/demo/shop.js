// The basket of the demonstration shop: kept for the visit, never sent anywhere.

const find = (name) => document.querySelector(`[data-${name}]`);
const money = (amount) => `$${amount.toFixed(2)}`;

const kept = () => {
  try {
    return JSON.parse(sessionStorage.getItem('northlight.basket')) ?? [];
  } catch {
    return [];
  }
};

let basket = kept();

function cell(tag, text, className = '') {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

function line({ what, price }, at) {
  const row = document.createElement('tr');
  const remove = cell('button', 'Take out', 'button slight');
  remove.type = 'button';
  remove.setAttribute('aria-label', `Take out ${what}`);
  remove.addEventListener('click', () => {
    change(basket.toSpliced(at, 1), `${what} was taken out of the basket`);
    document.querySelector('#basket a, #basket button')?.focus();
  });
  const last = document.createElement('td');
  last.append(remove);
  const name = cell('th', what);
  name.scope = 'row';
  row.append(name, cell('td', money(price), 'number'), last);
  return row;
}

function show() {
  find('lines').replaceChildren(...basket.map(line));
  find('sum').textContent = money(basket.reduce((sum, { price }) => sum + price, 0));
  find('empty').hidden = basket.length > 0;
  find('full').hidden = basket.length === 0;
  find('count').hidden = basket.length === 0;
  find('count').textContent = basket.length;
}

function change(next, said) {
  basket = next;
  try {
    sessionStorage.setItem('northlight.basket', JSON.stringify(basket));
  } catch {
    // The basket lasts as long as the page.
  }
  show();
  find('said').textContent = said;
}

for (const button of document.querySelectorAll('[data-add]')) {
  button.addEventListener('click', () => {
    const { add: what, price } = button.dataset;
    change([...basket, { what, price: Number(price) }], `${what} is in your basket`);
  });
}

const titles = { plans: 'Plans', home: 'For the home', basket: 'Basket', account: 'Account' };
const name = () => {
  const title = titles[location.hash.slice(1)];
  document.title = title ? `${title} – Northlight Broadband & Home` : 'Northlight Broadband & Home';
};
window.addEventListener('hashchange', name);

name();
show();
