import { serve } from './joining.ts';

// Stores nothing: what fan-out costs at the least.

serve(null);
