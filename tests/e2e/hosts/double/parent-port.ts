/** Loaded first in a program the double starts as a utility process: its end of the wire, as Electron gives it. */
import { EventEmitter } from 'node:events';

const port = new EventEmitter();
process.on('message', (data) => port.emit('message', { data, ports: [] }));
Object.defineProperty(process, 'parentPort', {
  value: Object.assign(port, { postMessage: (message: object) => process.send?.(message) }),
});
