import { describeShard } from './seeds.ts';

describeShard(3);
