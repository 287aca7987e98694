/** Starts the face: finds the desk, asks what it is, draws it. */
import { createRoot } from 'react-dom/client';
import './ui/tokens.css';
import './ui/base.css';
import './ui/layout.css';
import './ui/parts.css';
import './ui/print.css';
import '@fontsource-variable/noto-sans/wght.css';
import { App } from './App.tsx';
import { connect } from './bridge/connect.ts';
import { guardPresses } from './ui/press.ts';
import { guardRepeats } from './ways/repeat.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html lacks #root');
let refused = () => {};
let back = () => {};
const bridge = connect(
  () => refused(),
  () => back(),
);
// They must hear of everything first, so they are there before it is known whether this is a kiosk.
const guards = [guardRepeats(window), guardPresses(window, () => void bridge?.call('panel.stuck', {}))];
createRoot(root).render(
  <App
    bridge={bridge}
    onceRefused={(tell) => (refused = tell)}
    onceBack={(tell) => (back = tell)}
    onLaptop={() => {
      for (const end of guards) end();
    }}
  />,
);
