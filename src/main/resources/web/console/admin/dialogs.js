// The dialog of a page: one at a time.
import { useRef, useState } from '../lib.js';

/**
 * `open(content)`, where content is an element of a component that is given `onClose`; `shown` is to
 * be drawn in the page.
 */
export function useDialog() {
  const [shown, setShown] = useState(null);
  const count = useRef(0);
  const open = (content) => {
    count.current += 1;
    const key = count.current;
    // Closing is about this dialog, and not about one that took its place meanwhile.
    const onClose = () => setShown((now) => (now?.key === key ? null : now));
    setShown({ ...content, key, props: { ...content.props, onClose } });
  };
  return { open, shown };
}
