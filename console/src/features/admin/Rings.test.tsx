import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { Ring } from '@/api/types';
import { show } from '@/test/show';
import { Rings } from './Rings';

let saved: Ring[];

function Held({ start, errors = {} }: { start: Ring[]; errors?: Record<string, string> }) {
  const [rings, setRings] = useState(start);
  saved = rings;
  return <Rings rings={rings} onChange={setRings} skills={[{ id: 'es', name: 'Spanish' }]} errors={errors} />;
}

test('each ring begins with what the one before it asks for', () => {
  show(<Held start={[]} />);
  fireEvent.click(screen.getByText('Add a ring'));
  const first = screen.getByRole('listitem', { name: 'Ring 1' });
  expect(within(first).queryByLabelText('After')).toBeNull();
  fireEvent.change(within(first).getByLabelText('Add a skill'), { target: { value: 'es' } });
  fireEvent.click(screen.getByText('Add a ring'));
  const second = screen.getByRole('listitem', { name: 'Ring 2' });
  fireEvent.change(within(second).getByLabelText('After'), { target: { value: '45' } });
  fireEvent.change(within(second).getByLabelText('Spanish, level'), { target: { value: '3' } });
  expect(saved).toEqual([
    { after_s: 0, min: { es: 5 } },
    { after_s: 45, min: { es: 3 } },
  ]);
});

test('when the first ring goes, the next one holds from the start', () => {
  show(
    <Held
      start={[
        { after_s: 0, min: { es: 8 } },
        { after_s: 30, min: { es: 2 } },
      ]}
    />,
  );
  fireEvent.click(screen.getByLabelText('Remove ring 1'));
  expect(saved).toEqual([{ after_s: 0, min: { es: 2 } }]);
});

test('what the server refuses is said in the ring it is about', () => {
  const wider = 'asks for something that the ring before it does not: rings only widen';
  show(
    <Held
      start={[
        { after_s: 0, min: {} },
        { after_s: 30, min: { es: 2 } },
      ]}
      errors={{ 'rings[1].min': wider }}
    />,
  );
  expect(within(screen.getByRole('listitem', { name: 'Ring 2' })).getByText(`This ring ${wider}.`)).toBeTruthy();
});
