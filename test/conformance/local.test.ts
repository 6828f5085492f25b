import { register } from './register.ts';
import { ROWS } from './table.ts';

register(ROWS.local);
