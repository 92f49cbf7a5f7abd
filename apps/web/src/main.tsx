import './ui/styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { reloadForNewBuild } from './app/reloadForNewBuild.ts';
import { startRoost } from './sync/startRoost.ts';
import { appearance } from './ui/theme.ts';

appearance();
reloadForNewBuild();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App core={startRoost()} />);
