/** Utility processes: a Node process each, with Electron's wire to it. */
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';

class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  constructor(script: string, args: readonly string[]) {
    super();
    const port = new URL('./parent-port.ts', import.meta.url).href;
    this.#child = fork(script, args, { execArgv: ['--import', port], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('exit', (code) => this.emit('exit', code));
  }
  postMessage(message: object) {
    this.#child.send(message, () => undefined);
  }
  kill() {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (script: string, args: readonly string[] = []) => new UtilityProcess(script, args),
};
