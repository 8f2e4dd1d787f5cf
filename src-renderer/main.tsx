import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { Boot } from './workbench/Boot.tsx';
import { connectBrowser } from './host/connect-browser.ts';
import { connectElectron, isDesktop } from './host/connect-electron.ts';

const systemIsLight = window.matchMedia('(prefers-color-scheme: light)').matches;
document.documentElement.dataset['theme'] = systemIsLight ? 'light' : 'dark';
createRoot(document.querySelector('#root')!).render(<Boot connect={isDesktop() ? connectElectron : connectBrowser} />);
