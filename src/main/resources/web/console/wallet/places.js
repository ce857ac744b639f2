// Where something happens: one of the locations, the one of last time first.
import { html, useEffect, useState } from '../lib.js';
import { useLocations } from '../lists.js';
import { session } from '../session.js';
import { SelectField } from '../parts/fields.js';

const KEPT = 'holdfast.location';

/** The location chosen at this device, for a form: `[id or '', set]`. */
export function usePlaceOfDesk() {
  const mine = session().location_ids ?? [];
  const kept = localStorage.getItem(KEPT) ?? '';
  const [id, setId] = useState(mine.length === 1 ? mine[0] : kept);
  return [id, (next) => {
    localStorage.setItem(KEPT, next);
    setId(next);
  }];
}

export function LocationField({ value, onInput, fault, none = 'No location' }) {
  const mine = session().location_ids ?? [];
  const all = useLocations();
  const offered = mine.length === 0 ? all : all.filter((each) => mine.includes(each.id));
  const isThere = offered.some((each) => each.id === value);
  useEffect(() => {
    // What was chosen here for another business, or is gone.
    if (value && offered.length > 0 && !isThere) onInput('');
  }, [value, offered.length, isThere]);
  return html`
    <${SelectField} label="Location" value=${isThere ? value : ''} onInput=${onInput} fault=${fault}
      options=${[{ value: '', label: none }, ...offered.map(({ id, name }) => ({ value: id, label: name }))]} />`;
}
