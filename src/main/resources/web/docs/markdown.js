// The little of Markdown that the document is written in, as elements: headings, paragraphs, lists,
// tables, code, bold. Never as HTML text, so that nothing in it can be more than text.
import { html } from '/console/lib.js';

export function Markdown({ text, heading = 2 }) {
  return (text ?? '').split(/\n{2,}/).map((block) => draw(block.trim(), heading));
}

/** One line of it. */
export function Line({ text }) {
  return inline(text ?? '');
}

/** The name by which a heading is gone to. */
export const anchor = (title) => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** The headings of a text. */
export const headings = (text) => [...text.matchAll(/^# (.+)$/gm)].map((found) => found[1]);

function draw(block, heading) {
  if (block.startsWith('# ')) {
    const title = block.slice(2);
    return html`<${`h${heading}`} id=${anchor(title)}>${inline(title)}<//>`;
  }
  const lines = block.split('\n');
  if (block.startsWith('- ')) {
    return html`<ul class="bullets">${lines.map((line) => html`<li>${inline(line.replace(/^- /, ''))}</li>`)}</ul>`;
  }
  if (block.startsWith('|')) return table(lines);
  return html`<p>${inline(lines.join(' '))}</p>`;
}

function table(lines) {
  const cells = (line) => line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
  const [head, , ...rows] = lines.map(cells);
  return html`
    <div class="table" tabindex="0" role="group" aria-label=${head.join(', ')}><table>
      <thead><tr>${head.map((cell) => html`<th scope="col">${inline(cell)}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${inline(cell)}</td>`)}</tr>`)}</tbody>
    </table></div>`;
}

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`;
    if (part.startsWith('**')) return html`<strong>${inline(part.slice(2, -2))}</strong>`;
    return part;
  });
}
