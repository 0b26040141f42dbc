// The page's entry: registers the widgets, listens to the extension and draws what it says.
import { render } from 'lit-html';
import './main.css';
import { page } from './components/page';
import { onOpened } from './components/sources';
import { registerWidgets } from './components/toolkit';
import { onEditing } from './sections/origins';
import { listen, recall, remember, send } from './state/host';
import { onChange, showPanel, store } from './state/store';
import { useStrings } from './state/strings';

registerWidgets();

const draw = (): void => void render(page(store.panel, store.shown), document.body);
onChange(draw);
onOpened(draw);
onEditing(draw);

let restoredScroll = false;

listen((message) => {
  if (message.type === 'strings') {
    useStrings(message.strings);
    document.documentElement.lang = message.locale;
    draw();
    return;
  }
  showPanel(message.state);
  if (message.state.kind === 'report' && !restoredScroll) {
    restoredScroll = true;
    window.scrollTo(0, recall().scroll ?? 0);
  }
});

window.addEventListener('scrollend', () => remember({ scroll: window.scrollY }));

const { uri, run, whatIf } = recall();
send({ type: 'ready', uri, run, whatIf });
