import '../styles/index.css';
import { createRoot } from 'react-dom/client';
import { appearance } from '../theme.ts';
import { Gallery } from './Gallery.tsx';

appearance();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Gallery />);
