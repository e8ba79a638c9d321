// Renders /openapi.json: every operation by chapter, with its parameters, body,
// answers and the permission that it needs.
'use strict';

const el = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children.filter((c) => c !== null));
  return node;
};

// shape writes a schema as an example-like text; names met before are not opened again.
function shape(spec, schema, indent = '', seen = []) {
  if (!schema) return '';
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop();
    if (seen.includes(name)) return name;
    return shape(spec, spec.components.schemas[name], indent, [...seen, name]);
  }
  const type = [].concat(schema.type ?? 'any');
  const or = type.includes('null') ? ' | null' : '';
  if (schema.enum) return schema.enum.map((v) => JSON.stringify(v)).join(' | ') + or;
  if (type.includes('array')) return `[${shape(spec, schema.items, indent, seen)}]${or}`;
  if (type.includes('object') && schema.properties) {
    const inner = indent + '  ';
    const lines = Object.entries(schema.properties).map(([name, value]) => {
      const optional = schema.required?.includes(name) ? '' : '?';
      const note = value.description ? `  // ${value.description}` : '';
      return `${inner}${name}${optional}: ${shape(spec, value, inner, seen)}${note}`;
    });
    return `{\n${lines.join('\n')}\n${indent}}${or}`;
  }
  return (schema.format ? `${type[0]} (${schema.format})` : type[0]) + or;
}

const content = (part) => Object.entries(part?.content ?? {})[0];

function operation(spec, base, method, path, op) {
  const box = el('div');
  if (op.description) box.append(el('p', { textContent: op.description }));
  box.append(el('p', { className: 'dim', textContent: `${op.operationId} · permission: ${op['x-permission'] ?? 'anyone'}` }));
  if (op.parameters?.length) {
    const list = op.parameters.map((p) => el('li', {}, el('code', { textContent: p.name }),
      ` in ${p.in}${p.required ? ', required' : ''}: ${shape(spec, p.schema)}${p.description ? ' · ' + p.description : ''}`));
    box.append(el('h3', { textContent: 'Parameters' }), el('ul', {}, ...list));
  }
  const sent = content(op.requestBody);
  if (sent) box.append(el('h3', { textContent: `Body · ${sent[0]}` }), el('pre', { textContent: shape(spec, sent[1].schema) }));
  const refused = [];
  for (const [status, answer] of Object.entries(op.responses)) {
    if (status >= '400' || status === 'default') { refused.push(`${status} ${answer.description}`); continue; }
    box.append(el('h3', { textContent: `${status} ${answer.description}` }));
    const got = content(answer);
    if (got) box.append(el('pre', { textContent: shape(spec, got[1].schema) }));
  }
  if (refused.length) box.append(el('h3', { textContent: 'Problems' }), el('p', { className: 'dim', textContent: refused.join(' · ') }));
  const head = el('summary', {}, el('b', { textContent: method.toUpperCase() }), el('code', { textContent: base + path }), el('span', { textContent: op.summary }));
  const node = el('details', { id: op.operationId }, head, box);
  node.dataset.text = `${method} ${path} ${op.summary} ${op.operationId}`.toLowerCase();
  return node;
}

function render(spec) {
  const base = spec.servers?.[0]?.url ?? '';
  const chapters = new Map();
  for (const [path, { servers, ...methods }] of Object.entries(spec.paths)) {
    const at = (servers?.[0]?.url ?? base).replace(/\/$/, '');
    for (const [method, op] of Object.entries(methods)) {
      const tag = op.tags?.[0] ?? 'Other';
      if (!chapters.has(tag)) chapters.set(tag, []);
      chapters.get(tag).push(operation(spec, at, method, path, op));
    }
  }
  const main = document.getElementById('operations');
  const nav = document.getElementById('tags');
  for (const tag of [...chapters.keys()].sort()) {
    const id = 'tag-' + tag;
    nav.append(el('a', { href: '#' + id, textContent: tag }));
    main.append(el('section', {}, el('h2', { id, textContent: tag }), ...chapters.get(tag)));
  }
  document.getElementById('about').textContent = `Version ${spec.info.version}. ${spec.info.description ?? ''}`;
  if (location.hash) document.querySelector(location.hash)?.setAttribute('open', '');
}

document.getElementById('find').addEventListener('input', (e) => {
  const word = e.target.value.trim().toLowerCase();
  for (const node of document.querySelectorAll('details')) node.hidden = !node.dataset.text.includes(word);
  for (const part of document.querySelectorAll('section')) part.hidden = !part.querySelector('details:not([hidden])');
});

fetch('/openapi.json')
  .then((r) => (r.ok ? r.json() : Promise.reject(new Error(`status ${r.status}`))))
  .then(render)
  .catch((e) => { document.getElementById('about').textContent = `/openapi.json cannot be read: ${e.message}`; });
