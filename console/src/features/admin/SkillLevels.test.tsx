import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { show } from '@/test/show';
import { SkillLevels } from './SkillLevels';

let saved: { skill_id: string; level: number; hard?: boolean }[];

function Held({ start, hard }: { start: typeof saved; hard?: boolean }) {
  const [levels, setLevels] = useState(start);
  saved = levels;
  const skills = [{ id: 'es', name: 'Spanish' }];
  return <SkillLevels word="at least" skills={skills} levels={levels} onChange={setLevels} hard={hard} />;
}

test('a skill is asked for whatever happens, and stays so at another level', () => {
  show(<Held hard start={[{ skill_id: 'es', level: 5 }]} />);
  fireEvent.click(screen.getByLabelText('Spanish, always'));
  fireEvent.change(screen.getByLabelText('Spanish, level'), { target: { value: '7' } });
  expect(saved).toEqual([{ skill_id: 'es', level: 7, hard: true }]);
});

test('what somebody knows is not asked for', () => {
  show(<Held start={[{ skill_id: 'es', level: 5 }]} />);
  expect(screen.queryByLabelText('Spanish, always')).toBeNull();
});
