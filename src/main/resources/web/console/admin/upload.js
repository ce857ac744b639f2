// Sends a file and tells how far it is, which fetch does not.
import { Lost, Refused } from '../api.js';
import { session } from '../session.js';

/** Completes with the answer, or fails as `send` of api.js does; `onPart` is told the part sent, 0 to 1. */
export function upload(path, file, type, onPart) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Content-Type', type);
    request.setRequestHeader('X-CSRF-Token', session().csrf_token);
    request.upload.onprogress = ({ loaded, total }) => onPart(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Lost());
    request.onload = () => {
      let document = {};
      try {
        document = JSON.parse(request.responseText);
      } catch {
        // What is no JSON comes from something between here and the service.
      }
      if (request.status < 300) resolve(document);
      else reject(new Refused(request.status, document, 0));
    };
    request.send(file);
  });
}
