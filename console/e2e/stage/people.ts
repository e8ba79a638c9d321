/** Who works at Northlight, the demo company; everybody has the same password. */
export const password = 'northlight-demo';

export const lena = { name: 'Lena Fischer', email: 'lena@northlight.example.com' };
export const tom = { name: 'Tom Okafor', email: 'tom@northlight.example.com' };
export const marcus = { name: 'Marcus Webb', email: 'marcus@northlight.example.com' };
export const ada = { name: 'Ada Quinn', email: 'ada@northlight.example.com' };

export type Person = typeof lena;
