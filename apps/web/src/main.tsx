import './ui/styles/index.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startRoost } from './sync/startRoost.ts';
import { appearance } from './ui/theme.ts';

appearance();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App core={startRoost()} />);
