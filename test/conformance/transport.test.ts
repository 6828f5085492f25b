import { register } from './register.ts';
import { transportRows } from './rows/transport.ts';

register(transportRows, { concurrent: true });
