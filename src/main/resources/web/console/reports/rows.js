// A streamed report, row by row, without ever having the whole of it as one text.

/** Numbers that a double cannot hold become strings; keys are ours, so no text is taken for one. */
export function exactly(json) {
  return JSON.parse(json.replace(/"([a-z_]+)":(-?\d{16,})/g, '"$1":"$2"'));
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const LIST_END = 93;
const BEGIN = '"data":[';

/**
 * Cuts the text of a report into its rows as it comes in.
 *
 * A row is a flat object. `push` calls `onRow` with the text of each row that is complete; `end`
 * answers the totals, or null where the text broke off before them.
 */
export class RowSplitter {
  #onRow;
  #text = '';
  #at = 0;
  #rowFrom = -1;
  #begun = false;
  #listed = false;
  #inText = false;

  constructor(onRow) {
    this.#onRow = onRow;
  }

  push(piece) {
    this.#text += piece;
    if (!this.#begun) {
      const begin = this.#text.indexOf(BEGIN);
      if (begin < 0) {
        return;
      }
      this.#begun = true;
      this.#at = begin + BEGIN.length;
    }
    if (!this.#listed) {
      this.#scan();
    }
    this.#forget();
  }

  end() {
    if (!this.#listed) {
      return null;
    }
    try {
      return exactly('{' + this.#text.slice(this.#at).replace(/^\s*,/, '')).totals ?? null;
    } catch {
      return null;
    }
  }

  #scan() {
    const text = this.#text;
    let at = this.#at;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (this.#inText) {
        if (unit === BACKSLASH) {
          if (at + 1 === text.length) {
            break;
          }
          at++;
        } else if (unit === QUOTE) {
          this.#inText = false;
        }
      } else if (unit === QUOTE) {
        this.#inText = true;
      } else if (unit === OPEN) {
        this.#rowFrom = at;
      } else if (unit === CLOSE) {
        this.#onRow(text.slice(this.#rowFrom, at + 1));
        this.#rowFrom = -1;
      } else if (unit === LIST_END) {
        this.#listed = true;
        at++;
        break;
      }
    }
    this.#at = at;
  }

  /** What was handed on need not be kept. */
  #forget() {
    const keepFrom = this.#rowFrom < 0 ? this.#at : this.#rowFrom;
    this.#text = this.#text.slice(keepFrom);
    this.#at -= keepFrom;
    this.#rowFrom = this.#rowFrom < 0 ? -1 : 0;
  }
}
