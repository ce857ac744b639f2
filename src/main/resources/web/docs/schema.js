// What a value has to be: its fields, each with what it may hold.
import { html } from '/console/lib.js';
import { Line } from './markdown.js';

/** Deeper than any schema of the document is. */
const DEPTH_MAX = 6;

/**
 * The fields of an object, or what another value is.
 *
 * isAsked  whether it is what a caller sends: then fields may be required; in an answer all are there
 */
export function Schema({ schema, follow, label, isAsked = false }) {
  const whole = plain(schema, follow);
  if (!whole.properties) {
    const items = whole.items ? plain(whole.items, follow) : null;
    if (items?.properties) return html`<${Fields} schema=${items} follow=${follow} depth=${0} label=${label} isAsked=${isAsked} />`;
    return html`<p class="soft"><${Kind} schema=${whole} follow=${follow} /></p>`;
  }
  return html`<${Fields} schema=${whole} follow=${follow} depth=${0} label=${label} isAsked=${isAsked} />`;
}

function Fields({ schema, follow, depth, label, isAsked }) {
  const required = isAsked ? schema.required ?? [] : [];
  return html`
    <ul class="fields-of" aria-label=${label}>
      ${Object.entries(schema.properties).map(([name, field]) => html`
        <${FieldOf} key=${name} name=${name} schema=${plain(field, follow)} required=${required.includes(name)}
          follow=${follow} depth=${depth} isAsked=${isAsked} />`)}
    </ul>`;
}

function FieldOf({ name, schema, required, follow, depth, isAsked }) {
  const inner = inside(schema, follow);
  return html`
    <li>
      <p class="field-head">
        <code class="name">${name}</code>
        <${Kind} schema=${schema} follow=${follow} />
        ${required && html`<span class="must">required</span>`}
      </p>
      ${schema.description && html`<p class="about"><${Line} text=${schema.description} /></p>`}
      <${Bounds} schema=${schema} />
      ${inner && depth < DEPTH_MAX && html`
        <details open=${depth === 0 && Object.keys(inner.properties).length < 6}>
          <summary>Fields of <code>${name}</code></summary>
          <${Fields} schema=${inner} follow=${follow} depth=${depth + 1} label="Fields of ${name}" isAsked=${isAsked} />
        </details>`}
    </li>`;
}

/** The object that is in it: itself, or what it is a list of. */
function inside(schema, follow) {
  if (schema.properties) return schema;
  const items = schema.items ? plain(schema.items, follow) : null;
  return items?.properties ? items : null;
}

/** A schema without references and without "or null", which is said beside. */
function plain(schema, follow) {
  const found = follow(schema);
  const choices = (found.anyOf ?? found.oneOf)?.map(follow);
  if (choices) {
    const others = choices.filter((each) => each.type !== 'null');
    const nullable = others.length < choices.length;
    if (others.length === 1) {
      const { anyOf, oneOf, ...beside } = found;
      return { ...plain(others[0], follow), ...beside, nullable };
    }
    return { ...found, nullable, type: others.map((each) => each.type).join(' or ') };
  }
  if (found.allOf) {
    const parts = found.allOf.map((each) => plain(each, follow));
    const properties = Object.assign({}, ...parts.map((each) => each.properties), found.properties);
    return { ...Object.assign({}, ...parts), ...found, properties };
  }
  if (Array.isArray(found.type)) {
    const others = found.type.filter((each) => each !== 'null');
    return { ...found, type: others.join(' or '), nullable: others.length < found.type.length };
  }
  return found;
}

function Kind({ schema, follow }) {
  const items = schema.items ? plain(schema.items, follow) : null;
  let kind = schema.format ?? schema.type ?? (schema.enum ? 'string' : 'any value');
  if (items) kind = `list of ${items.properties ? 'objects' : items.format ?? items.type ?? 'values'}`;
  return html`<span class="kind">${kind}${schema.nullable && ' or null'}</span>`;
}

export function Bounds({ schema }) {
  const said = bounds(schema);
  const values = (schema.enum ?? []).filter((each) => each !== null);
  return html`
    ${values.length > 0 && html`<p class="bounds">One of ${values.map((each, i) => html`${i > 0 && ', '}<code>${each}</code>`)}</p>`}
    ${said.length > 0 && html`<p class="bounds">${said.join(' · ')}</p>`}`;
}

function bounds(schema) {
  const said = [];
  const number = (value) => (Number.isSafeInteger(value) ? value.toLocaleString('en') : String(value));
  const range = (low, high, unit) => {
    if (low !== undefined && high !== undefined) said.push(`${number(low)} to ${number(high)}${unit}`);
    else if (high !== undefined) said.push(`at most ${number(high)}${unit}`);
    else if (low !== undefined && low > 0) said.push(`at least ${number(low)}${unit}`);
  };
  range(schema.minimum, schema.maximum, '');
  range(schema.minLength, schema.maxLength, ' characters');
  range(schema.minItems, schema.maxItems, ' entries');
  range(schema.minProperties, schema.maxProperties, ' entries');
  if (schema.const !== undefined) said.push(`always ${JSON.stringify(schema.const)}`);
  if (schema.default !== undefined) said.push(`${JSON.stringify(schema.default)} if left out`);
  return said;
}
