import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { Ring } from '@/api/types';
import classes from './FieldRules.module.css';
import { Seconds } from './Seconds';
import { SkillLevels } from './SkillLevels';

type Props = {
  rings: Ring[];
  onChange: (rings: Ring[]) => void;
  skills: { id: string; name: string }[];
  /** Of the whole form, by place: `rings[1].after_s`. */
  errors: Record<string, React.ReactNode>;
};

const most = 6;

/** Who is asked first, and who later: each ring asks for no more than the one before. */
export function Rings({ rings, onChange, skills, errors }: Props) {
  const last = rings.at(-1);
  return (
    <>
      <ol className={classes.rules}>
        {rings.map((ring, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a ring is its place
          <li key={at} className={classes.rule} aria-label={`Ring ${at + 1}`}>
            <div className={classes.ring}>
              {at === 0 ? (
                <b className={classes.first}>From the start</b>
              ) : (
                <Seconds
                  label="After"
                  min={1}
                  error={errors[`rings[${at}].after_s`]}
                  value={ring.after_s}
                  onChange={(after) => onChange(rings.with(at, { ...ring, after_s: Number(after) || 0 }))}
                />
              )}
              <ActionIcon
                aria-label={`Remove ring ${at + 1}`}
                onClick={() => onChange(fromTheStart(rings.toSpliced(at, 1)))}
              >
                <IconTrash size={15} />
              </ActionIcon>
            </div>
            {Object.keys(ring.min).length === 0 && <div className={classes.word}>Anybody of the queue.</div>}
            <SkillLevels
              word="at least"
              skills={skills}
              levels={Object.entries(ring.min).map(([skill_id, level]) => ({ skill_id, level }))}
              onChange={(levels) =>
                onChange(rings.with(at, { ...ring, min: Object.fromEntries(levels.map((l) => [l.skill_id, l.level])) }))
              }
            />
            {wrongOf(errors, at) && <div className={classes.error}>This ring {wrongOf(errors, at)}.</div>}
          </li>
        ))}
      </ol>
      {rings.length < most && (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          className={classes.add}
          onClick={() =>
            onChange([...rings, last ? { after_s: last.after_s + 30, min: last.min } : { after_s: 0, min: {} }])
          }
        >
          Add a ring
        </Button>
      )}
    </>
  );
}

/** The first ring holds at once, whichever it is now. */
function fromTheStart(rings: Ring[]): Ring[] {
  return rings.map((ring, at) => (at === 0 ? { ...ring, after_s: 0 } : ring));
}

function wrongOf(errors: Props['errors'], at: number): React.ReactNode {
  return Object.entries(errors).find(([name]) => name.startsWith(`rings[${at}].min`))?.[1];
}
