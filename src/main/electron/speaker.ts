/** Starts the speaking program as a process of Electron's own kind: with its fuses set, its runtime is never plain Node. */
import type { UtilityProcess } from 'electron';
import type { StartSpeaker } from '../../desk/speech/process.ts';

type Fork = (script: string, args: string[], options: { stdio: 'ignore'; serviceName: string }) => UtilityProcess;

export function speakerIn(fork: Fork): StartSpeaker {
  return (script, args) => {
    const child = fork(script, [...args], { stdio: 'ignore', serviceName: 'Fairdesk speech' });
    return {
      send: (message) => child.postMessage(message, []),
      onMessage: (listener) => void child.on('message', listener),
      onEnd: (listener) => void child.once('exit', () => listener()),
      kill: () => void child.kill(),
    };
  };
}
