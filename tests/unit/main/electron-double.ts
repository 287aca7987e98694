/** Just enough of Electron to hear what the glue tells it. The runtime itself is proved end to end where it is installed. */
import { EventEmitter } from 'node:events';

export interface PreventableEvent {
  prevented: boolean;
  preventDefault(): void;
}

export function preventable<T extends object>(extra: T): T & PreventableEvent {
  const event = {
    ...extra,
    prevented: false,
    preventDefault() {
      event.prevented = true;
    },
  };
  return event;
}

export class ContentsDouble extends EventEmitter {
  readonly id = 7;
  readonly sent: unknown[][] = [];
  openHandler: (() => unknown) | null = null;
  toolsClosed = 0;
  zoomLevel = 3;
  crashedByUs = 0;
  setWindowOpenHandler(handler: () => unknown) {
    this.openHandler = handler;
  }
  async setVisualZoomLevelLimits() {}
  setZoomLevel(level: number) {
    this.zoomLevel = level;
  }
  closeDevTools() {
    this.toolsClosed++;
  }
  setIgnoreMenuShortcuts() {}
  isDestroyed() {
    return false;
  }
  send(...message: unknown[]) {
    this.sent.push(message);
  }
}

export class SessionDouble extends EventEmitter {
  handlers: Record<string, (...given: never[]) => unknown> = {};
  setPermissionRequestHandler(handler: (...given: never[]) => unknown) {
    this.handlers['request'] = handler;
  }
  setPermissionCheckHandler(handler: (...given: never[]) => unknown) {
    this.handlers['check'] = handler;
  }
  setDevicePermissionHandler(handler: (...given: never[]) => unknown) {
    this.handlers['device'] = handler;
  }
  setDisplayMediaRequestHandler(handler: (...given: never[]) => unknown) {
    this.handlers['display'] = handler;
  }
  setSpellCheckerEnabled() {}
  webRequest = {
    onBeforeRequest: (handler: (...given: never[]) => unknown) => {
      this.handlers['before'] = handler;
    },
  };
  /** Runs a handler that decides by calling back, and says what it decided. */
  decide(name: string, ...given: unknown[]): unknown {
    let decided: unknown;
    const handler = this.handlers[name] as ((...all: unknown[]) => unknown) | undefined;
    handler?.(...given, (decision: unknown) => (decided = decision));
    return decided;
  }
}
