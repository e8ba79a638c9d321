import { NativeSelect, SegmentedControl, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTryPackages } from '@/api/packages';
import type { Channel, Field, Own, Sample, ServicePackage } from '@/api/types';
import { channelNames } from '@/ui/channels';
import { entityNames } from '@/ui/fields';
import { OwnFields } from '@/ui/OwnFields';
import { Scroll } from '@/ui/Scroll';
import classes from './PackageTable.module.css';
import { gets } from './packageWords';

type Props = {
  siteId: string;
  rows: ServicePackage[];
  fields: Field[];
  queues: { id: string; name: string }[];
};

/** A customer made up, and what they would get by the rows as they stand here. */
export function PackageTry({ siteId, rows, fields, queues }: Props) {
  const [tier, setTier] = useState<Sample['tier']>('A');
  const [channel, setChannel] = useState<Channel>('chat');
  const [custom, setCustom] = useState<Partial<Record<Field['entity'], Own>>>({});
  const asked = fields.filter((f) => rows.some((row) => row.entity === f.entity && row.key === f.key));
  const [question] = useDebouncedValue({ rows, who: { tier, channel, custom: held(custom) } }, 250);
  const tried = useTryPackages(siteId, question.rows, question.who);
  const row = tried.data && question.rows[tried.data.row];
  return (
    <>
      <h2 className={classes.title}>Try it</h2>
      <Scroll>
        <Stack gap="sm" className={classes.try}>
          <div>
            <div className={classes.label}>A customer of tier</div>
            <SegmentedControl
              fullWidth
              aria-label="A customer of tier"
              data={['A', 'B', 'C']}
              value={tier}
              onChange={(value) => setTier(value as Sample['tier'])}
            />
          </div>
          <NativeSelect
            label="Who comes by"
            data={Object.entries(channelNames).map(([value, label]) => ({ value, label }))}
            value={channel}
            onChange={(event) => setChannel(event.currentTarget.value as Channel)}
          />
          {Object.entries(entityNames).map(([entity, name]) => {
            const own = asked.filter((f) => f.entity === entity);
            const values = custom[entity as Field['entity']] ?? {};
            return (
              own.length > 0 && (
                <Stack key={entity} gap={6} role="group" aria-label={`What the ${name.toLowerCase()} holds`}>
                  <div className={classes.label}>{name}</div>
                  <OwnFields
                    fields={own}
                    values={values}
                    errors={{}}
                    onChange={(key, value) => setCustom({ ...custom, [entity]: { ...values, [key]: value } })}
                  />
                </Stack>
              )
            );
          })}
          <output className={classes.result} aria-live="polite">
            {tried.isError ? (
              <span className={classes.hint}>The rows cannot be tried until what is wrong about them is mended.</span>
            ) : row ? (
              <>
                <b>
                  Row {(tried.data?.row ?? 0) + 1}: {row.name || 'No name yet'}
                </b>
                <span>{gets(row, queues)}</span>
              </>
            ) : (
              tried.data && (
                <>
                  <b>No row is for them</b>
                  <span>They wait where they arrive, as that queue has it.</span>
                </>
              )
            )}
          </output>
        </Stack>
      </Scroll>
    </>
  );
}

/** What is held, without what was emptied again. */
function held(custom: Partial<Record<Field['entity'], Own>>): Sample['custom'] {
  return Object.fromEntries(
    Object.entries(custom).map(([entity, own]) => [
      entity,
      Object.fromEntries(Object.entries(own ?? {}).filter(([, value]) => value !== null)),
    ]),
  ) as Sample['custom'];
}
