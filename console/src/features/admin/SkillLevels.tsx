import { ActionIcon, Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { SkillLevel } from '@/api/types';
import classes from './SkillLevels.module.css';

type AskedLevel = SkillLevel & { hard?: boolean };

type Props = {
  skills: { id: string; name: string }[];
  levels: AskedLevel[];
  onChange: (levels: AskedLevel[]) => void;
  word: string;
  hard?: boolean;
};

/** Skills, each with a level from 1 to 10 and, with `hard`, whether anybody may ever do without. */
export function SkillLevels({ skills, levels, onChange, word, hard: mayBeHard }: Props) {
  const nameOf = (id: string) => skills.find((s) => s.id === id)?.name ?? 'Unknown skill';
  const left = skills.filter((s) => !levels.some((l) => l.skill_id === s.id));
  const set = (id: string, to: Partial<AskedLevel>) =>
    onChange(levels.map((l) => (l.skill_id === id ? { ...l, ...to } : l)));
  return (
    <>
      {levels.map(({ skill_id, level, hard }) => (
        <div key={skill_id} className={classes.line}>
          <b className={classes.name}>{nameOf(skill_id)}</b>
          <span className={classes.word}>{word}</span>
          <NumberInput
            aria-label={`${nameOf(skill_id)}, level`}
            className={classes.level}
            min={1}
            max={10}
            value={level}
            onChange={(value) => set(skill_id, { level: Number(value) || 1 })}
          />
          {mayBeHard && (
            <Checkbox
              label="Always"
              aria-label={`${nameOf(skill_id)}, always`}
              title="By law, licence or contract: transfers, leads and other queues cannot do without it either"
              checked={hard ?? false}
              onChange={(event) => set(skill_id, { hard: event.currentTarget.checked || undefined })}
            />
          )}
          <ActionIcon
            aria-label={`Remove ${nameOf(skill_id)}`}
            onClick={() => onChange(levels.filter((l) => l.skill_id !== skill_id))}
          >
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      ))}
      {left.length > 0 && (
        <NativeSelect
          aria-label="Add a skill"
          data={[{ value: '', label: 'Add a skill…' }, ...left.map((s) => ({ value: s.id, label: s.name }))]}
          value=""
          onChange={(event) => onChange([...levels, { skill_id: event.currentTarget.value, level: 5 }])}
        />
      )}
    </>
  );
}
